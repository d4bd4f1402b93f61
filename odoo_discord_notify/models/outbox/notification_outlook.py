"""When what waits will go, as far as anybody can know: for lists, and in a sentence."""

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime, format_time

from ..precise_time import utc_now
from ..sending.delivery_queue import HEADS


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    outlook = fields.Char(
        compute="_compute_outlook",
        compute_sudo=True,
        help="Of what waits: around when it goes, or what its webhook is. Empty: in a "
        "moment.",
    )
    outlook_message = fields.Char(
        compute="_compute_outlook_message", help="The same in a sentence."
    )

    outlook_date = fields.Datetime(
        string="Goes around",
        compute="_compute_outlook",
        compute_sudo=True,
        help="Of what waits for a known moment: around when it goes.",
    )

    @api.depends(
        *("state", "next_attempt", "edit_of_id", "webhook_id.state"),
        *("webhook_id.held_until", "webhook_id.edits_held_until"),
    )
    @api.depends_context("lang", "tz")
    def _compute_outlook(self):
        waiting = self.filtered(lambda n: n.state == "outgoing")
        self.outlook, self.outlook_date = False, False
        posts = waiting.filtered(lambda n: not n.edit_of_id)
        dates, now = posts._next_by_webhook(), utc_now()
        labels = dict(
            self.env["discord.webhook"]
            ._fields["state"]
            ._description_selection(self.env)
        )
        for notification in waiting:
            webhook, state = notification.webhook_id, notification._webhook_state()
            when = dates.get(webhook.id)
            if notification.edit_of_id:
                own = (webhook.edits_held_until, notification.next_attempt)
                when = max(filter(None, own), default=None)
            if state in ("ok", "held") and when and when > now:
                notification.outlook_date = when
                notification.outlook = self.env._("around %s", self._hour(when))
            elif state != "ok":
                notification.outlook = labels[state]

    def _webhook_state(self):
        """Return the state of its webhook; what holds its posts holds no edit."""
        state = self.webhook_id.state
        return "ok" if self.edit_of_id and state == "held" else state

    def _hour(self, when):
        """Return a moment as its reader tells it: of another day, with the date."""
        local = fields.Datetime.context_timestamp
        when = when.replace(microsecond=0)
        if local(self, when).date() == local(self, utc_now()).date():
            return format_time(self.env, when, self.env.tz.zone, time_format="short")
        return format_datetime(self.env, when, dt_format="short")

    def _next_by_webhook(self):
        """Return {webhook id: when its posts go on}; the head of a queue decides."""
        if not self:
            return {}
        self.flush_model(["state", "next_attempt", "webhook_id", "edit_of_id"])
        self.webhook_id.flush_recordset(["held_until"])
        query = SQL(
            """
            %s
            SELECT webhook.id, greatest(webhook.held_until, head.next_attempt)
              FROM discord_webhook webhook
              LEFT JOIN head ON head.webhook_id = webhook.id
             WHERE webhook.id IN %s
            """,
            *(HEADS, tuple(self.webhook_id.ids)),
        )
        return dict(self.env.execute_query(query))

    @api.depends("outlook", "reason", "delivery_ids")
    @api.depends_context("lang", "tz")
    def _compute_outlook_message(self):
        for one in self:
            late = one.state == "outgoing" and (one.outlook or one.failure_reason)
            one.outlook_message = late and one._outlook_sentence()

    def _outlook_sentence(self):
        """Return when it goes, and why it is late; “again” only if it went once."""
        webhook = self.webhook_id.sudo()
        stops = self._webhook_state() != "ok" and webhook.state_message
        sentence = (self.reason or "").removesuffix(".")
        # The webhook's trouble is this one's, and said once.
        is_said = sentence and stops and sentence in stops
        parts = [not is_said and self.reason, stops]
        if self.outlook_date:
            hour, went = self._hour(self.outlook_date), self.delivery_ids
            once = self.env._("It will be sent by itself around %s.", hour)
            again = self.env._("It will be sent again by itself around %s.", hour)
            parts.insert(0, again if went else once)
        elif not stops:
            parts.insert(0, self.env._("It will be sent again by itself."))
        return " ".join(dict.fromkeys(filter(None, parts)))
