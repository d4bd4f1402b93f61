from odoo import api, fields, models
from odoo.exceptions import UserError


class DiscordBacklog(models.TransientModel):
    _name = "discord.backlog"
    _description = "What becomes of a mended webhook's old queue"
    _inherit = "discord.checks.mixin"

    webhook_id = fields.Many2one(
        "discord.webhook",
        required=True,
        readonly=True,
        help="The webhook that can send again.",
    )
    choice = fields.Selection(
        [
            ("send", "Send them all, packed, in order"),
            ("since", "Send what happened since"),
            ("cancel", "Cancel them"),
        ],
        required=True,
        default="send",
        help="An old queue may hold news that nobody wants any more. What is canceled"
        " stays in the log.",
    )
    since = fields.Datetime(
        help="What happened before is canceled. For example: yesterday at 8:00"
    )
    waiting_count = fields.Integer(
        string="Waiting", compute="_compute_waiting", help="Notifications in its queue."
    )
    oldest = fields.Datetime(
        compute="_compute_waiting", help="When the first of its queue happened."
    )

    @api.depends("webhook_id")
    def _compute_waiting(self):
        for backlog in self:
            webhook = backlog.webhook_id._filtered_access("read")
            backlog.waiting_count = webhook.waiting_count
            backlog.oldest = webhook.oldest_waiting

    def action_decide(self):
        """Do what was chosen, and let the webhook send again."""
        self.ensure_one()
        self.webhook_id.check_access("read")  # or another company's could be named
        self.webhook_id._check_reader()  # or canceling would find nothing
        if self.choice == "since" and not self.since:
            raise UserError(self.env._("Enter the date since which to send."))
        domain = [("webhook_id", "=", self.webhook_id.id), ("state", "=", "outgoing")]
        domain.append(("edit_of_id", "=", False))  # they go with their messages
        if self.choice == "since":
            domain.append(("create_date", "<", self.since))
        unwanted = self.env["discord.notification"]
        if self.choice != "send":
            unwanted = unwanted.search(domain)
        if unwanted:  # all may have happened since, or somebody was faster
            unwanted.action_cancel()
        # A manager may decide, though only administrators may edit a webhook.
        self.webhook_id.sudo().asks_backlog = False
        self.env["discord.dispatcher"]._wake()
        return {"type": "ir.actions.act_window_close"}
