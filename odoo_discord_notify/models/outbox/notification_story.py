"""A notification's story: from the queue to Discord, by whom, and why not."""

from odoo import api, fields, models

from ..sending.claimed_items import called_since
from ..webhook.reworded import reworded
from ..words import counted
from .discord_outcome_mixin import TROUBLED

# What was posted, or may have been: there is something to look at.
LEFT_SOMETHING = ("delivered", "in_doubt")
# What people do, and how it looks; what lets it leave.
HANDS = {"canceled": "muted", "arrived": "success", "sent_again": "info"}
HANDS |= {"retried": "info", "put_back": "info"}
SENDS = ("retried", "put_back")
LEVELS = {"delivered": "success", "sending": "info", "limited": "info"}


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    reason = fields.Char(
        compute="_compute_reason",
        compute_sudo=True,
        help="Why it is not sent, in the reader's language.",
    )
    story = fields.Json(
        compute="_compute_story", help="From the queue to Discord, step by step."
    )

    @api.depends("failure_reason", "delivery_ids.reason", "delivery_ids.error")
    @api.depends_context("lang")
    def _compute_reason(self):
        self.reason = False
        for notification in self.filtered("failure_reason"):
            kept, last = notification.failure_reason, notification._last_attempt()
            is_its = last.error == kept
            notification.reason = last.reason if is_its else reworded(self.env, kept)

    def _last_attempt(self):
        return self.delivery_ids.sorted("id")[-1:]

    @api.depends(
        *("state", "delivery_ids.state", "next_attempt", "sent_date", "hands"),
        "edit_ids.state",
    )
    @api.depends_context("lang")
    def _compute_story(self):
        for notification in self:
            attempts = notification.delivery_ids.sorted("id")
            hands = list(notification._steps_by_hand())
            # Within one second, what lets it leave stands before what came of it.
            sends = [n for n, step in enumerate(hands, start=1) if step["sends"]]
            first = sends[-1] if sends else 0
            steps = [*hands[:first], *notification._steps_of(attempts), *hands[first:]]
            notification.story = [
                notification._step_queued(),
                *sorted(steps, key=lambda step: step["when"]),
                *notification._step_end(attempts),
                *notification._steps_of_edits(),
            ]

    def _step(self, level, title, when=None, detail="", **more):
        when = fields.Datetime.to_string(when) if when else ""
        step = {"level": level, "title": title, "when": when, "detail": detail or ""}
        return {**step, **more}

    def _step_queued(self):
        by = self.user_id and self.env._("by %s", self.user_id.name)
        again = self.repeat_of_id and self.env._("tells once more what was told")
        detail = " · ".join(filter(None, (by, again)))
        return self._step("info", self.env._("Queued"), self.create_date, detail)

    # === ATTEMPTS === #

    def _steps_of(self, attempts):
        """Return a step for each, its reason where it is not said already.

        The page says above why it is not sent: it is not said again below.
        """
        steps, said = [], None
        for delivery in attempts:
            is_above = delivery == attempts[-1:] and delivery.reason == self.reason
            reason = delivery.reason if delivery.reason != said else ""
            steps.append(self._step_attempt(delivery, "" if is_above else reason))
            said = delivery.reason
        return steps

    def _step_attempt(self, delivery, reason):
        states = dict(delivery._fields["state"]._description_selection(self.env))
        others = len(delivery.notification_ids) - 1
        notes = [
            reason,
            others > 0 and self._in_company(others),
            delivery.repeat_of_id and self.env._("marked as a possible repeat"),
            self._was_too_late_to_call(delivery)
            and self.env._("it called nobody, an hour had gone by"),
        ]
        return self._step(
            LEVELS.get(delivery.state, "warning"),
            states[delivery.state],
            delivery.create_date,
            " · ".join(filter(None, notes)),
            delivery_id=delivery.id,
            link=delivery.state in LEFT_SOMETHING and delivery.discord_link,
            is_under_way=delivery.state == "sending",
            answer=delivery.answer,
            duration_ms=delivery.duration_ms,
        )

    def _in_company(self, others):
        return counted(
            others,
            self.env._("in one message with one other"),
            self.env._("in one message with %s others"),
        )

    def _was_too_late_to_call(self, delivery):
        """Whether it called nobody in a delivery, or would call nobody now."""
        return self.mentions and self.create_date < called_since(delivery.create_date)

    # === PEOPLE === #

    def _steps_by_hand(self):
        """Yield what people did with it; a cancellation that holds is its end."""
        titles = {
            "canceled": self.env._("Canceled"),
            "put_back": self.env._("Back in the queue"),
            "retried": self.env._("Retried"),
            "sent_again": self.env._("Sent again, as a new notification"),
            "arrived": self.env._("It arrived, says a person"),
        }
        hands = self.hands or []
        for what, who, when in hands[:-1] if self._is_canceled_by_hand() else hands:
            by, level = self.env._("by %s", who), HANDS[what]
            step = self._step(level, titles[what], detail=by, sends=what in SENDS)
            yield {**step, "when": when}

    def _is_canceled_by_hand(self):
        """Whether a person's last word was to cancel it: then that is its end."""
        return self.state == "canceled" and self._last_hand() == "canceled"

    def _last_hand(self):
        return (self.hands or [[""]])[-1][0]

    # === THE END === #

    def _step_end(self, attempts):
        """Yield what it has come to, unless the last step says it already."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        if self.state == "outgoing":
            if attempts[-1:].state != "sending":
                title = self.env._("Waits to be sent")
                yield self._step("info", title, self.next_attempt, self._delay())
        elif self.state == "sent":
            by_hand = any(what == "arrived" for what, *_who in self.hands or [])
            if attempts[-1:].state != "delivered" and not by_hand:
                title = self.env._("It arrived, says a person")
                yield self._step("success", title, self.sent_date)
        elif self.state in TROUBLED:
            if self.state != attempts[-1:].state:
                yield self._step("danger", labels[self.state])
        else:
            end = self._step("muted", labels[self.state], None, self.reason)
            if self._is_canceled_by_hand():
                end["when"] = self.hands[-1][2]
            if not self.repeat_ids:  # else what was put back is the end
                yield end

    def _delay(self):
        """Return why it waits, unless the page says it above."""
        return "" if self.outlook_message else self.webhook_id.state_message
