import logging

from odoo import fields, models
from odoo.exceptions import UserError

from ..saying.audit_line import audit_line
from ..toast import toast, toast_of
from .discord_outcome_mixin import TROUBLED

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
        help="The rule that tells it. A test of a webhook has none.",
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
            ("manual", "Sent by hand"),
            ("test", "Test"),
        ],
        readonly=True,
        required=True,
        help="Why it was told. Sent by hand: somebody, or an action, asked for it.",
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
    _queue = models.Index("(webhook_id, id) WHERE state = 'outgoing'")
    _told_once = models.UniqueIndex(
        "(rule_id, res_model, res_id) WHERE event = 'created'"
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

    # === BUTTONS === #

    def action_send_now(self):
        """Send what waits of `self`, retry what failed, and tell what came of it."""
        self._check_manager()
        sendable = self.filtered(lambda n: n.state == "outgoing" or n._can_retry())
        if not sendable:
            raise UserError(self._why_not_sendable())

        def prepare(env):
            again = sendable.with_env(env)
            again.filtered(lambda n: n._can_retry())._queue_again()
            return again

        outcomes = self.env["discord.dispatcher"]._send_now(prepare)
        return toast_of(self.env, outcomes)

    def action_retry(self):
        """Send one that failed, or put several back into the queue; texts stay."""
        self._check_manager()
        failed = self.filtered(lambda n: n._can_retry())
        if not failed:
            raise UserError(self._why_not_sendable())
        if len(self) == 1:
            return failed.action_send_now()
        failed._queue_again()
        self.env["discord.dispatcher"]._wake()
        counts = {"queued": len(failed), "count": len(self)}
        message = self.env._("Back in the queue: %(queued)s of %(count)s", **counts)
        return toast("success", message)

    def action_send_again(self):
        """Tell it once more, as a new notification sent by hand."""
        self._check_manager()
        self.ensure_one()
        if not self.content:
            raise UserError(self._why_not_sendable())
        kept = ("rule_id", "webhook_id", "company_id", "res_model", "res_id")
        values = self.sudo().read([*kept, "content", "embed", "values"], load=None)[0]
        del values["id"]
        values.update(event="manual", user_id=self.env.uid)
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        return toast_of(self.env, outcomes)

    def action_arrived(self):
        """Somebody has seen the message in Discord: the doubt is over."""
        self._check_manager()
        if self.filtered(lambda n: n.state != "in_doubt"):
            raise UserError(
                self.env._("Only what is in doubt can be confirmed: choose only those.")
            )
        self._set_state("sent", sent_date=fields.Datetime.now())
        return True

    def action_cancel(self):
        """Take waiting or failed notifications out for good."""
        self._check_manager()
        if self.filtered(lambda n: n.state in ("sent", "canceled")):
            raise UserError(
                self.env._(
                    "What is sent or canceled stays so: choose only what waits, failed "
                    "or is in doubt."
                )
            )
        reason = self.env._("Canceled by %s", self.env.user.name)
        self._set_state("canceled", failure_type="canceled", failure_reason=reason)
        return True

    def action_open_record(self):
        self.ensure_one()
        if self.res_model not in self.env:
            raise UserError(
                self.env._(
                    "The app of this record is not installed any more. Install it to "
                    "open the record."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _can_retry(self):
        is_silenced = self.state == "canceled" and self.failure_type == "silenced"
        return (self.state in TROUBLED or is_silenced) and bool(self.content)

    def _queue_again(self):
        self._set_state("outgoing", next_attempt=False, attempts=0, reported=False)

    def _why_not_sendable(self):
        """Return what a person should know who wants to send what cannot be sent."""
        if len(self) == 1 and self.state == "canceled":
            return self.env._("This is canceled: %s", self.failure_reason or "")
        if len(self) == 1 and self.state == "sent":
            return self.env._("This is sent already. “Send again” tells it once more.")
        return self.env._("Nothing of this waits, or has a text to send.")
