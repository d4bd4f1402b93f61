"""What is barred by what it says holds up its channel no longer than a bar does."""

from ..discord.verdict import Verdict
from .test_looks import LooksCase


class TestBarredMessages(LooksCase):
    def way(self, bars, rounds=60):
        """Send what is due until nothing is, with a way that bars some messages.

        :param bars: function of a message's text, whether it is barred
        :return: [(webhook, text or None for a question, the case that it came to)]
        """
        requests = []
        for _round in range(rounds):
            self.let_time_pass()
            for webhook in self.due():
                payload, delivery = self.claim(webhook)
                if not delivery:  # another one asks for all
                    continue
                text = payload and payload["content"]
                verdict = Verdict("described", http_status=200)
                if text:
                    verdict = Verdict("delivered", http_status=200, message_id="1")
                    if bars(text):
                        verdict = Verdict("barred", http_status=403)
                delivery._settle(verdict)
                self.env.flush_all()
                requests.append((webhook, text, delivery.exists() and delivery.error))
        return requests

    def barred_twice(self):
        """Let the first of a queue be barred, asked about, and barred again."""
        self.queue("bad")
        self.come_to("barred", http_status=403)
        self.let_time_pass()
        self.come_to("described", http_status=200)
        self.come_to("barred", http_status=403)

    def test_one_that_is_barred_again_while_the_next_passes_is_to_blame(self):
        bad, good, last = self.queue("bad", "good", "last")
        self.sender.pack = False
        requests = self.way(lambda text: text == "bad")
        self.assertEqual((bad.state, bad.failure_type), ("error", "refused"))
        self.assertIn("takes the next one", bad.failure_reason)
        self.assertEqual((good | last).mapped("state"), ["sent", "sent"])
        texts = [text for _webhook, text, _error in requests]
        self.assertEqual(texts, ["bad", None, "bad", "good", "bad", "last"])
        self.assertEqual(self.sender.state, "ok")

    def test_one_in_a_pack_is_found_with_one_hold_of_everything(self):
        texts = [f"{number:02}" for number in range(20)]
        notifications = self.queue(*texts)
        requests = self.way(lambda text: "13" in text.splitlines())
        states = notifications.mapped("state")
        self.assertEqual(states.count("sent"), 19)
        self.assertEqual(notifications[13].state, "error")
        questions = [text for _webhook, text, _error in requests if not text]
        self.assertEqual(len(questions), 1)

    def test_a_bar_of_one_message_holds_the_others_once(self):
        self.barred_twice()
        self.assertEqual(self.sender.state, "broken")
        self.assertIn("bars this message, and not the way", self.sender.broken_reason)
        self.assertTrue(60 - 1 < self.seconds_held(self.sender) <= 75)
        self.assertFalse(self.sender.needs_probe)
        self.queue("b", webhook=self.other)
        self.assertEqual(self.other.state, "ok")
        self.come_to("delivered", self.other, message_id="1")

    def test_alone_in_its_queue_it_waits_for_the_next_and_is_then_to_blame(self):
        self.barred_twice()
        for _look in range(8):
            self.look("barred", http_status=403)
        self.assertTrue(900 - 1 < self.seconds_held(self.sender) <= 1125)
        self.assertLess(len(self.deliveries()), 4)
        good = self.queue("good")
        self.way(lambda text: text == "bad")
        bad = self.env["discord.notification"].search([("content", "=", "bad")])
        self.assertEqual((bad.state, good.state), ("error", "sent"))

    def test_where_the_next_is_barred_too_everything_is_held(self):
        self.sender.pack = False
        self.barred_twice()
        self.queue("next")
        self.assertEqual(self.look("barred", http_status=403)["content"], "next")
        for webhook in (self.sender, self.other):
            self.assertTrue(webhook.needs_probe)
            self.assertGreater(self.seconds_held(webhook), 900 - 1)

    def test_a_bar_of_the_server_blames_nobody_and_all_leave_in_the_end(self):
        self.sender.pack = False
        mine = self.queue("a", "b", "c")
        others = self.queue("d", webhook=self.other)
        self.way(lambda text: True)
        self.assertEqual(set((mine | others).mapped("state")), {"outgoing"})
        self.way(lambda text: False)
        self.assertEqual(set((mine | others).mapped("state")), {"sent"})
        self.assertEqual((self.sender | self.other).mapped("state"), ["ok", "ok"])

    def test_another_webhooks_bar_is_not_ended_by_one_messages(self):
        self.barred_twice()
        self.queue("b", webhook=self.other)
        self.let_time_pass()
        self.claim()[1].ensure_one()
        mine = self.env["discord.delivery"].search([("state", "=", "sending")])
        self.come_to("barred", self.other, http_status=403)
        mine._settle(Verdict("barred", http_status=403))
        self.assertTrue(self.sender.needs_probe)
        self.assertTrue(self.other.needs_probe)

    def test_one_that_passes_in_the_end_is_not_to_blame(self):
        self.barred_twice()
        self.look("delivered", http_status=200, message_id="1")
        self.assertEqual(self.sender.state, "ok")
        self.assertFalse(self.sender.suspect_id)
