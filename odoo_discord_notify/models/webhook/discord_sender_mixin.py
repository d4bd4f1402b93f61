"""Who messages are posted as: the name and picture of a webhook, by Discord's rules."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...discord.identity import identity, username_problem
from ..words import translator


class DiscordSenderMixin(models.AbstractModel):
    _name = "discord.sender.mixin"
    _description = "Who Discord messages are posted as"

    username = fields.Char(
        help="The name to post under. For example: Odoo. Empty: the webhook's own."
    )
    avatar_url = fields.Char(
        string="Avatar URL",
        help="A picture that everybody may load. For example: "
        "https://example.com/logo.png. Empty: the webhook's own.",
    )
    # Some names only Discord's answer can tell: its list is not public.
    refused_username = fields.Char(readonly=True, copy=False)
    username_problem = fields.Char(
        compute="_compute_username_problem",
        compute_sudo=True,
        help="Why it posts under its own name.",
    )

    @api.depends("username", "refused_username")
    def _compute_username_problem(self):
        for webhook in self:
            webhook.username_problem = webhook._username_problem()

    @api.constrains("username")
    def _check_username(self):
        for webhook in self:
            if webhook.username and (problem := username_problem(webhook.username)):
                raise ValidationError(translator(self.env)(problem))

    def _username_problem(self):
        """Return why the name is not used, as a sentence, or ""."""
        if not self.username:
            return ""
        if problem := username_problem(self.username):
            return translator(self.env)(problem)
        if self.username == self.refused_username:
            return self.env._(
                "Discord refused the name “%s”: messages go out under the webhook's "
                "own name until you choose another one.",
                self.username,
            )
        return ""

    def _sender(self):
        """Return the part of a payload that says who posts."""
        is_refused = self.username and self.username == self.refused_username
        return identity(not is_refused and self.username, self.avatar_url)
