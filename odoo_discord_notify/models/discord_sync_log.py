from odoo import fields, models


class DiscordSyncLog(models.Model):
    _name = "discord.sync.log"
    _description = "Discord synchronization log"
    _order = "id desc"

    sync_type = fields.Char(string="Synchronization", required=True, readonly=True)
    state = fields.Selection(
        [
            ("queued", "Queued"),
            ("running", "Running"),
            ("success", "Success"),
            ("partial", "With errors"),
            ("failed", "Failed"),
            ("stopped", "Stopped"),
            ("interrupted", "Interrupted"),
        ],
        required=True,
        readonly=True,
        default="queued",
    )
    dry_run = fields.Boolean(readonly=True)
    date_from = fields.Datetime(readonly=True)
    user_id = fields.Many2one(
        "res.users", string="Requested by", readonly=True, default=lambda s: s.env.user
    )
    date_start = fields.Datetime(readonly=True)
    date_end = fields.Datetime(readonly=True)
    found_count = fields.Integer(string="Found", readonly=True)
    new_count = fields.Integer(string="New", readonly=True)
    skipped_count = fields.Integer(string="Skipped", readonly=True)
    error_count = fields.Integer(string="Errors", readonly=True)
    lines = fields.Text(readonly=True)
