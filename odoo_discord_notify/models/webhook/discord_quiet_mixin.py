"""A webhook's quiet hours: what is posted then makes no sound, and nothing waits."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ...discord.quiet import DAYS, QuietHours, hours_problem
from ..settings import timezone

QUIET_FIELDS = ("quiet_from", "quiet_to", "quiet_tz", *DAYS)


class DiscordQuietMixin(models.AbstractModel):
    _name = "discord.quiet.mixin"
    _description = "Quiet hours of a Discord webhook"

    quiet_from = fields.Float(
        string="Quiet from",
        help="What is posted in quiet hours makes no sound; nothing waits for it. "
        "Equal hours: there are none.",
    )
    quiet_to = fields.Float(
        string="Quiet until",
        help="If that is earlier than the beginning, it is on the next day.",
    )
    quiet_tz = fields.Selection(
        selection=_tz_get,
        string="Zone of the quiet hours",
        default=lambda self: self._default_quiet_tz(),
        help="Whose clock counts: the readers'. Empty: the one in which messages tell "
        "the time.",
    )
    mon = fields.Boolean(default=True)
    tue = fields.Boolean(default=True)
    wed = fields.Boolean(default=True)
    thu = fields.Boolean(default=True)
    fri = fields.Boolean(default=True)
    sat = fields.Boolean(default=True)
    sun = fields.Boolean(default=True)

    @api.model
    def _default_quiet_tz(self):
        return timezone(self.env).zone

    @api.constrains("quiet_from", "quiet_to")
    def _check_quiet_hours(self):
        for webhook in self:
            if hours_problem(webhook.quiet_from, webhook.quiet_to):
                raise ValidationError(
                    self.env._("Quiet hours are between 00:00 and 24:00.")
                )

    @api.model
    def _quiet_zones(self):
        """Return the zones of the clocks that quiet hours go by."""
        any_hours = ["|", ("quiet_from", "!=", 0), ("quiet_to", "!=", 0)]
        webhooks = self.search(any_hours)
        return {one.quiet_tz for one in webhooks if one.quiet_from != one.quiet_to}

    def _is_quiet(self, moment):
        """Return whether what is posted now makes no sound.

        :param moment: in UTC
        """
        if self.quiet_from == self.quiet_to:
            return False
        zone = timezone(self.env, self.quiet_tz)
        days = [self[day] for day in DAYS]
        return QuietHours.of(self.quiet_from, self.quiet_to, days, zone).include(moment)
