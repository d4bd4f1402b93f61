import logging

from odoo import fields, models

from ..discord.backoff import delay
from ..discord.policy import Outcome, Step

_logger = logging.getLogger(__name__)


class DiscordDelivery(models.Model):
    _name = "discord.delivery"
    _description = "Discord delivery"
    _order = "id desc"
    _log_access = False

    webhook_id = fields.Many2one(
        "discord.webhook", required=True, readonly=True, ondelete="restrict", index=True
    )
    notification_ids = fields.Many2many(
        "discord.notification",
        "discord_delivery_notification_rel",
        "delivery_id",
        "notification_id",
        readonly=True,
    )
    create_date = fields.Datetime(
        string="Started on", default=fields.Datetime.now, readonly=True
    )
    state = fields.Selection(
        [
            ("sending", "Sending"),
            ("delivered", "Delivered"),
            ("limited", "Rate limited"),
            ("unavailable", "Unavailable"),
            ("in_doubt", "In doubt"),
            ("refused", "Refused"),
            ("gone", "Webhook gone"),
            ("blocked", "Blocked"),
        ],
        required=True,
        readonly=True,
        default="sending",
    )
    http_status = fields.Integer(string="HTTP status", readonly=True)
    duration_ms = fields.Integer(string="Duration (ms)", readonly=True)
    retry_after = fields.Float(string="Retry after (s)", readonly=True)
    discord_message_id = fields.Char(string="Discord message", readonly=True)
    repeat_of_id = fields.Many2one(
        "discord.delivery",
        readonly=True,
        help="The request that may have arrived already, which this one repeats.",
    )
    error = fields.Char(readonly=True)

    # The committed row is the lock: one request in flight per webhook, in all
    # processes and servers.
    _one_in_flight = models.UniqueIndex("(webhook_id) WHERE state = 'sending'")

    # === WHAT CAME OF IT === #

    def _settle(self, verdict):
        """Write down what a request came to, and what follows from it.

        :param verdict: a `discord.verdict.Verdict`
        """
        self.ensure_one()
        failures = self.webhook_id.failures + 1
        pause = delay(verdict, failures)
        self.write(
            {
                "state": verdict.outcome.value,
                "http_status": verdict.http_status,
                "duration_ms": round(verdict.duration * 1000),
                "retry_after": verdict.retry_after,
                "discord_message_id": verdict.message_id,
                "error": False if verdict.step is Step.DONE else verdict.reason,
            }
        )
        self._settle_notifications(verdict)
        self.webhook_id._settle(verdict, failures, pause)
        self._log(verdict)

    def _settle_notifications(self, verdict):
        notifications = self.notification_ids
        if verdict.step is Step.DONE:
            notifications._set_state(
                "sent",
                sent_date=fields.Datetime.now(),
                discord_message_id=verdict.message_id,
            )
            return
        if verdict.counts:
            for notification in notifications:
                notification.attempts += 1
        why = {"failure_reason": verdict.reason}
        if verdict.step is Step.DOUBT and self._asks(verdict):
            notifications._set_state("in_doubt", failure_type="in_doubt", **why)
        elif verdict.outcome is Outcome.REFUSED and len(notifications) == 1:
            notifications._set_state("error", failure_type="refused", **why)
        else:
            notifications.write(why)

    def _asks(self, verdict):
        """Whether a person must decide, instead of one more repeat."""
        repeats, delivery = 0, self
        while delivery.repeat_of_id:
            repeats, delivery = repeats + 1, delivery.repeat_of_id
        return self.webhook_id.on_doubt == "ask" or repeats >= verdict.policy.patience

    def _log(self, verdict):
        if verdict.step is not Step.DONE:
            limited = verdict.outcome is Outcome.LIMITED
            level = logging.INFO if limited else logging.WARNING
            _logger.log(
                level, "Webhook %s: %s", self.webhook_id.display_name, verdict.reason
            )
