"""What Discord was told of a record, on the record's own form: “2 · sent 10:42”.

The form of each model that a rule watches is given the button as it is sent to the
browser (see `models/base.py`); the browser then asks for what stands on it.
"""

from lxml import etree

from odoo import api, fields, models
from odoo.tools import format_date, format_time

WIDGET = "discord_record"
GROUP = "odoo_discord_notify.group_discord_user"


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
        """Return what a record's button says: {text, level}; None: it has none.

        It concerns who may read a rule of the model, or something that was told.
        """
        told = self._told()
        last = told.search(self._about(model_name, record_id), limit=1)
        if not last:
            rules = self.env["discord.rule"]
            is_seen = rules.search_count([("model_name", "=", model_name)], limit=1)
            return {"text": self.env._("nothing yet"), "level": ""} if is_seen else None
        count = told.search_count(self._about(model_name, record_id))
        levels = {"sent": "success", "error": "danger", "in_doubt": "warning"}
        return {
            "text": f"{count} · {self._words(last)}",
            "level": levels.get(last.state, ""),
            "is_waiting": last.state == "outgoing",
        }

    @api.model
    def open_button(self, model_name="", record_id=0):
        """Return the action that opens what was told of a record: the one, or all."""
        told = self._told()
        domain = self._about(model_name, record_id)
        name = self.env._("Discord messages")
        shown = {"create": False, "active_test": False}
        found = told.search(domain, limit=2)
        if len(found) == 1:
            return found._get_records_action(name=name, context=shown)
        return told._get_records_action(
            name=name,
            domain=domain,
            views=[(False, "list"), (False, "kanban"), (False, "form")],
            context=shown,
        )

    def _told(self):
        """Return an empty recordset of notifications, once they may be asked for."""
        told = self.env["discord.notification"].with_context(active_test=False)
        told.check_access("read")
        return told

    def _about(self, model_name, record_id):
        return [("res_model", "=", str(model_name)), ("res_id", "=", int(record_id))]

    def _words(self, told):
        """Return what became of one, in a word or two: “sent 10:42”."""
        match told.state:
            case "sent":
                return self.env._("sent %s", self._when(told.sent_date))
            case "outgoing":
                return self.env._("in the queue")
            case "in_doubt":
                return self.env._("in doubt")
            case "error":
                return self.env._("not sent: error")
            case _:
                return self.env._("not sent: canceled")

    def _when(self, instant):
        """Return the hour of today's, else the day."""
        local = fields.Datetime.context_timestamp(self, instant)
        if local.date() == fields.Date.context_today(self):
            zone = self.env.tz.zone
            return format_time(self.env, instant, tz=zone, time_format="short")
        return format_date(self.env, local.date(), date_format="d MMM")
