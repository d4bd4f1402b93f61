from odoo import api, fields, models

from .history_question import ask_once


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
        if back and (asking := ask_once(self, state.sync_type)):
            return asking
        state.last_sync = self.date_from
        return {"type": "ir.actions.act_window_close"}
