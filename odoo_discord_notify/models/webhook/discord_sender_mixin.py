"""Who messages are posted as: the name and picture of a webhook, by Discord's rules."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...discord.identity import avatar_problem, identity, username_problem
from ..words import translator

# What Discord has refused is not used again until somebody chooses another.
REFUSED = {"username": "refused_username", "avatar_url": "refused_avatar_url"}
SENDER_FIELDS = (*REFUSED, *REFUSED.values())


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
    refused_avatar_url = fields.Char(readonly=True, copy=False)
    username_problem = fields.Char(
        compute="_compute_sender_problems",
        compute_sudo=True,
        help="Why it posts under its own name.",
    )
    avatar_problem = fields.Char(
        compute="_compute_sender_problems",
        compute_sudo=True,
        help="Why it posts with its own picture.",
    )

    @api.depends(*SENDER_FIELDS)
    def _compute_sender_problems(self):
        for webhook in self:
            webhook.username_problem = webhook._username_problem()
            webhook.avatar_problem = webhook._avatar_problem()

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
        if self._is_refused("username"):
            return self.env._(
                "Discord refused the name “%s”: messages go out under the webhook's "
                "own name until you choose another one.",
                self.username,
            )
        return ""

    def _avatar_problem(self):
        """Return why the picture is not used, as a sentence, or ""."""
        if not self.avatar_url:
            return ""
        if problem := avatar_problem(self.avatar_url):
            return translator(self.env)(problem)
        if self._is_refused("avatar_url"):
            return self.env._(
                "Discord refused the picture “%s”: messages show the webhook's own "
                "until you choose another one.",
                self.avatar_url,
            )
        return ""

    def _sender_problem(self):
        """Return both as one text, or ""."""
        problems = (self._username_problem(), self._avatar_problem())
        return " ".join(filter(None, problems))

    def _note_refused(self, paths):
        """Remember what Discord refuses of who posts.

        :param paths: see `discord.verdict.Verdict`
        """
        for name, refused in REFUSED.items():
            if name in paths:
                self[refused] = self[name]

    def _is_refused(self, name):
        return self[name] == self[REFUSED[name]]

    def _sender(self):
        """Return the part of a payload that says who posts."""
        chosen = (name for name in REFUSED if not self._is_refused(name))
        return identity(**{name: self[name] for name in chosen})
