"""Canceling by hand can be taken back; what was not by hand, or has no text, cannot."""

from odoo.exceptions import UserError

from .dispatcher_common import DispatcherCase


class TestPutBack(DispatcherCase):
    def test_what_was_canceled_goes_back_to_its_place_with_its_text(self):
        first, second = self.queue("a", "b")
        first.action_cancel()
        third = self.queue("c")
        toast = first.action_put_back()
        self.assertEqual(toast["params"]["message"], "Back in the queue: 1 of 1")
        payload, delivery = self.claim()
        self.assertEqual(payload["content"], "a\n\nb\n\nc")
        self.assertEqual(delivery.notification_ids, first | second | third)

    def test_its_story_says_who_and_when(self):
        [notification] = self.queue("a")
        notification.action_cancel()
        story = notification.story
        self.assertEqual(story[-1]["title"], "Canceled")
        self.assertTrue(story[-1]["when"])
        notification.action_put_back()
        told = [(step["title"], step["detail"]) for step in notification.story]
        by = f"by {self.env.user.name}"
        self.assertEqual(told[1:3], [("Canceled", by), ("Put back into the queue", by)])
        self.assertTrue(all(step["when"] for step in notification.story[:3]))

    def test_only_what_was_canceled_by_hand_and_has_its_text_can_be_put_back(self):
        for values in (
            {"state": "canceled", "failure_type": "silenced"},
            {"state": "canceled", "failure_type": "incomplete"},
            {"state": "canceled", "failure_type": "lost"},
            {"state": "canceled", "failure_type": "canceled", "content": False},
            {"state": "sent"},
        ):
            with self.subTest(values), self.assertRaises(UserError):
                notification = self.queue("a")
                notification.write(values)
                notification.action_put_back()

    def test_of_several_those_are_put_back_that_can_be(self):
        first, second = self.queue("a", "b")
        first.action_cancel()
        toast = (first | second).action_put_back()
        self.assertEqual(toast["params"]["message"], "Back in the queue: 1 of 2")
