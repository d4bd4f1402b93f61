from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..discord.policy import Holds, Outcome, Step
from .precise_time import utc_now

LEARNT_FIELDS = ("held_until", "broken_reason", "channel_id", "failures")


class DiscordWebhook(models.Model):
    _name = "discord.webhook"
    _description = "Discord webhook"
    _inherit = ["discord.url.mixin", "mail.thread"]
    _order = "sequence, id"

    name = fields.Char(required=True, help="For example the channel: #alertes-bl")
    active = fields.Boolean(
        default=True, help="An archived webhook is paused: its queue waits in order."
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one("res.company")
    thread_id = fields.Char(
        help="Post into this thread of the channel. Leave empty for the channel itself."
    )
    username = fields.Char(help="The name to post under. Empty: the webhook's own.")
    avatar_url = fields.Char(string="Avatar URL")
    pack = fields.Boolean(
        string="Pack bursts",
        default=True,
        help="Notifications that come in bursts share messages.",
    )
    on_doubt = fields.Selection(
        [
            ("resend", "Send again, marked as a possible repeat"),
            ("ask", "Ask a person"),
        ],
        default="resend",
        required=True,
        help="When nobody can know whether Discord got a message.",
    )
    state = fields.Selection(
        [
            ("unconfigured", "No URL"),
            ("ok", "OK"),
            ("paused", "Paused"),
            ("held", "Held"),
            ("broken", "Broken"),
        ],
        compute="_compute_state",
        compute_sudo=True,
    )
    state_message = fields.Char(compute="_compute_state", compute_sudo=True)
    held_until = fields.Datetime(readonly=True, copy=False)
    broken_reason = fields.Char(readonly=True, copy=False)
    failures = fields.Integer(
        readonly=True, copy=False, help="Requests in a row that failed."
    )
    channel_id = fields.Char(
        string="Channel", readonly=True, copy=False, help="Learnt from Discord."
    )
    waiting_count = fields.Integer(compute="_compute_waiting_count", compute_sudo=True)

    # === HEALTH === #

    @api.depends("url_secret", "env_key", "active", "held_until", "broken_reason")
    def _compute_state(self):
        for webhook in self:
            webhook.state, webhook.state_message = webhook._state()

    def _state(self):
        """Return (state, message for people)."""
        if self._key_is_lost():
            message = self.env._("The encryption key is lost: enter the URL again.")
            return "broken", message
        if not self._address():
            return "unconfigured", self.env._("Enter the URL that Discord gave you.")
        if self.broken_reason:
            return "broken", self.broken_reason
        if not self.active:
            return "paused", self.env._("Archived: what waits keeps waiting, in order.")
        if self.held_until and self.held_until > utc_now():
            return "held", self.env._("Discord asks to wait. Nothing is lost.")
        return "ok", ""

    def _compute_waiting_count(self):
        counts = dict(
            self.env["discord.notification"]._read_group(
                [("webhook_id", "in", self.ids), ("state", "=", "outgoing")],
                ["webhook_id"],
                ["__count"],
            )
        )
        for webhook in self:
            webhook.waiting_count = counts.get(webhook, 0)

    def _settle(self, verdict, failures, pause):
        """Hold or break those whom a verdict concerns.

        :param pause: seconds, or None: until a person has mended it
        """
        if verdict.step is Step.DONE:
            if self.failures:
                self.failures = 0
        elif verdict.outcome not in (Outcome.LIMITED, Outcome.REFUSED):
            self.failures = failures
        if verdict.channel_id and verdict.channel_id != self.channel_id:
            self.channel_id = verdict.channel_id
        if pause is None:
            self.broken_reason = verdict.reason
        elif pause:
            self._hold(pause, verdict.holds)

    def _hold(self, pause, holds):
        """Send nothing for so many seconds, nor from those who wait with this one.

        By SQL, for the ORM cuts fractions of seconds off.
        """
        until = utc_now() + timedelta(seconds=pause)
        together = {
            Holds.CHANNEL: SQL(
                "id = %s OR channel_id = %s", self.id, self.channel_id or None
            ),
            Holds.EVERYTHING: SQL("TRUE"),
        }.get(holds, SQL("id = %s", self.id))
        self.env.cr.execute(
            SQL(
                "UPDATE discord_webhook SET held_until = greatest(held_until, %s)"
                " WHERE %s",
                *(until, together),
            )
        )
        self.invalidate_model(["held_until"])

    # === LIFE === #

    @api.model_create_multi
    def create(self, vals_list):
        webhooks = super().create(vals_list)
        self.env["discord.watch"]._changed()
        return webhooks

    def write(self, vals):
        if "url_secret" in vals:  # what was learnt belongs to the former URL
            vals = {**vals, **dict.fromkeys(LEARNT_FIELDS, False)}
        result = super().write(vals)
        if not {"url_secret", "env_key"}.isdisjoint(vals):
            self.env["discord.watch"]._changed()
            self.env["discord.dispatcher"]._wake()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        if self.env["discord.notification"].search_count(
            [("webhook_id", "in", self.ids)], limit=1
        ):
            raise ValidationError(
                self.env._("This webhook has notifications: archive it instead.")
            )
