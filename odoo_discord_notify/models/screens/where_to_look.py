"""Where to look next when a search among notifications finds nothing."""

from lxml import html

from odoo import api, models


class DiscordNotification(models.Model):
    _inherit = "discord.notification"

    @api.model
    def get_empty_list_help(self, help_message):
        """Leave out what would lead to the audit of top-ups where there is none."""
        message = super().get_empty_list_help(help_message)
        if not message or self.env["discord.topup"]._source() is not None:
            return message
        texts = html.fragment_fromstring(message, create_parent="div")
        for node in texts.find_class("o_discord_topups"):
            node.drop_tree()
        return html.tostring(texts, encoding="unicode")
