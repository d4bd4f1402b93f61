"""The plan's fallback: when Discord cannot tell it, a mail and the log do."""

import logging

from markupsafe import Markup

from odoo import api, fields, models

from ..discord.markdown import flatten
from .discord_outcome_mixin import TROUBLED
from .settings import fallback_addresses

_logger = logging.getLogger(__name__)

LINES = 50  # in one mail; the list in Odoo has them all


class DiscordAlert(models.AbstractModel):
    _name = "discord.alert"
    _description = "Discord alert"

    @api.model
    def _tell_administrators(self):
        """Tell once of each webhook in trouble and each notification that failed.

        One digest mail to the addresses of the settings page, through Odoo's own mail
        queue, and a warning in the log. Neither holds a token or a message's text.
        """
        webhooks, notifications = self._troubled_webhooks(), self._unreported()
        if not (webhooks or notifications):
            return
        lines = [self._webhook_line(webhook) for webhook in webhooks]
        lines += [self._notification_line(one) for one in notifications[:LINES]]
        if len(notifications) > LINES:
            more = len(notifications) - LINES
            lines.append(self.env._("… and %s more notifications", more))
        lines = list(map(flatten, lines))  # a name cannot forge a line of the log
        for line in lines:
            _logger.warning("%s", line)
        self._mail(lines)
        webhooks.alerted = True
        notifications.reported = True

    def _troubled_webhooks(self):
        domain = [("trouble", "!=", False), ("alerted", "!=", True)]
        return self.env["discord.webhook"].search(domain)

    def _unreported(self):
        domain = [
            ("state", "in", TROUBLED),
            ("reported", "!=", True),
        ]
        return self.env["discord.notification"].search(domain, order="id", limit=1000)

    def _webhook_line(self, webhook):
        return self.env._(
            "Webhook “%(name)s”: %(reason)s %(count)s waiting since %(since)s UTC.",
            name=webhook.name,
            reason=webhook.trouble,
            count=webhook.waiting_count,
            since=fields.Datetime.to_string(webhook._oldest_waiting()),
        )

    def _notification_line(self, notification):
        return self.env._(
            "Notification %(id)s (%(rule)s) of %(model)s %(record)s: %(reason)s",
            id=notification.id,
            rule=notification.rule_id.name or self.env._("Test"),
            model=notification.res_model,
            record=notification.res_id,
            reason=notification.failure_reason,
        )

    def _mail(self, lines):
        addresses = fallback_addresses(self.env)
        if not addresses:
            return
        items = Markup("").join(Markup("<li>%s</li>") % line for line in lines)
        self.env["mail.mail"].create(
            {
                "subject": self.env._("Discord notifications need attention"),
                "body_html": Markup("<ul>%s</ul>") % items,
                "email_to": ", ".join(addresses),
                "auto_delete": True,
            }
        )
