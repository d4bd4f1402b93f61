"""Who may read what a webhook tells, and where its messages go."""

import re

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ...discord.webhook_url import InvalidWebhookUrl, check_thread_id
from ..discord_checks_mixin import ADMINISTRATOR

PICTURE = re.compile(r"https?://[^\s<>\"]{1,2000}")


class DiscordReadersMixin(models.AbstractModel):
    _name = "discord.readers.mixin"
    _description = "Who reads what a Discord webhook tells"

    reader_group_ids = fields.Many2many(
        "res.groups",
        string="Readers",
        help="Only these groups, and administrators, read its notifications, its "
        "deliveries and the logs of synchronizations that name them. Empty: all "
        "Discord users.",
    )

    def _check_reader(self):
        """Refuse who may not read what these webhooks tell."""
        for webhook in self.sudo() - self._readable():
            raise AccessError(
                self.env._("What “%s” tells is for others to read.", webhook.name)
            )

    def _readable(self):
        """Return those of which the user may read what they tell."""
        if self.env.user.has_group(ADMINISTRATOR):
            return self
        mine = self.env.user.all_group_ids

        def is_for_user(webhook):
            readers = webhook.sudo().reader_group_ids
            return not readers or readers & mine

        return self.filtered(is_for_user)

    @api.constrains("thread_id", "avatar_url")
    def _check_form(self):
        for webhook in self:
            try:
                check_thread_id(webhook.thread_id)
            except InvalidWebhookUrl:
                raise ValidationError(
                    self.env._(
                        "A thread is a number, for example 1234567890123456789: “Copy "
                        "Thread ID” in Discord."
                    )
                ) from None
            if webhook.avatar_url and not PICTURE.fullmatch(webhook.avatar_url):
                raise ValidationError(
                    self.env._(
                        "Enter the address of a picture, for example "
                        "https://example.com/logo.png"
                    )
                )
