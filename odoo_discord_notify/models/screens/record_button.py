"""What Discord was told of a record, on the record's own form: “2 · sent 10:42”.

The form of each model that a rule watches is given the button as it is sent to the
browser (see `models/base.py`); the browser then asks for what stands on it.
"""

from lxml import etree

from odoo import api, fields, models
from odoo.tools import format_date, format_time

WIDGET = "discord_record"
GROUP = "odoo_discord_notify.group_discord_user"
LAST_ID = 2**31 - 1  # of any record
LEVELS = {"error": "danger", "in_doubt": "warning"}


def add_button(arch):
    """Put the button into a form, as the first of Odoo's smart buttons.

    Those behind the seventh hide in a menu. Nothing is touched unless all is well.

    :param arch: the element of the form
    """
    widget = etree.Element("widget", name=WIDGET, groups=GROUP, invisible="not id")
    boxes = arch.xpath("//div[@name='button_box'][not(ancestor::field)]")
    if boxes:
        boxes[0].insert(0, widget)
        return
    box = etree.Element("div", {"class": "oe_button_box", "name": "button_box"})
    box.append(widget)
    sheets = arch.xpath("./sheet")
    (sheets[0] if sheets else arch).insert(0, box)


class DiscordRecord(models.AbstractModel):
    _name = "discord.record"
    _description = "What Discord was told of a record"

    @api.model
    def read_button(self, model_name="", record_id=0):
        """Return what a record's button says: {text, level, …}; None: it has none.

        It concerns who may read a rule of the model, or something that was told. The
        action that opens it comes along: a menu that closes takes the button with it.
        """
        told = self.env["discord.notification"].with_context(active_test=False)
        told.check_access("read")
        if not self._is_record(model_name, record_id):
            return None
        domain = [("res_model", "=", model_name), ("res_id", "=", record_id)]
        domain.append(("edit_of_id", "=", False))  # they stand in their message's story
        last = told.search(domain, limit=1)
        if not last and not self._is_watched_for_reader(model_name):
            return None
        count = told.search_count(domain)
        return {
            "text": f"{count} · {self._words(last)}" if last else self._words(last),
            "level": LEVELS.get(last.state, ""),
            "is_waiting": last.state == "outgoing",
            "action": self._opens(last, count, domain),
        }

    def _is_record(self, model_name, record_id):
        """Whether what a browser has sent can name a record at all."""
        is_number = type(record_id) is int and 0 < record_id <= LAST_ID
        return is_number and isinstance(model_name, str) and model_name in self.env

    def _is_watched_for_reader(self, model_name):
        rules = self.env["discord.rule"]
        return bool(rules.search_count([("model_name", "=", model_name)], limit=1))

    def _opens(self, last, count, domain):
        """Return the action that opens the one, or all."""
        name = self.env._("Discord messages")
        if count == 1:
            return last._get_records_action(name=name)
        return last._list_of(name, domain)

    def _words(self, told):
        """Return what became of one, in a word or two: “sent 10:42”."""
        if told.state == "sent":
            return self.env._("sent %s", self._when(told.sent_date))
        words = {
            False: self.env._("nothing yet"),
            "outgoing": self.env._("in the queue"),
            "in_doubt": self.env._("in doubt"),
            "error": self.env._("not sent: error"),
            "canceled": self.env._("not sent: canceled"),
        }
        labels = dict(told._fields["state"]._description_selection(self.env))
        return {**labels, **words}[told.state]

    def _when(self, instant):
        """Return the hour of today's, else the day."""
        local = fields.Datetime.context_timestamp(self, instant)
        if local.date() == fields.Date.context_today(self):
            zone = self.env.tz.zone
            return format_time(self.env, instant, tz=zone, time_format="short")
        return format_date(self.env, local.date(), date_format="d MMM")
