from odoo import api, fields, models

from ..models.syncing.sync_estimate import estimate
from .ask_again import ask_again


class DiscordSyncMove(models.TransientModel):
    _name = "discord.sync.move"
    _description = "Change of a Discord synchronization's last run"
    _inherit = "discord.checks.mixin"

    state_id = fields.Many2one(
        "discord.sync.state",
        string="Synchronization",
        required=True,
        readonly=True,
        help="The synchronization whose last run is moved.",
    )
    date_from = fields.Datetime(
        string="Last run",
        required=True,
        help="Moved back, records created since then that were never told will be.",
    )
    # What was asked, of this date: another is asked about anew.
    question = fields.Text(compute="_compute_question", store=True)

    @api.depends("date_from")
    def _compute_question(self):
        self.question = False

    def action_move(self):
        """Move the last run; back, only after a question that says what that tells."""
        self.ensure_one()
        state = self.state_id
        back = self.date_from < (state.last_sync or fields.Datetime.now())
        if back and not self.question:
            rules = self.env["discord.sync"]._rules(state.sync_type)
            self.question = estimate(rules, self.date_from).in_words(self.env)
            if self.question:
                return ask_again(self, self.env._("Tell history, too?"))
        state.last_sync = self.date_from
        return {"type": "ir.actions.act_window_close"}
