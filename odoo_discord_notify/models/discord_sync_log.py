from odoo import api, fields, models

from .sync_plan import SyncPlan

MAX_LINES = 1000  # of a log; the server's log has them all
CRON = "odoo_discord_notify.ir_cron_sync"
READERS = "odoo_discord_notify.group_discord_user"


class DiscordSyncLog(models.Model):
    """One run of a synchronization; in state `queued` it is the request of one."""

    _name = "discord.sync.log"
    _description = "Discord synchronization log"
    _rec_name = "sync_type"
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
    dry_run = fields.Boolean(readonly=True, help="Counts, but tells nothing.")
    date_from = fields.Datetime(
        readonly=True, help="Tells older records, too: those created since."
    )
    scheduled = fields.Boolean(readonly=True)
    run_count = fields.Integer(
        string="Runs",
        readonly=True,
        default=1,
        help="Scheduled runs in a row that found nothing share one line.",
    )
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
    progress = fields.Float(readonly=True, aggregator=None, help="In percent.")
    summary = fields.Char(compute="_compute_summary")
    company_ids = fields.Many2many(
        "res.company",
        string="Companies",
        readonly=True,
        help="Those whose rules it works off: its lines hold their names.",
    )
    stop_requested = fields.Boolean(readonly=True)
    can_continue = fields.Boolean(compute="_compute_can_continue")
    plan = fields.Json(readonly=True, help="What is left to do, kept between batches.")
    notification_ids = fields.One2many("discord.notification", "sync_log_id")

    _unfinished = models.Index("(id) WHERE state IN ('queued', 'running')")

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
        counts = {
            "new": self.new_count,
            "skipped": self.skipped_count,
            "errors": self.error_count,
        }
        if self.dry_run:
            return self.env._(
                "%(new)s would be told, %(skipped)s skipped, %(errors)s in error. This "
                "is a dry run: nothing is told.",
                **counts,
            )
        if not any(counts.values()) and self.state == "success":
            return self.env._("Nothing new: everything was told.")
        return self.env._(
            "%(new)s told, %(skipped)s skipped, %(errors)s in error.", **counts
        )

    # === REQUESTS === #

    @api.model
    def _request(self, sync_type, **options):
        """Ask for a run, to begin once this transaction is committed.

        :param options: `date_from`, `dry_run`, `scheduled`
        :return: the log of the run
        """
        rules = self.env["discord.sync"]._rules(sync_type)
        companies = rules.company_id | rules.webhook_id.company_id
        log = self.sudo().create(
            {
                "sync_type": sync_type,
                "plan": SyncPlan.of_rules(rules).to_json(),
                "company_ids": companies.ids,
                **options,
            }
        )
        log._wake()
        return log.with_env(self.env)

    @api.model
    def _request_scheduled(self, sync_type):
        """Ask for a scheduled run, unless one waits already."""
        unfinished = [("state", "in", ("queued", "running")), ("scheduled", "=", True)]
        if not self.search_count([("sync_type", "=", sync_type), *unfinished], limit=1):
            self._request(sync_type, scheduled=True)

    @api.model
    def _wake(self):
        if cron := self.env.ref(CRON, raise_if_not_found=False):
            cron.sudo()._trigger()

    def action_stop(self):
        """Have a run stop after its batch; what it did stands."""
        self.env["discord.notification"]._check_manager()
        for log in self.sudo().filtered(lambda log: log.state in ("queued", "running")):
            log.stop_requested = True
            log._wake()
            log._tell_readers()
        return True

    def action_continue(self):
        """Go on where a run was stopped, or its process died."""
        self.env["discord.notification"]._check_manager()
        for log in self.sudo().filtered("can_continue"):
            log.write({"state": "queued", "stop_requested": False, "date_end": False})
            log._wake()
            log._tell_readers()
        return True

    def action_open_notifications(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Found by %s", self.sync_type),
            "res_model": "discord.notification",
            "view_mode": "list,form",
            "domain": [("sync_log_id", "=", self.id)],
            "context": {"active_test": False},
        }

    # === RUNS: called by `discord.sync`, one commit each === #

    @api.model
    def _mark_interrupted(self):
        """Recognise runs whose process died: nobody else can be running now."""
        dead = self.search([("state", "=", "running")])
        if dead:
            dead.write({"state": "interrupted", "date_end": fields.Datetime.now()})
            self.env["discord.sync.state"]._unblock_all()
            dead._tell_readers()

    @api.model
    def _in_turn(self):
        """Return the run to work on: the one at work, else the oldest request."""
        running = self.search([("state", "=", "running")], limit=1)
        return running or self.search([("state", "=", "queued")], order="id", limit=1)

    def _begin(self):
        """Begin, or go on after others had their turn."""
        self.state = "running"
        self.date_start = self.date_start or fields.Datetime.now()
        self._tell_readers()

    def _stop(self):
        """Stop; what is left to do is kept, for it can be continued."""
        self.write({"state": "stopped", "date_end": fields.Datetime.now()})
        self._tell_readers()

    @api.model
    def _wait_for_turn(self):
        """Leave what is unfinished to the next turn of the scheduled action."""
        self.search([("state", "=", "running")]).state = "queued"
        if self._in_turn():
            self._wake()

    def _keep_plan(self, plan):
        self.plan = plan.to_json()
        self.progress = plan.progress
        self._tell_readers()

    def _count(self, sayings):
        states = [saying.state for saying in sayings]
        self.found_count += len(sayings)
        self.new_count += states.count("outgoing")
        self.skipped_count += states.count("canceled")
        self.error_count += states.count("error")

    def _add_lines(self, lines, plan):
        kept = (self.lines or "").splitlines()
        room = max(0, MAX_LINES - len(kept))
        if room and lines:
            self.lines = "\n".join([*kept, *lines[:room]])
        plan.hidden += len(lines[room:])

    def _finish(self, plan):
        """End the run; its state tells what happened."""
        if plan.hidden:
            more = self.env._("… and %s more", plan.hidden)
            self.lines = f"{self.lines}\n{more}"
        self.state = plan.outcome(self.error_count)
        self.date_end = fields.Datetime.now()
        self.plan = False
        self.progress = 100
        self._tell_readers()
        self._share_row()

    def _tell_readers(self):
        """Have open forms read themselves anew: the bus carries no content.

        Everybody in a group is subscribed to it, and nobody else can be.
        """
        if readers := self.env.ref(READERS, raise_if_not_found=False):
            for log in self:
                readers.sudo()._bus_send(self._name, {"id": log.id})

    def _share_row(self):
        """Let scheduled runs in a row that found nothing be one row."""
        before = self.search([("id", "<", self.id)], limit=1)
        if self._is_empty() and before._is_empty() and self._same_kind(before):
            before.write({"run_count": before.run_count + 1, "date_end": self.date_end})
            self.unlink()

    def _is_empty(self):
        return self.scheduled and self.state == "success" and not self.found_count

    def _same_kind(self, other):
        return self.sync_type == other.sync_type and self.lines == other.lines
