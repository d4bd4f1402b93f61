"""What failed or is in doubt; and what may be sent now that its reason is over."""

from odoo import api, models

from ..discord_checks_mixin import MANAGER
from ..outbox.discord_outcome_mixin import TROUBLED
from ..webhook.reworded import reworded
from ..words import counted

REASONS = 3  # of the refused; the list has them all
REASON_LENGTH = 120  # of one, on a button's title


class DiscordOverview(models.AbstractModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.overview"

    def _about_notifications(self, webhooks):
        """Both counts come from the partial index on trouble."""
        groups = self.env["discord.notification"]._read_group(
            [("state", "in", TROUBLED)], ["state"], ["__count"]
        )
        for state, count in groups:
            level, title, detail = self._words_of_trouble(state, count)
            look = (
                self.env._("Look at it") if count == 1 else self.env._("Look at them")
            )
            action = self._action("discord_notification_action")
            action["context"] = {f"search_default_{state}": 1}
            yield self._item(state, level, (title, detail, look), action=action)
            if state == "error":
                yield from self._about_refused(webhooks)

    def _words_of_trouble(self, state, count):
        """Return (level, title, detail)."""
        if state == "in_doubt":
            title = counted(
                count,
                self.env._("1 notification may or may not have arrived"),
                self.env._("%s notifications may or may not have arrived"),
            )
            detail = self.env._("Look into the channel: it arrived, or send it again.")
            return "warning", title, detail
        title = counted(
            count,
            self.env._("1 notification could not be sent"),
            self.env._("%s notifications could not be sent"),
        )
        if count == 1:
            detail = self.env._("It says why. Mend the cause, then retry or cancel it.")
        else:
            detail = self.env._(
                "Each says why. Mend the cause, then retry or cancel them."
            )
        return "danger", title, detail

    def _about_refused(self, webhooks):
        """What Discord refused, of webhooks that have sent something since."""
        well = [card["id"] for card in webhooks if card["state"] == "ok"]
        groups = self.env["discord.notification"]._read_group(
            self._refused([("webhook_id", "in", well)]),
            ["webhook_id", "failure_reason"],
            ["__count", "id:max"],
            order="__count DESC",
            limit=REASONS,
        )
        for webhook, reason, count, last_id in groups:
            if not self._has_sent_since(webhook, last_id):
                continue
            texts = (
                self.env._("“%s” sends again what it can", webhook.name),
                self.env._("What was refused may pass now."),
                self._send_label(count, reworded(self.env, reason)[:REASON_LENGTH]),
            )
            yield self._item(
                *(f"refused_{webhook.id}_{last_id}", "info", texts, MANAGER),
                method="action_send_refused",
                args=(webhook.id, reason),
            )

    def _send_label(self, count, reason):
        if count == 1:
            return self.env._("Send the one that failed because of: %s", reason)
        return self.env._(
            "Send the %(count)s that failed because of: %(reason)s",
            count=count,
            reason=reason,
        )

    def _has_sent_since(self, webhook, notification_id):
        delivered = [
            ("webhook_id", "=", webhook.id),
            ("state", "=", "delivered"),
            ("id", ">", self._last_try(notification_id)),
        ]
        return bool(self.env["discord.delivery"].search_count(delivered, limit=1))

    def _last_try(self, notification_id):
        notification = self.env["discord.notification"].browse(notification_id)
        return max(notification.delivery_ids.ids, default=0)

    def _refused(self, domain):
        return [("state", "=", "error"), ("failure_type", "=", "refused"), *domain]

    @api.model
    def action_send_refused(self, webhook_id=False, reason=False):
        """Put back into the queue what a webhook could not send for a reason."""
        notifications = self.env["discord.notification"]
        notifications._check_manager()
        same = [("webhook_id", "=", webhook_id), ("failure_reason", "=", reason)]
        failed = notifications.search(self._refused(same))
        if failed:
            failed._retry()
        self.env["discord.dispatcher"]._wake()
