"""Where a notification is in Discord, or where to look for it."""

from odoo import api, fields, models


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    discord_link = fields.Char(
        string="In Discord",
        compute="_compute_discord_link",
        compute_sudo=True,
        help="Opens the message in Discord, or the channel where its number is not "
        "known.",
    )

    @api.depends("delivery_ids.discord_link", "webhook_id.discord_link")
    def _compute_discord_link(self):
        for notification in self:
            placed = notification.delivery_ids.filtered("discord_link").sorted("id")
            posted = placed.filtered("discord_message_id")
            last = posted[-1:] or placed[-1:]
            link = last.discord_link or notification.webhook_id.discord_link
            notification.discord_link = link
