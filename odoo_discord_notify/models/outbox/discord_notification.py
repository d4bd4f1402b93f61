import logging

from odoo import fields, models

from ..saying.audit_line import audit_line

_logger = logging.getLogger(__name__)


class DiscordNotification(models.Model):
    _name = "discord.notification"
    _description = "Discord notification"
    _inherit = [
        *("discord.checks.mixin", "discord.outcome.mixin", "discord.brief.mixin"),
    ]
    _order = "id desc"
    # Rows are written in the user's transaction: no create_uid, write_uid, write_date
    # and their foreign keys (measured: 45 ms against 93 for 1000 rows).
    _log_access = False

    # What was told stays: it is what tells a synchronization that it was told.
    rule_id = fields.Many2one(
        "discord.rule",
        readonly=True,
        ondelete="restrict",
        help="The rule that tells it. A recap or a test of a webhook has none.",
    )
    recap_id = fields.Many2one(
        "discord.recap",
        readonly=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The recap that tells it, instead of a rule.",
    )
    period_start = fields.Datetime(
        string="Period from",
        readonly=True,
        help="When the period began of which a recap gives the figures.",
    )
    webhook_id = fields.Many2one(
        "discord.webhook",
        readonly=True,
        required=True,
        ondelete="restrict",
        help="The webhook, and so the channel, that hears of it.",
    )
    company_id = fields.Many2one(
        "res.company",
        readonly=True,
        help="The company of its rule: others do not see it. Empty: all companies.",
    )
    res_model = fields.Char(string="Model", readonly=True)
    res_id = fields.Many2oneReference(
        string="Record", model_field="res_model", readonly=True
    )
    event = fields.Selection(
        [
            ("created", "Created"),
            ("changed", "Changed"),
            ("edited", "Message edited"),
            ("deleted", "Deleted"),
            ("withdrawn", "Message taken back"),
            ("recap", "Recap"),
            ("manual", "Sent by hand"),
            ("test", "Test"),
        ],
        readonly=True,
        required=True,
        help="Why it was told. Sent by hand: somebody, or an action, asked for it. "
        "Message edited: what was told already is made to say what is true now.",
    )
    edit_of_id = fields.Many2one(
        "discord.notification",
        string="Edit of",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="The notification whose message it changes, instead of posting another.",
    )
    # Not prefetched: lists show none of them, and an older release kept megabytes.
    content = fields.Text(
        string="Message",
        readonly=True,
        prefetch=False,
        help="As written when it happened.",
    )
    embed = fields.Json(
        readonly=True, prefetch=False, help="If set, sent instead of the message."
    )
    values = fields.Json(string="Kept values", readonly=True, prefetch=False)
    # As its rule had them when it happened: what came of the rule since is no matter.
    mentions = fields.Json(
        string="Calls",
        readonly=True,
        help="Whom its message calls: [{kind, discord_id, name}, …].",
    )
    silent = fields.Boolean(
        readonly=True, help="Its message makes no sound, unless it calls somebody."
    )
    breaks_quiet = fields.Boolean(
        readonly=True, help="If it calls somebody, that makes a sound in any case."
    )
    user_id = fields.Many2one(
        "res.users",
        string="Agent",
        readonly=True,
        help="Who did it. If a synchronization found the record: who created it.",
    )
    create_date = fields.Datetime(
        string="Happened on",
        default=fields.Datetime.now,
        readonly=True,
        help="When it was saved, or found by a synchronization.",
    )
    active = fields.Boolean(default=True, readonly=True)
    delivery_ids = fields.Many2many(
        "discord.delivery",
        "discord_delivery_notification_rel",
        "notification_id",
        "delivery_id",
        readonly=True,
    )
    sync_log_id = fields.Many2one(
        "discord.sync.log",
        string="Synchronization",
        readonly=True,
        index="btree_not_null",
        help="The synchronization that found the record.",
    )

    # The queue of each webhook, and "told once" for hook and synchronization alike.
    _queue = models.Index(
        "(webhook_id, id) WHERE state = 'outgoing' AND edit_of_id IS NULL"
    )
    # That of the edits, who has waited for an attempt behind who has not.
    _edits = models.Index(
        "(webhook_id, next_attempt NULLS FIRST, id)"
        " WHERE state = 'outgoing' AND edit_of_id IS NOT NULL"
    )
    _resting = models.Index("(edit_of_id) WHERE state = 'resting'")
    _told_once = models.UniqueIndex(
        "(rule_id, res_model, res_id) WHERE event = 'created'"
    )
    # A period is told once, whoever tells it, and however many servers run.
    _recapped_once = models.UniqueIndex(
        "(recap_id, period_start) WHERE event = 'recap'"
    )
    # Its model is left out: few rows share a number, and a name takes longer to place.
    _record = models.Index("(res_id)")
    _ageing = models.Index(
        "(create_date) WHERE active AND state IN ('sent', 'canceled')"
    )
    _happened = models.Index("(create_date)")  # “Today”, and the overview's graph
    _incomplete = models.Index(
        "(rule_id, res_model, res_id) WHERE failure_type = 'incomplete'"
    )
    _hidden = models.Index("(rule_id) WHERE failure_type = 'forbidden'")
    _trouble = models.Index("(rule_id, state) WHERE state IN ('error', 'in_doubt')")
    _unreported = models.Index(
        "(id) WHERE state IN ('error', 'in_doubt') AND reported IS NOT TRUE"
    )

    def _log_committed(self):
        """Log what was told or skipped, in the words of the user's plan.

        Called after the commit: of `self`, rolled back rows no longer exist.
        """
        for one in self.exists():
            _logger.info("%s", audit_line(one.rule_id, one.event, one))
