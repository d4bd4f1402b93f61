"""Quiet hours: when what is posted makes no sound.

By the clock on the wall of a zone, also in the night in which that clock is changed: an
hour shown twice is quiet twice, one that is left out is not missed.
"""

from datetime import datetime, timedelta, timezone, tzinfo
from typing import NamedTuple

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class QuietHours(NamedTuple):
    """From one minute of the day up to another, that one not included.

    :ivar start: minutes since midnight; behind ``end``, the hours last until the next
        day; as ``end``, there are none
    :ivar days: the numbers of the days on which they begin, Monday is 0
    """

    start: int
    end: int
    days: frozenset[int]
    zone: tzinfo

    @classmethod
    def of(cls, start: float, end: float, days, zone: tzinfo) -> "QuietHours":
        """From hours of the day, as Odoo has them: 22.5 is half past ten at night.

        :param days: whether they begin on each day of the week, Monday first
        """
        chosen = frozenset(number for number, is_one in enumerate(days) if is_one)
        return cls(round(start * 60), round(end * 60), chosen, zone)

    def include(self, moment: datetime) -> bool:
        """Whether they have begun and are not over.

        :param moment: in UTC; without a zone, as Odoo keeps it
        """
        if self.start == self.end or not self.days:
            return False
        local = moment.replace(tzinfo=timezone.utc).astimezone(self.zone)
        minute, today = local.hour * 60 + local.minute, local.weekday()
        if self.start < self.end:
            return self.start <= minute < self.end and today in self.days
        if minute >= self.start:
            return today in self.days
        yesterday = (local.date() - timedelta(days=1)).weekday()
        return minute < self.end and yesterday in self.days


def hours_problem(start: float, end: float) -> bool:
    """Whether these are no hours of a day; the end may be midnight, as 24."""
    return not (0 <= start < 24 and 0 <= end <= 24)
