"""Whom a message calls, and whether it makes a sound: of whatever tells something."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...discord.calling import CALLED_MAX

ALL = ("here", "everyone")  # kinds of a call that reaches more than those it names


class DiscordCallsMixin(models.AbstractModel):
    _name = "discord.calls.mixin"
    _description = "Whom Discord messages call"

    mention_ids = fields.Many2many(
        "discord.mention",
        string="Calls",
        ondelete="restrict",
        help="Roles and people whom each message calls, so that they are notified. "
        "Paste <@&…> of a role or <@…> of a person, as Discord copies them.",
    )
    silent = fields.Boolean(
        help="Its messages make no sound, nor show a banner: who looks reads them."
    )
    mention_breaks_quiet = fields.Boolean(
        string="A call makes a sound all the same",
        help="Also in the webhook's quiet hours, and if the rest of it is silent.",
    )
    calls_all = fields.Boolean(compute="_compute_calls_all")

    @api.depends("mention_ids.kind")
    def _compute_calls_all(self):
        for one in self:
            one.calls_all = any(mention.kind in ALL for mention in one.mention_ids)

    @api.constrains("mention_ids")
    def _check_number_of_calls(self):
        for one in self:
            if len(one.mention_ids) > CALLED_MAX:
                raise ValidationError(
                    self.env._(
                        "Call %s at most: a role calls as many people as you like.",
                        CALLED_MAX,
                    )
                )
