"""The lists' filters by time: a day is the reader's, and has an end."""

from ast import literal_eval

from freezegun import freeze_time
from lxml import etree

from .dispatcher_common import DispatcherCase

MODELS = ("discord.notification", "discord.delivery", "discord.topup")
# Half past one in the night of December 2 in Tokyo, nine hours ahead of UTC.
NOW = "2026-12-01 16:30:00"
LATE_YESTERDAY = "2026-12-01 14:59:59"
MIDNIGHT = "2026-12-01 15:00:00"
LAST_SECOND = "2026-12-02 14:59:59"
A_WEEK_AGO = "2026-11-24 15:00:00"
TOMORROW = "2026-12-02 15:00:00"  # by the clock of another server, that is wrong


class TestPeriods(DispatcherCase):
    def period(self, name, model):
        """Return a filter's domain, as the list of that model has it."""
        arch = self.env[model].get_view(view_type="search")["arch"]
        [domain] = etree.fromstring(arch).xpath(f"//filter[@name='{name}']/@domain")
        return literal_eval(domain)

    def shown(self, name, times):
        """Return which of these UTC times a reader in Tokyo is shown."""
        rows = self.queue(*map(str, range(len(times))))
        query = "UPDATE discord_notification SET create_date = %s WHERE id = %s"
        self.env.cr.executemany(query, list(zip(times, rows.ids, strict=True)))
        readers = rows.with_context(tz="Asia/Tokyo")
        with freeze_time(NOW):
            found = readers.search(
                [("id", "in", rows.ids), *self.period(name, rows._name)]
            )
        return {time for row, time in zip(rows, times, strict=True) if row in found}

    def test_today_is_the_readers_day_from_midnight_to_midnight(self):
        times = [LATE_YESTERDAY, MIDNIGHT, NOW, LAST_SECOND, TOMORROW]
        self.assertEqual(self.shown("today", times), {MIDNIGHT, NOW, LAST_SECOND})

    def test_the_last_seven_days_end_with_today(self):
        times = ["2026-11-24 14:59:59", A_WEEK_AGO, NOW, LAST_SECOND, TOMORROW]
        self.assertEqual(self.shown("last_week", times), {A_WEEK_AGO, NOW, LAST_SECOND})

    def test_a_period_is_the_same_in_every_list(self):
        for name in ("today", "last_week"):
            periods = [self.period(name, model) for model in MODELS]
            self.assertEqual(periods, periods[:1] * len(MODELS), name)

    def test_what_has_just_happened_is_of_these_days_in_every_list(self):
        topup, [notification] = self.new_topup(), self.queue("n001")
        _payload, delivery = self.claim()
        for model, row in zip(MODELS, (notification, delivery, topup), strict=True):
            found = self.env[model].search(self.period("last_week", model))
            self.assertIn(row.id, found.ids, model)
