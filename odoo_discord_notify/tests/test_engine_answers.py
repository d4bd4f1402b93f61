"""Answers that come late, or to what a person has canceled meanwhile."""

from ..discord.verdict import ORPHANED, Verdict
from ..models.sending.delivery_claim import claim
from .common import webhook_url
from .dispatcher_common import DispatcherCase

DELIVERED = Verdict("delivered", http_status=200, message_id="17")
REFUSED = Verdict("rejected", http_status=400)
GONE = Verdict("webhook_unknown", http_status=404, discord_code=10015)


class TestEngineAnswers(DispatcherCase):
    def test_a_success_that_comes_after_the_doubt_ends_it(self):
        notification = self.queue("a")
        _payload, delivery = self.claim()
        delivery._settle(ORPHANED)
        delivery._settle(DELIVERED)
        self.assertEqual(notification.state, "sent")
        self.assertEqual(delivery.state, "delivered")
        self.assertEqual(self.due(), {})

    def test_a_refusal_that_comes_after_the_repeat_changes_nothing(self):
        notification = self.queue("a")
        _payload, delivery = self.claim()
        delivery._settle(ORPHANED)
        self.let_time_pass()
        self.come_to("delivered", http_status=200, message_id="18")
        delivery._settle(REFUSED)
        self.assertEqual(notification.state, "sent")
        self.assertEqual(delivery.state, "in_doubt")

    def test_a_former_url_s_end_does_not_break_the_webhook_that_has_a_new_one(self):
        notification = self.queue("a")
        self.env.flush_all()
        one = claim(self.sender)
        self.sender.url = webhook_url(7)
        delivery = self.env["discord.delivery"].browse(one.delivery_id)
        delivery._settle(GONE, one.target)
        self.assertEqual(delivery.state, "gone")
        self.assertEqual((self.sender.state, notification.state), ("ok", "outgoing"))
        self.assertEqual(self.due(), {self.sender: None})

    def test_a_former_thread_s_end_does_not_break_a_webhook_that_has_another(self):
        self.queue("a")
        self.sender.thread_id = "1" * 18
        self.env.flush_all()
        one = claim(self.sender)
        self.sender.thread_id = "2" * 18
        delivery = self.env["discord.delivery"].browse(one.delivery_id)
        delivery._settle(Verdict("thread_unknown", http_status=404), one.target)
        self.assertEqual(self.sender.state, "ok")

    def test_two_servers_that_find_an_orphan_count_it_once(self):
        notification = self.queue("a")
        _payload, delivery = self.claim()
        delivery._settle(ORPHANED)
        delivery._settle(ORPHANED)
        self.assertEqual(notification.attempts, 1)
        self.assertEqual(self.sender.failures, 1)

    def test_what_is_canceled_while_it_is_sent_stays_so_unless_it_arrived(self):
        for verdict, state in [
            (REFUSED, "canceled"),
            (ORPHANED, "canceled"),
            (Verdict("limited", http_status=429, retry_after=1), "canceled"),
            (DELIVERED, "sent"),
        ]:
            with self.subTest(verdict.case):
                notification = self.queue("a")
                _payload, delivery = self.claim()
                notification.action_cancel()
                reason = notification.failure_reason
                delivery._settle(verdict)
                self.assertEqual(notification.state, state)
                kept = reason if state == "canceled" else False
                self.assertEqual(notification.failure_reason, kept)
                self.let_time_pass()
