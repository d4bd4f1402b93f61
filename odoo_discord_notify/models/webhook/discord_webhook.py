from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..toast import toast, toast_of
from ..words import translator


class DiscordWebhook(models.Model):
    _name = "discord.webhook"
    _description = "Discord webhook"
    _inherit = [
        *("discord.checks.mixin", "discord.url.mixin", "discord.health.mixin"),
        *("discord.hold.mixin", "discord.look.mixin", "discord.sender.mixin"),
        *("discord.place.mixin", "discord.edits.mixin", "discord.quiet.mixin"),
        *("discord.readers.mixin", "discord.database", "mail.thread"),
    ]
    _order = "sequence, id"

    name = fields.Char(required=True, help="For example the channel: #alertes-bl")
    active = fields.Boolean(
        default=True, help="An archived webhook is paused: its queue waits in order."
    )
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company",
        help="Only this company's people see the webhook and what is told by it. "
        "Empty: all companies.",
    )
    thread_id = fields.Char(
        help="The number of a thread of the channel, to post there. For example: "
        "1234567890123456789, by “Copy Thread ID” in Discord. Empty: the channel "
        "itself."
    )
    pack = fields.Boolean(
        string="Pack bursts",
        default=True,
        help="Notifications that come in bursts share messages: 1000 top-ups are 23. "
        "Off: one message each, which takes Discord's limits much longer.",
    )
    on_doubt = fields.Selection(
        [
            ("resend", "Send again, marked as a possible repeat"),
            ("ask", "Ask a person"),
        ],
        string="When in doubt",
        default="resend",
        required=True,
        help="What to do when nobody can know whether Discord got a message, for "
        "example if its answer was lost.",
    )
    waiting_count = fields.Integer(
        string="Waiting",
        compute="_compute_waiting",
        compute_sudo=True,
        help="Notifications in its queue, to be sent in order.",
    )
    oldest_waiting = fields.Datetime(
        string="Oldest waiting",
        compute="_compute_waiting",
        compute_sudo=True,
        help="When the first of its queue happened.",
    )

    def _compute_waiting(self):
        groups = self.env["discord.notification"]._read_group(
            [
                *[("webhook_id", "in", self.ids), ("state", "=", "outgoing")],
                ("edit_of_id", "=", False),
            ],
            ["webhook_id"],
            ["__count", "create_date:min"],
        )
        self.waiting_count, self.oldest_waiting = 0, False
        for webhook, count, oldest in groups:
            webhook.waiting_count, webhook.oldest_waiting = count, oldest

    # === LIFE === #

    @api.model_create_multi
    def create(self, vals_list):
        webhooks = super().create(vals_list)
        webhooks._share_ban()
        self.env["discord.watch"]._changed()
        return webhooks

    def write(self, vals):
        is_new = "url_secret" in vals or self._is_other_key(vals)
        if is_new or vals.get("active"):
            self._resume()
        result = super().write(vals)
        if is_new:
            self._start_anew()  # what was learnt belongs to the former URL
        elif not {"active", "thread_id", "username", "avatar_url"}.isdisjoint(vals):
            self._look_now()
        if not {"url_secret", "env_key"}.isdisjoint(vals):
            self.env["discord.watch"]._changed()
        return result

    def _creation_subtype(self):
        # A subtype's words are translated for each reader; a plain message's stay in
        # the language of whoever creates it.
        subtype = "odoo_discord_notify.mt_webhook_created"
        return self.env.ref(subtype, raise_if_not_found=False) or (
            super()._creation_subtype()
        )

    def _is_other_key(self, vals):
        """Whether a URL is to be read from elsewhere; a form may write what it read."""
        key = vals.get("env_key") or False
        return "env_key" in vals and any(webhook.env_key != key for webhook in self)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        told = self.env["discord.notification"].sudo().with_context(active_test=False)
        if told.search_count([("webhook_id", "in", self.ids)], limit=1):
            raise ValidationError(
                self.env._("This webhook has notifications: archive it instead.")
            )

    # === BUTTONS === #

    def action_test_connection(self):
        """Ask Discord about the webhook; posts nothing, and learns its channel."""
        self._check_administrator()
        verdict = self.env["discord.dispatcher"]._describe(self)
        if verdict.webhook_name or verdict.channel_id:
            self.sudo()._recover(verdict)
            self.sudo()._end_own_pauses()
            self.env["discord.dispatcher"]._wake()
            message = self.env._(
                "Discord answers: “%(name)s”, channel %(channel)s.",
                name=verdict.webhook_name or self.name,
                channel=verdict.channel_id,
            )
            return toast("success", message, self._link_to_discord())
        return toast("danger", verdict.reason_in(translator(self.env)))

    def _link_to_discord(self):
        """Return a link to the channel: Discord tells its id, but not its name."""
        url = self.discord_link
        return {"label": self.env._("See it in Discord"), "url": url} if url else None

    def action_send_test(self):
        """Post a short message, and tell whether it arrived."""
        self._check_administrator()
        content = self.env._("👋 A test from Odoo: notifications arrive here.")
        values = {
            "webhook_id": self.id,
            "company_id": self.company_id.id,
            "event": "test",
            "content": content,
            "user_id": self.env.uid,
        }
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        return toast_of(self.env, outcomes)

    def _check_administrator(self):
        self.ensure_one()
        self.check_access("write")
        if not self._address():
            raise UserError(self.env._("Enter the webhook's URL first."))
        if reason := self._silenced():
            raise UserError(reason)
