"""When a recap tells: which period is next, which were missed."""

from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.base.models.res_partner import _tz_get

from ..settings import timezone
from .periods import Calendar

# Newer data of time zones can move the hours of a period that was told.
NEAR = timedelta(hours=12)


class DiscordRecapScheduleMixin(models.AbstractModel):
    _name = "discord.recap.schedule.mixin"
    _description = "When a Discord recap tells"

    period = fields.Selection(
        [("day", "Every day"), ("week", "Every week"), ("month", "Every month")],
        required=True,
        default="day",
        help="How often. A week ends on Monday, a month on the 1st, each at the hour.",
    )
    hour = fields.Float(
        string="At",
        required=True,
        default=18.0,
        help="The hour at which a period ends and is told. At 00:00 a day is the one "
        "before.",
    )
    tz = fields.Selection(
        selection=_tz_get,
        string="Time zone",
        required=True,
        default=lambda self: timezone(self.env).zone,
        help="Whose clocks decide the hour, summer and winter.",
    )
    since = fields.Datetime(
        string="Telling since",
        compute="_compute_since",
        store=True,
        copy=False,
        help="Periods that ended before are not told.",
    )
    next_date = fields.Datetime(
        string="Next",
        compute="_compute_next_date",
        help="When the period that is under way ends, and is told.",
    )
    last_date = fields.Datetime(
        string="Last told",
        compute="_compute_last_date",
        help="When it last told a period.",
    )

    _hour_of_a_day = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24)", "An hour is between 00:00 and 23:59."
    )

    @api.depends(
        *("active", "model_name", "webhook_id.url_secret", "webhook_id.env_key")
    )
    def _compute_since(self):
        """Begin where it can tell something, and stay as long as it does."""
        for recap in self:
            if not recap._is_on():
                recap.since = False
            elif not recap.since:
                recap.since = recap._since_now()

    def _is_on(self):
        return bool(
            self.active
            and self.model_name in self.env
            and self.webhook_id._configured()
        )

    def _begin_anew(self):
        """Note what came or went: models, environment variables, another hour."""
        self.filtered(lambda one: one._is_on() != bool(one.since))._compute_since()

    @api.depends("since", "period", "hour", "tz")
    def _compute_next_date(self):
        now = fields.Datetime.now()
        for recap in self:
            calendar = recap.since and recap._calendar()
            begun = calendar and calendar.period_at(max(now, recap.since))
            recap.next_date = begun and begun.end

    def _compute_last_date(self):
        told = self._recaps([("state", "!=", "canceled")], "create_date:max")
        for recap in self:
            [recap.last_date] = told.get(recap._origin.id, [False])

    def _calendar(self):
        # While it is typed there may be none, and newer data may drop its name.
        return Calendar(self.period, self.hour, timezone(self.env, self.tz))

    def _since_now(self):
        """Return since when it tells that begins now, or whose periods are others now.

        A period with the start of a shorter one that was told cannot be noted any more:
        where Monday was told, the next week is the first.
        """
        now = fields.Datetime.now()
        period = self._calendar().period_at(now)
        same = ("event", "=", "recap"), ("period_start", "=", period.start)
        told = self._notifications().sudo()
        mine = ("recap_id", "=", self._origin.id)
        is_told = self._origin and told.search_count([mine, *same], limit=1)
        return period.end if is_told else now

    def _due(self, now):
        """Return {recap: the periods that it has to tell, the oldest first}."""
        lasts = self._recaps([], "period_start:max", "create_date:max")
        due = {}
        for recap in self.filtered("since"):
            last, told = lasts.get(recap.id, (None, recap.since))
            if told <= recap.since:
                last = None  # of periods that were others
            missed = recap._calendar().missed(recap.since, now)
            due[recap] = [
                period for period in missed if not last or period.start - last > NEAR
            ]
        return due

    def _recaps(self, domain, *aggregates):
        """Return {id: aggregates of the notifications of its periods}."""
        mine = [("recap_id", "in", self._origin.ids), ("event", "=", "recap")]
        groups = self._notifications()._read_group(
            [*mine, *domain], ["recap_id"], aggregates
        )
        return {recap.id: values for recap, *values in groups}
