"""Canceling by hand can be taken back; what was not by hand, or has no text, cannot."""

from odoo.exceptions import UserError

from .dispatcher_common import DispatcherCase


class TestPutBack(DispatcherCase):
    def test_a_creation_goes_back_to_its_row_and_its_place(self):
        """Its row is what tells a synchronization that it was told."""
        first, second = self.queue("a", "b")
        first.event = "created"
        first.action_cancel()
        third = self.queue("c")
        toast = first.action_put_back()
        self.assertEqual(toast["params"]["message"], "Back in the queue: 1 of 1")
        self.assertFalse(first.repeat_ids)
        payload, delivery = self.claim()
        self.assertEqual(payload["content"], "a\n\nb\n\nc")
        self.assertEqual(delivery.notification_ids, first | second | third)

    def test_anything_else_is_a_new_row_that_names_the_old_one(self):
        first, _second = self.queue("a", "b")
        first.write({"event": "changed", "user_id": self.agent.id})
        first.write({"embed": {"title": "T"}, "values": {"name": "n"}})
        first.action_cancel()
        first.action_put_back()
        self.assertEqual(first.state, "canceled")
        repeat = first.repeat_ids
        self.assertEqual((repeat.repeat_of_id, repeat.state), (first, "outgoing"))
        for name in ("event", "user_id", "content", "embed", "values", "webhook_id"):
            with self.subTest(name):
                self.assertEqual(repeat[name], first[name])
        payload, _delivery = self.claim()
        self.assertEqual(payload["content"], "b")
        self.assertEqual(payload["embeds"][0]["title"], "T")

    def test_a_deletion_is_news_an_edit_stays_with_its_message(self):
        posted, gone, struck = self.queue("a", "b", "c")
        posted.write({"state": "sent", "event": "created"})
        struck.write({"event": "deleted", "edit_of_id": posted.id})
        gone.event = "deleted"
        (gone | struck).action_cancel()
        (gone | struck).action_put_back()
        self.assertEqual((gone.state, gone.repeat_ids.state), ("canceled", "outgoing"))
        self.assertEqual((struck.state, len(struck.repeat_ids)), ("outgoing", 0))

    def test_it_is_put_back_once(self):
        [notification] = self.queue("a")
        notification.action_cancel()
        notification.action_put_back()
        with self.assertRaises(UserError):
            notification.action_put_back()
        self.assertEqual(len(notification.repeat_ids), 1)

    def test_the_story_of_the_new_row_and_of_the_old_one_says_who_and_when(self):
        [notification] = self.queue("a")
        notification.action_cancel()
        notification.action_put_back()
        old, new = (n.story for n in (notification, notification.repeat_ids))
        by = f"by {self.env.user.name}"
        told = [(step["title"], step["detail"]) for step in old[1:]]
        self.assertEqual(told, [("Canceled", by), ("Back in the queue", by)])
        self.assertEqual(new[1]["title"], "Back in the queue")
        self.assertTrue(new[1]["when"])

    def test_its_story_says_who_and_when(self):
        [notification] = self.queue("a")
        notification.event = "created"
        notification.action_cancel()
        story = notification.story
        self.assertEqual(story[-1]["title"], "Canceled")
        self.assertTrue(story[-1]["when"])
        notification.action_put_back()
        told = [(step["title"], step["detail"]) for step in notification.story]
        by = f"by {self.env.user.name}"
        self.assertEqual(told[1:3], [("Canceled", by), ("Back in the queue", by)])
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
        words = "Back in the queue: 1 of 2 · waiting in the queue: 1"
        self.assertEqual(toast["params"]["message"], words)
