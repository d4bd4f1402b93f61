"""Whose turn it is, and with what."""

from datetime import timedelta

from ..models.precise_time import utc_now
from ..models.sending.delivery_queue import ORPHAN_AGE, orphans
from .dispatcher_common import DispatcherCase


class TestDispatcherClaims(DispatcherCase):
    def test_one_message_carries_all_that_waits_in_order(self):
        notifications = self.queue("a", "b", "c")
        payload, delivery = self.claim()
        self.assertEqual(payload["content"], "a\n\nb\n\nc")
        self.assertEqual(delivery.notification_ids, notifications)
        self.assertEqual(delivery.state, "sending")

    def test_a_webhook_that_does_not_pack_sends_one_at_a_time(self):
        self.sender.pack = False
        first, _second = self.queue("a", "b")
        payload, delivery = self.claim()
        self.assertEqual(payload["content"], "a")
        self.assertEqual(delivery.notification_ids, first)

    def test_what_does_not_fit_waits_for_the_next_message(self):
        long = "x" * 1900
        notifications = self.queue(*[long] * 6)
        _payload, delivery = self.claim()
        carried = delivery.notification_ids
        self.assertTrue(1 < len(carried) < len(notifications))
        self.assertEqual(carried, notifications[: len(carried)])

    def test_a_webhook_has_one_request_in_flight(self):
        self.queue("a", webhook=self.other)
        self.queue("b")
        self.claim()
        self.assertEqual(self.due(), {self.other: None})
        self.assertEqual(self.claim()[0], None)

    def test_a_message_goes_out_under_the_name_of_its_webhook(self):
        self.sender.write(
            {"username": "ASG", "avatar_url": "https://asg.example/a.png"}
        )
        self.queue("a")
        payload, _delivery = self.claim()
        self.assertEqual(payload["username"], "ASG")
        self.assertEqual(payload["avatar_url"], "https://asg.example/a.png")

    def test_a_hold_ends_by_itself(self):
        self.queue("a")
        self.sender._hold(45, None)
        [due] = self.due().values()
        self.assertAlmostEqual((due - utc_now()).total_seconds(), 45, delta=1)

    def test_the_head_of_the_queue_decides_for_those_behind_it(self):
        later = utc_now().replace(microsecond=0) + timedelta(minutes=5)
        head, _behind = self.queue("a", "b")
        head.next_attempt = later
        self.assertEqual(self.due(), {self.sender: later})

    def test_a_webhook_that_is_archived_keeps_its_queue(self):
        notification = self.queue("a")
        self.sender.active = False
        self.assertEqual(self.due(), {})
        self.assertEqual(notification.state, "outgoing")

    def test_a_webhook_without_a_url_sends_nothing(self):
        self.queue("a")
        self.sender.url_secret = False
        self.assertEqual(self.claim()[0], None)

    def test_send_now_takes_nothing_that_comes_after(self):
        first, _second = self.queue("a", "b")
        payload, _delivery = self.claim(until=first.id)
        self.assertEqual(payload["content"], "a")

    def test_a_request_older_than_any_can_take_is_an_orphan(self):
        self.queue("a")
        _payload, delivery = self.claim()
        self.grow_old(delivery, ORPHAN_AGE - 5)
        self.assertFalse(orphans(self.env))
        self.grow_old(delivery, ORPHAN_AGE + 5)
        self.assertEqual(orphans(self.env), delivery)
