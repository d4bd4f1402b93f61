import logging

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .sync_types import sync_type_of

_logger = logging.getLogger(__name__)


class DiscordSyncState(models.Model):
    _name = "discord.sync.state"
    _description = "Discord synchronization state"
    _inherit = "discord.checks.mixin"
    _order = "sync_type"

    sync_type = fields.Char(
        string="Synchronization",
        required=True,
        readonly=True,
        help="What is synchronized. For example: sync_AlimentationSolde",
    )
    name = fields.Char(required=True, help="What you like to call it.")
    last_sync = fields.Datetime(
        string="Last run",
        help="End of the last complete run. Moved back by hand, records created since "
        "then that were never told will be.",
    )
    is_syncing = fields.Boolean(
        string="Running", help="Untick to unblock a synchronization that hangs."
    )
    status = fields.Selection(
        [("idle", "Idle"), ("running", "Running")],
        compute="_compute_status",
        inverse="_inverse_status",
        help="Whether it runs. Choose “Idle” to unblock one that hangs.",
    )

    _one_per_type = models.Constraint(
        "UNIQUE (sync_type)", "This synchronization has a state already."
    )

    def write(self, vals):
        self._check_values(vals)
        if "sync_type" in vals:
            raise ValidationError(self.env._("A synchronization keeps its key."))
        if vals.get("last_sync"):
            date = fields.Datetime.to_datetime(vals["last_sync"])
            for state in self:
                if date < (state.last_sync or fields.Datetime.now()):
                    state._lower_baselines(date)
        return super().write(vals)

    def _lower_baselines(self, date):
        """Make records created since `date` candidates again.

        The form asks first (`discord.sync.move`); a program that writes is not asked.
        """
        moved = "The last run of %s is moved from %s to %s by user %s"
        _logger.info(moved, self.sync_type, self.last_sync, date, self.env.uid)
        rules = self.env["discord.sync"]._rules(self.sync_type)
        for rule in rules.filtered(lambda rule: rule._creation_watch()):
            rule.baseline = rule._first_untold(date)

    @api.depends("is_syncing")
    def _compute_status(self):
        for state in self:
            state.status = "running" if state.is_syncing else "idle"

    def _inverse_status(self):
        for state in self:
            state.is_syncing = state.status == "running"

    def action_unblock(self):
        """Untick what hangs."""
        self._check_exists()
        self.is_syncing = False
        return True

    # === RUNS: called by `discord.sync` === #

    @api.model
    def _of_model(self, model_name):
        """Return the state of a model's synchronization; there is one from now on."""
        sync_type = sync_type_of(model_name)
        state = self.search([("sync_type", "=", sync_type)])
        name = self.env["ir.model"]._get(model_name).name or sync_type
        return state or self.create({"sync_type": sync_type, "name": name})

    def _begin(self):
        self.is_syncing = True

    def _end(self, complete):
        self.is_syncing = False
        if complete:
            self.last_sync = fields.Datetime.now()
