"""What a request has left in Discord, one click away."""

from odoo import api, fields, models

from ...discord.channel_link import channel_link


class DiscordDelivery(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.delivery"

    discord_link = fields.Char(
        string="In Discord",
        compute="_compute_discord_link",
        help="Opens the message in Discord, or the channel where its number is not "
        "known.",
    )

    @api.depends("guild_id", "channel_id", "discord_message_id")
    def _compute_discord_link(self):
        for one in self:
            message_id = one.discord_message_id
            one.discord_link = channel_link(one.guild_id, one.channel_id, message_id)
