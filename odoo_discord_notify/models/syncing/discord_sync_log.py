from functools import partial

from odoo import api, fields, models

from ..words import counted
from .sync_plan import SyncPlan
from .sync_types import sync_label

CRON = "odoo_discord_notify.ir_cron_sync"


class DiscordSyncLog(models.Model):
    """One run of a synchronization; in state `queued` it is the request of one."""

    _name = "discord.sync.log"
    _description = "Discord synchronization log"
    _inherit = [
        *("discord.checks.mixin", "discord.labels.mixin", "discord.run.mixin"),
    ]
    _rec_name = "sync_type"
    _order = "id desc"

    display_name = fields.Char(
        string="Synchronization", help="What was synchronized, as the console calls it."
    )
    sync_type = fields.Char(
        string="Synchronization type",
        required=True,
        readonly=True,
        help="What was synchronized. For example: sync_AlimentationSolde",
    )
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
        help="Queued: it begins within a minute. Success: all that was missing is in "
        "the queue of its webhook. With errors, failed: the log says why. Stopped, "
        "interrupted: “Continue” does the rest.",
    )
    dry_run = fields.Boolean(
        string="Dry run", readonly=True, help="Counts, but tells nothing."
    )
    date_from = fields.Datetime(
        string="Records since",
        readonly=True,
        help="Tells older records, too: those created since.",
    )
    scheduled = fields.Boolean(readonly=True)
    run_count = fields.Integer(
        string="Runs",
        readonly=True,
        default=1,
        help="Scheduled runs in a row that found nothing share one line.",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Requested by",
        readonly=True,
        default=lambda s: s.env.user,
        help="Who pressed “Run now”; OdooBot for the schedule.",
    )
    date_start = fields.Datetime(
        string="Started on", readonly=True, help="When it began to look."
    )
    date_end = fields.Datetime(
        string="Ended on", readonly=True, help="When it was done, or stopped."
    )
    found_count = fields.Integer(
        string="Found", readonly=True, help="Records that were never told."
    )
    new_count = fields.Integer(
        string="New", readonly=True, help="Those of them that are told now."
    )
    skipped_count = fields.Integer(
        string="Skipped",
        readonly=True,
        help="Those that lack a required field. They are told once it is filled in.",
    )
    error_count = fields.Integer(
        string="Errors",
        readonly=True,
        help="Those whose message could not be written: look at the log below.",
    )
    lines = fields.Text(
        readonly=True, help="What it did, a line for each record, as it went along."
    )
    progress = fields.Float(readonly=True, aggregator=None, help="In percent.")
    summary = fields.Char(
        compute="_compute_summary", help="What came of it, or is to come."
    )
    company_ids = fields.Many2many(
        "res.company",
        string="Companies",
        readonly=True,
        help="Those whose rules it works off: its lines hold their names.",
    )
    webhook_ids = fields.Many2many(
        "discord.webhook",
        string="Webhooks",
        readonly=True,
        help="Those whose rules it works off: who reads these reads its lines.",
    )
    stop_requested = fields.Boolean(string="Stop requested", readonly=True)
    can_continue = fields.Boolean(compute="_compute_can_continue")
    plan = fields.Json(readonly=True, help="What is left to do, kept between batches.")
    notification_ids = fields.One2many("discord.notification", "sync_log_id")

    _unfinished = models.Index("(id) WHERE state IN ('queued', 'running')")

    @api.depends("sync_type")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for log in self:
            log.display_name = sync_label(self.env, log.sync_type or "")

    @api.model
    def _group_labels(self):
        return {"sync_type": partial(sync_label, self.env)}

    @api.depends("state", "dry_run", "new_count", "skipped_count", "error_count")
    def _compute_summary(self):
        for log in self:
            log.summary = log._summary()

    @api.depends("state", "plan")
    def _compute_can_continue(self):
        for log in self:
            cut_off = log.state in ("stopped", "interrupted")
            log.can_continue = cut_off and bool(log.plan)

    def _summary(self):
        """Return in one sentence what came of it, or is to come."""
        if self.state == "queued":
            return self.env._("It begins in a moment.")
        if counts := self._counts_in_words():
            if self.dry_run:
                return self.env._("%s. This is a dry run: nothing is told.", counts)
            return f"{counts}."
        if self.state == "success":
            return self.env._("Nothing new: everything was told.")
        return self.env._("Nothing found yet.")

    def _counts_in_words(self):
        """Return what was found, as “5 queued, 1 skipped”, or nothing."""
        new, skipped, errors = self.new_count, self.skipped_count, self.error_count
        words = (self.env._("1 queued"), self.env._("%s queued"))
        if self.dry_run:
            words = (self.env._("1 to be queued"), self.env._("%s to be queued"))
        left_out = (self.env._("1 skipped"), self.env._("%s skipped"))
        parts = [
            new and counted(new, *words),
            skipped and counted(skipped, *left_out),
            errors and self.env._("%s in error", errors),
        ]
        return ", ".join(filter(None, parts))

    # === REQUESTS === #

    @api.model
    def _request(self, sync_type, **options):
        """Ask for a run, to begin once this transaction is committed.

        :param options: `date_from`, `dry_run`, `scheduled`
        :return: the log of the run
        """
        rules = self.env["discord.sync"]._rules(sync_type)
        webhooks = rules._webhooks()
        companies = rules.company_id | webhooks.company_id
        log = self.sudo().create(
            {
                "sync_type": sync_type,
                "plan": SyncPlan.of_rules(rules).to_json(),
                "company_ids": companies.ids,
                "webhook_ids": webhooks.ids,
                **options,
            }
        )
        log._wake()
        return log.with_env(self.env)

    @api.model
    def _wake(self):
        if cron := self.env.ref(CRON, raise_if_not_found=False):
            cron.sudo()._trigger()

    def action_stop(self):
        """Have a run stop after its batch; what it did stands."""
        self._check_manager()
        for log in self.sudo().filtered(lambda log: log.state in ("queued", "running")):
            log.stop_requested = True
            log._wake()
            log._tell_readers()
        return True

    def action_continue(self):
        """Go on where a run was stopped, or its process died."""
        self._check_manager()
        for log in self.sudo().filtered("can_continue"):
            log.write({"state": "queued", "stop_requested": False, "date_end": False})
            log._wake()
            log._tell_readers()
        return True

    def action_open_notifications(self):
        self.ensure_one()
        return self.env["discord.notification"]._list_of(
            self.env._("Found by %s", self.display_name),
            [("sync_log_id", "=", self.id)],
        )
