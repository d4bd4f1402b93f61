"""The days, weeks and months that recaps tell: each ends at an hour, in a zone.

Arithmetic only. Moments are naive and UTC, as Odoo keeps them; a zone is pytz's, whose
data `saying/zone_data.py` looks at. One period ends where the next begins: at an hour
that a clock skips, the moment at which it would have come; at one that comes twice, the
first. So a day may have 23 or 25 hours, and no moment is in two or in none.
"""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
DAYS_OF_WEEK = 7
LAST_HOUR = 23 + 59 / 60
MOST_MISSED = 7  # that are told once the server is back


class Period(NamedTuple):
    """From `start` on, until just before `end`."""

    start: datetime
    end: datetime
    # The local dates of both. Of a Date field, whole days: all before `last`.
    first: date
    last: date


class Calendar(NamedTuple):
    """How a recap divides the time."""

    kind: str  # "day", "week" (ends on Mondays) or "month" (on the 1st)
    hour: float  # 18.5 is half past six
    zone: object

    def period_at(self, moment):
        """Return the period that a moment is in."""
        first = self._floor(self.zone.fromutc(moment).date() + DAY)
        last = self._next(first)
        period = Period(self._begins(first), self._begins(last), first, last)
        while period.start > moment:
            period = self.before(period)
        return period

    def before(self, period):
        """Return the period before another: it ends where that one begins."""
        first = self._floor(period.first - DAY)
        return Period(self._begins(first), period.start, first, period.first)

    def missed(self, since, now):
        """Return the last periods that have ended, but not before `since`.

        The oldest first, `MOST_MISSED` at most.
        """
        ended, period = [], self.before(self.period_at(now))
        while period.end > since and len(ended) < MOST_MISSED:
            ended.append(period)
            period = self.before(period)
        return ended[::-1]

    def _begins(self, day):
        minutes = round(min(max(0, self.hour), LAST_HOUR) * 60)  # whatever is typed
        return utc_of(self.zone, datetime.combine(day, time(*divmod(minutes, 60))))

    def _floor(self, day):
        """Return the last date up to `day` on which a period begins."""
        if self.kind == "week":
            return day - day.weekday() * DAY
        return day.replace(day=1) if self.kind == "month" else day

    def _next(self, first):
        """Return the date on which the period after the one of `first` begins."""
        if self.kind == "month":
            return (first + 31 * DAY).replace(day=1)
        return first + (DAYS_OF_WEEK if self.kind == "week" else 1) * DAY


def utc_of(zone, local):
    """Return the moment at which clocks of a zone show a time, by its offset before.

    Not `zone.localize`, which asks whether it is summer: in Morocco the data of one
    release call Ramadan winter, and those of another the rest of the year summer.
    """
    moments = {local - zone.fromutc(local + ago).utcoffset() for ago in (-DAY, DAY)}
    shown = [m for m in moments if zone.fromutc(m).replace(tzinfo=None) == local]
    return min(shown) if shown else max(moments)
