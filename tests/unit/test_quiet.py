"""Quiet hours by the clock on the wall, also in the nights in which it is changed."""

from datetime import date, datetime, timedelta
from functools import cache

import pytest
import pytz

from discord.quiet import QuietHours, hours_problem

CASABLANCA, PARIS = pytz.timezone("Africa/Casablanca"), pytz.timezone("Europe/Paris")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ALL_DAYS = [True] * 7
# The nights in which the clock is changed, and the hours that it is put forward:
# Ramadan's beginning and end, and the end of summer time for good, in Morocco (tz
# database 2026f); the last Sundays of March and October in Europe.
CHANGES = {
    CASABLANCA: {
        **{date(2025, 2, 23): -1, date(2025, 4, 6): 1},
        **{date(2026, 2, 15): -1, date(2026, 3, 22): 1, date(2026, 9, 20): -1},
    },
    PARIS: {
        **{date(2025, 3, 30): 1, date(2025, 10, 26): -1},
        **{date(2026, 3, 29): 1, date(2026, 10, 25): -1},
        **{date(2027, 3, 28): 1, date(2027, 10, 31): -1},
    },
}
NIGHTS = [(zone, night) for zone, nights in CHANGES.items() for night in nights]
# As people choose them, and around the hours of change, 1:00 to 3:00.
HOURS = [
    *((22, 7), (7, 22), (0, 24), (22.5, 2.5), (2.5, 5), (1, 2), (2, 3), (3, 2)),
    *((23.99, 0.01), (12, 12), (0, 0)),
]


@cache
def clocks(zone, night):
    """[(UTC, what the clock shows)] of each minute of three days."""
    start = pytz.utc.localize(datetime.combine(night, datetime.min.time()) - DAY)
    moments = (start + number * MINUTE for number in range(3 * 24 * 60))
    return [
        (moment.replace(tzinfo=None), moment.astimezone(zone).replace(tzinfo=None))
        for moment in moments
    ]


def windows(night, start, end, days):
    """[(from, to)] by the clock of the windows that begin on days around a night."""
    first, last = (timedelta(minutes=round(hour * 60)) for hour in (start, end))
    if first == last:
        return []
    found = []
    for offset in range(-4, 5):
        day = datetime.combine(night, datetime.min.time()) + offset * DAY
        if days[day.weekday()]:
            end_day = day if first < last else day + DAY
            found.append((day + first, end_day + last))
    return found


def test_the_clock_is_changed_in_the_nights_that_are_looked_at_and_no_others():
    for zone, nights in CHANGES.items():
        day, offset, found = datetime(2025, 1, 1), None, {}
        while day < datetime(2028, 1, 1):
            now = pytz.utc.localize(day + DAY / 2).astimezone(zone).utcoffset()
            if offset is not None and now != offset:
                found[day.date()] = (now - offset) / timedelta(hours=1)
            day, offset = day + DAY, now
        # 2027's Ramadan changes nothing any more.
        assert found == nights


@pytest.mark.parametrize(("start", "end"), HOURS)
@pytest.mark.parametrize(("zone", "night"), NIGHTS)
def test_every_minute_around_a_change_is_quiet_if_its_clock_says_so(
    zone, night, start, end
):
    for days in (ALL_DAYS, [day % 2 == 0 for day in range(7)], [False] * 7):
        hours = QuietHours.of(start, end, days, zone)
        within = windows(night, start, end, days)
        for moment, shown in clocks(zone, night):
            expected = any(first <= shown < last for first, last in within)
            assert hours.include(moment) is expected, (moment, shown)


@pytest.mark.parametrize(("zone", "night"), NIGHTS)
def test_a_night_of_quiet_is_one_stretch_an_hour_longer_or_shorter(zone, night):
    hours = QuietHours.of(22, 7, ALL_DAYS, zone)
    quiet = [moment for moment, _shown in clocks(zone, night) if hours.include(moment)]
    stretches, begun = [], quiet[0]
    for one, following in zip(quiet, [*quiet[1:], None], strict=True):
        if following != one + MINUTE:
            stretches.append((begun, one + MINUTE - begun))
            begun = following
    lengths = [length / timedelta(hours=1) for _begun, length in stretches[1:-1]]
    assert lengths == [9 - CHANGES[zone][night], 9]


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        ("2026-09-18 20:59", False),  # Friday, summer: 21:59 in Casablanca
        ("2026-09-18 21:00", True),
        ("2026-09-19 05:59", True),  # Saturday: Friday's window is not over
        ("2026-09-19 06:00", False),
        ("2026-09-19 21:30", False),  # Saturday is not chosen
        ("2026-09-25 21:30", False),  # the clock was put back for good: 21:30
        ("2026-09-25 22:00", True),
        ("2026-09-26 06:59", True),
        ("2026-09-26 07:00", False),
    ],
)
def test_a_window_belongs_to_the_day_on_which_it_begins(utc, expected):
    fridays = [day == 4 for day in range(7)]
    hours = QuietHours.of(22, 7, fridays, CASABLANCA)
    assert hours.include(datetime.fromisoformat(utc)) is expected


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [(0, 24, False), (22, 7, False), (24, 7, True), (-1, 7, True), (3, 24.1, True)],
)
def test_hours_are_those_of_a_day(start, end, problem):
    assert hours_problem(start, end) is problem
