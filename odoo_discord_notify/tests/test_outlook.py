"""What waits says when it will go, and “again” only of what went once."""

from datetime import timedelta

from odoo import fields

from ..models.precise_time import utc_now
from .dispatcher_common import DispatcherCase


class TestOutlook(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env = cls.env(context={**cls.env.context, "tz": "UTC"})
        cls.sender = cls.sender.with_env(cls.env)

    def hold(self, until):
        self.sender.write({"held_until": until, "held_reason": "Discord asked for it."})

    def soon(self):
        """Return a moment of today, or of tomorrow where the day is nearly over."""
        return (utc_now() + timedelta(minutes=20)).replace(microsecond=0)

    def test_what_leaves_at_once_says_nothing(self):
        [row] = self.queue("a")
        self.assertFalse(row.outlook)
        self.assertFalse(row.outlook_message)

    def test_what_is_held_says_around_when_it_goes(self):
        first, second = self.queue("a", "b")
        until = self.soon()
        self.hold(until)
        self.assertRegex(first.outlook, rf"around .*{until:%-I:%M}\s(AM|PM)")
        self.assertEqual(first.outlook, second.outlook)
        self.assertIn("It will be sent by itself around", first.outlook_message)
        self.assertIn("Discord asked for it.", first.outlook_message)
        self.assertNotIn("again by itself around", first.outlook_message)

    def test_only_what_went_once_goes_again(self):
        [row] = self.queue("a")
        self.claim()[1].write({"state": "unavailable"})
        row.write({"next_attempt": self.soon(), "failure_reason": "HTTP 503"})
        self.assertIn("It will be sent again by itself around", row.outlook_message)
        self.assertIn("HTTP 503", row.outlook_message)

    def test_the_first_in_the_queue_decides_for_those_behind_it(self):
        first, second = self.queue("a", "b")
        first.next_attempt = self.soon()
        self.assertEqual(second.outlook, first.outlook)
        self.assertIn("around", second.outlook)

    def test_an_edit_that_waits_delays_no_message_in_the_eyes_of_its_reader(self):
        [told] = self.queue("a")
        told._set_state("sent")
        edit = told.create(
            {
                "webhook_id": self.sender.id,
                "event": "edited",
                "edit_of_id": told.id,
                "next_attempt": self.soon(),
            }
        )
        [row] = self.queue("b")
        self.assertFalse(row.outlook)
        self.assertIn("around", edit.outlook)

    def test_an_edit_does_not_wait_for_what_is_posted(self):
        [told] = self.queue("a")
        told._set_state("sent")
        values = {"webhook_id": self.sender.id, "edit_of_id": told.id}
        edit = told.create({**values, "event": "edited"})
        self.hold(self.soon())
        self.assertFalse(edit.outlook)
        self.sender.edits_held_until = self.soon()
        self.assertIn("around", edit.outlook)

    def test_another_day_has_its_date(self):
        [row] = self.queue("a")
        self.hold(utc_now() + timedelta(hours=30))
        day = fields.Datetime.now() + timedelta(hours=30)
        self.assertIn(f"{day:%-m/%-d/%y}", row.outlook)

    def test_a_webhook_that_cannot_send_says_what_it_is(self):
        [row] = self.queue("a")
        self.sender.broken_reason = "Discord does not know it."
        self.assertEqual(row.outlook, "Broken")
        self.assertIn("Discord does not know it.", row.outlook_message)

    def test_what_is_over_has_no_outlook(self):
        rows = self.queue("a", "b")
        self.hold(self.soon())
        rows[0]._set_state("sent")
        rows[1]._set_state("error")
        self.assertEqual(rows.mapped("outlook"), [False, False])

    def test_a_page_of_them_asks_once(self):
        rows = self.queue(*map(str, range(80)))
        self.hold(self.soon())
        rows.mapped("outlook")  # warm
        rows.invalidate_recordset()
        with self.assertQueryCount(8):
            rows.mapped("outlook")
