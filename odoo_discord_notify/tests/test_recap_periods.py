"""Days, weeks and months of three years: no moment in two, none in none, each once."""

from datetime import date, datetime, timedelta
from functools import cache

import pytz

from odoo.tests import BaseCase, tagged

from ..models.recap.periods import Calendar, utc_of

ZONES = ("Africa/Casablanca", "Europe/Paris")
FIRST, LAST = datetime(2025, 1, 1), datetime(2027, 12, 31, 23, 59)
KINDS = ("day", "week", "month")
HOURS = (0, 2, 2.5, 3, 7.25, 18, 23.99)
INSTANT = timedelta(microseconds=1)
HOUR = timedelta(hours=1)


def calendars():
    for zone in ZONES:
        for kind in KINDS:
            for hour in HOURS:
                yield Calendar(kind, hour, pytz.timezone(zone))


@cache
def periods(calendar):
    """Return the periods of the years, each found from a moment in the one before."""
    found, period = [], calendar.period_at(FIRST)
    while period.start <= LAST:
        found.append(period)
        period = calendar.period_at(period.end)
    return found


@tagged("post_install", "-at_install")
class TestRecapPeriods(BaseCase):
    def test_no_moment_is_in_two_periods_and_none_in_none(self):
        for calendar in calendars():
            with self.subTest(calendar):
                end = None
                for period in periods(calendar):
                    self.assertIn(end, (None, period.start))
                    end = period.end
                    moments = period.start, period.end - INSTANT
                    found = {calendar.period_at(moment) for moment in moments}
                    self.assertEqual(found, {period})

    def test_every_hour_of_the_years_is_in_the_period_of_its_day(self):
        """Asked of the moments, not of the arithmetic that made the periods."""
        for name in ZONES:
            zone, moment = pytz.timezone(name), FIRST
            calendar = Calendar("day", 18, zone)
            while moment < LAST:
                local = zone.fromutc(moment)
                day = local.date() - timedelta(days=local.hour < 18)
                self.assertEqual(calendar.period_at(moment).first, day, moment)
                moment += HOUR

    def test_each_is_told_once_whenever_the_server_looks(self):
        """It looks at odd times, and is away for up to six days."""
        pauses = [timedelta(hours=one) for one in (0.02, 5, 11, 26, 49, 97, 143)]
        for calendar in calendars():
            told, now, looks = [], FIRST, 0
            while now < LAST:
                known = set(told[-9:])
                told += [p for p in calendar.missed(FIRST, now) if p not in known]
                now += pauses[looks % len(pauses)]
                looks += 1
            wanted = [one for one in periods(calendar) if FIRST < one.end]
            with self.subTest(calendar):
                self.assertEqual(told, wanted[: len(told)])
                self.assertGreater(told[-1].end, LAST - timedelta(days=40))

    def test_days_have_23_24_or_25_hours(self):
        for name in ZONES:
            calendar = Calendar("day", 0, pytz.timezone(name))
            lengths = {(one.end - one.start) // HOUR for one in periods(calendar)}
            with self.subTest(name):
                self.assertEqual(lengths, {23, 24, 25})

    def test_a_period_ends_at_its_hour_as_clocks_show_it(self):
        for calendar in calendars():
            minutes = round(calendar.hour * 60)
            for period in periods(calendar):
                local = calendar.zone.fromutc(period.end)
                shown = local.hour * 60 + local.minute
                skipped = utc_of(calendar.zone, local.replace(tzinfo=None))
                # The hour that a clock skips begins an hour later.
                self.assertIn(shown - minutes, (0, 60), (calendar, period))
                self.assertEqual(skipped, period.end)

    def test_weeks_end_on_mondays_and_months_on_the_first(self):
        for calendar in calendars():
            lasts = {period.last for period in periods(calendar)}
            if calendar.kind == "week":
                self.assertEqual({one.weekday() for one in lasts}, {0})
            elif calendar.kind == "month":
                self.assertEqual({one.day for one in lasts}, {1})

    def test_an_hour_that_comes_twice_ends_the_day_when_it_comes_first(self):
        paris = pytz.timezone("Europe/Paris")
        twice = datetime(2026, 10, 25, 2, 30)
        self.assertEqual(utc_of(paris, twice), datetime(2026, 10, 25, 0, 30))

    def test_morocco_stays_at_the_hour_of_greenwich_since_september_2026(self):
        calendar = Calendar("day", 18, pytz.timezone("Africa/Casablanca"))
        for day, hour in ((date(2026, 9, 10), 17), (date(2026, 9, 25), 18)):
            noon = datetime(day.year, day.month, day.day, 12)
            self.assertEqual(calendar.period_at(noon).end.hour, hour)

    def test_of_many_missed_the_last_seven_are_told_the_oldest_first(self):
        calendar = Calendar("day", 18, pytz.utc)
        missed = calendar.missed(FIRST, datetime(2026, 11, 28, 18))
        days = [date(2026, 11, day) for day in range(22, 29)]
        self.assertEqual([one.last for one in missed], days)

    def test_what_ended_before_it_was_switched_on_is_not_missed(self):
        calendar = Calendar("day", 18, pytz.utc)
        on = datetime(2026, 11, 26, 18)
        missed = calendar.missed(on, datetime(2026, 11, 28, 17, 59))
        self.assertEqual([one.last for one in missed], [date(2026, 11, 27)])
