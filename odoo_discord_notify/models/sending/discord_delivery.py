import logging

from odoo import api, fields, models

from ...discord.markdown import flat_line, flat_value
from ...discord.policy import Outcome, Step
from ..words import translator

_logger = logging.getLogger(__name__)


class DiscordDelivery(models.Model):
    _name = "discord.delivery"
    _description = "Discord delivery"
    _inherit = ["discord.blame.mixin", "discord.edit.mixin", "discord.checks.mixin"]
    _order = "id desc"
    _log_access = False

    display_name = fields.Char(help="What the request carried, and where to.")
    webhook_id = fields.Many2one(
        "discord.webhook",
        required=True,
        readonly=True,
        ondelete="restrict",
        index=True,
        help="The webhook that was asked to post.",
    )
    # A line of the relation goes with either of the two: it says nothing of one alone.
    notification_ids = fields.Many2many(
        "discord.notification",
        "discord_delivery_notification_rel",
        "delivery_id",
        "notification_id",
        readonly=True,
        help="What this one request carried: in a burst, several notifications.",
    )
    create_date = fields.Datetime(
        string="Started on",
        default=fields.Datetime.now,
        readonly=True,
        help="When the request was sent to Discord.",
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
        help="Delivered: Discord has confirmed it. Rate limited, unavailable: it is "
        "sent again by itself. In doubt: the answer was lost. Refused: Discord does "
        "not accept the message. Webhook gone, blocked: Discord refuses whoever sends; "
        "Odoo looks again by itself.",
    )
    http_status = fields.Integer(
        string="HTTP status",
        readonly=True,
        help="Discord's answer as a number. For example 200: delivered, 429: asked to "
        "wait, 404: the webhook was deleted. None if no answer came.",
    )
    duration_ms = fields.Integer(
        string="Duration (ms)",
        readonly=True,
        help="How long Discord took to answer, in milliseconds.",
    )
    retry_after = fields.Float(
        string="Retry after (s)",
        readonly=True,
        help="How many seconds Discord asked to wait.",
    )
    discord_message_id = fields.Char(
        string="Discord message",
        readonly=True,
        help="Discord's number of the message that was posted, edited or deleted.",
    )
    # Kept with each, since a new URL of the webhook forgets them.
    guild_id = fields.Char(
        string="Server",
        readonly=True,
        help="Discord's number of the server that it went to, as far as is known.",
    )
    channel_id = fields.Char(
        string="Channel",
        readonly=True,
        help="Discord's number of the channel, or of the thread, that it went to.",
    )
    repeat_of_id = fields.Many2one(
        "discord.delivery",
        string="Repeat of",
        readonly=True,
        index="btree_not_null",
        help="The request that may have arrived already, which this one repeats.",
    )
    error = fields.Char(
        readonly=True,
        help="What went wrong, in Discord's words where it gave a reason.",
    )

    @api.depends("webhook_id", "notification_ids")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for delivery in self:
            channel = delivery.webhook_id.name
            carried = delivery.notification_ids._filtered_access("read")
            if not carried:
                delivery.display_name = self.env._("Question about %s", channel)
            elif len(carried) == 1:
                delivery.display_name = carried.display_name
            else:
                counts = {"count": len(carried), "channel": channel}
                several = self.env._("%(count)s notifications to %(channel)s", **counts)
                delivery.display_name = several

    # The committed row is the lock: one post and one edit in flight per webhook, in all
    # processes and servers.
    _one_in_flight = models.UniqueIndex(
        "(webhook_id, (coalesce(verb, 'post') = 'post')) WHERE state = 'sending'"
    )
    # What the overview asks of each webhook, however long the log.
    _delivered = models.Index("(webhook_id, create_date) WHERE state = 'delivered'")
    _failed = models.Index(
        "(webhook_id, id) WHERE state NOT IN ('sending', 'delivered', 'limited')"
    )
    # What Discord counts towards its ban of an address.
    _invalid = models.Index("(create_date) WHERE http_status IN (401, 403, 429)")

    # === WHAT CAME OF IT === #

    def _settle(self, verdict, target=None):
        """Write down what a request came to, and what follows from it.

        :param verdict: a `discord.verdict.Verdict`
        :param target: where it went, if that is known: see `delivery_claim`
        """
        self.ensure_one()
        if self.state != "sending" and verdict.step is not Step.DONE:
            return  # it was taken for an orphan meanwhile: only a success is news
        self = self._in_its_language()
        if self._is_edit():
            self._settle_edit(verdict, target)
            return
        verdict, webhook = self._weighed(verdict), self.webhook_id
        known = webhook.broken_reason
        self._note(verdict, target)
        self._settle_notifications(verdict)
        # Nobody is to stop a webhook whose URL or thread was replaced meanwhile.
        if not verdict.stops or target in (None, webhook._target()):
            webhook._settle(verdict, self.error)
        if known and known == webhook.broken_reason and self._is_idle(verdict):
            self.unlink()
        else:
            self._log(verdict)

    def _note(self, verdict, target):
        """Write down what a request came to."""
        is_done = verdict.step is Step.DONE
        self.write(
            {
                "state": verdict.outcome.value,
                "http_status": verdict.http_status,
                "duration_ms": round(verdict.duration * 1000),
                "retry_after": verdict.retry_after,
                "discord_message_id": verdict.message_id or self.discord_message_id,
                **({} if self._is_edit() else self._place(verdict, target)),
                "is_barred": verdict.is_bar,
                "error": not is_done and verdict.reason_in(translator(self.env)),
            }
        )

    def _place(self, verdict, target):
        """Return {guild_id, channel_id} of where it went, as far as is known."""
        if target in (None, self.webhook_id._target()):
            return self.webhook_id._place(verdict)
        # The webhook has moved on meanwhile: what is known of it is of elsewhere.
        told = {"guild_id": verdict.guild_id, "channel_id": verdict.channel_id}
        return {name: told[name] or self[name] for name in told}

    def _is_idle(self, verdict):
        """Whether a look at a webhook that stays stopped has changed nothing else."""
        return not self.repair if verdict.stops else not self.notification_ids

    def _in_its_language(self):
        """Return it in the language of what it carries, or of who tests."""
        first = self.notification_ids[:1]
        lang = first.rule_id.lang or first.recap_id.lang or first.user_id.lang
        is_installed = self.env["res.lang"]._get_code(lang)
        return self.with_context(lang=lang) if is_installed else self

    def _settle_notifications(self, verdict):
        """Do with the notifications what the policy's step says."""
        if not self.notification_ids:  # a probe
            return
        if verdict.counts:
            for notification in self.notification_ids:
                notification.attempts += 1
        if verdict.step is Step.DONE:
            # What a repeat has brought since is what its edits speak of.
            news = self.notification_ids.filtered(
                lambda n: not (n.state == "sent" and n.discord_message_id)
            )
            news._set_state(
                "sent",
                sent_date=fields.Datetime.now(),
                discord_message_id=verdict.message_id,
            )
            return
        # But for what a person has canceled meanwhile.
        waiting = self.notification_ids.filtered(lambda n: n.state == "outgoing")
        why = {"failure_reason": self.error}
        match verdict.step:
            case Step.DOUBT if self._is_for_a_person(verdict):
                waiting._set_state("in_doubt", failure_type="in_doubt", **why)
            case Step.REPAIR | Step.REJECT if not self._repair(verdict):
                waiting._set_state("error", failure_type="refused", **why)
            case _:  # they keep their place in the queue
                looks = verdict.step is Step.LOOK or verdict.is_bar
                if looks and len(self.notification_ids) > 1:
                    self.repair = "split"  # one of them may be to blame
                waiting.write(why)

    def _is_for_a_person(self, verdict):
        """Return whether a doubt is not answered by a repeat, as two of them were."""
        repeats, delivery = 0, self
        while delivery.repeat_of_id:
            repeats, delivery = repeats + 1, delivery.repeat_of_id
        return self.webhook_id.on_doubt == "ask" or repeats >= verdict.policy.patience

    def _log(self, verdict):
        if verdict.step is not Step.DONE:
            limited = verdict.outcome is Outcome.LIMITED
            level = logging.INFO if limited else logging.WARNING
            name = flat_value(self.webhook_id.display_name)
            _logger.log(level, "Webhook %s", flat_line(f"{name}: {verdict.reason}"))
