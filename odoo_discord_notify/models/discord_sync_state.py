from odoo import fields, models


class DiscordSyncState(models.Model):
    _name = "discord.sync.state"
    _description = "Discord synchronization state"
    _order = "sync_type"

    sync_type = fields.Char(string="Synchronization", required=True, readonly=True)
    name = fields.Char(required=True)
    last_sync = fields.Datetime(help="End of the last complete run.")
    is_syncing = fields.Boolean(
        string="Running", help="Untick to unblock a synchronization that hangs."
    )

    _one_per_type = models.Constraint(
        "UNIQUE (sync_type)", "This synchronization has a state already."
    )
