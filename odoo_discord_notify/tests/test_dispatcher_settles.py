"""What follows from what a request came to."""

from .common import webhook_url
from .dispatcher_common import DispatcherCase


class TestDispatcherSettles(DispatcherCase):
    def test_what_discord_has_confirmed_is_sent(self):
        notifications = self.queue("a", "b")
        self.come_to("delivered", http_status=200, message_id="17", channel_id="3")
        self.assertEqual(notifications.mapped("state"), ["sent", "sent"])
        self.assertEqual(set(notifications.mapped("discord_message_id")), {"17"})
        self.assertTrue(all(notifications.mapped("sent_date")))
        self.assertEqual(self.sender.channel_id, "3")
        self.assertEqual(self.due(), {})

    def test_a_rate_limit_is_a_pause_and_no_attempt(self):
        notification = self.queue("a")
        self.come_to("limited", http_status=429, retry_after=45)
        self.assertEqual((notification.state, notification.attempts), ("outgoing", 0))
        self.assertEqual(self.sender.failures, 0)
        self.assertEqual(self.sender.state, "held")
        self.assertAlmostEqual(self.seconds_held(self.sender), 45, delta=1)
        self.assertFalse(self.other.held_until)

    def test_the_hidden_limit_of_a_channel_holds_all_its_webhooks(self):
        beside = self.webhook("bl")
        (self.sender | beside).channel_id = "3"
        self.queue("a")
        self.come_to("limited_channel", http_status=429, retry_after=45)
        self.assertAlmostEqual(self.seconds_held(beside), 45, delta=1)
        self.assertFalse(self.other.held_until)

    def test_an_unreachable_discord_holds_everybody_longer_each_time(self):
        notification = self.queue("a")
        for seconds in (2, 4, 8):
            self.let_time_pass()
            self.come_to("offline")
            for webhook in (self.sender, self.other):
                held = self.seconds_held(webhook)
                self.assertTrue(seconds - 1 < held < seconds * 1.25 + 1, held)
        self.assertEqual(notification.state, "outgoing")
        self.assertIn("cannot be reached", notification.failure_reason)
        self.let_time_pass()
        self.come_to("delivered", message_id="17")
        self.assertEqual((notification.state, self.sender.failures), ("sent", 0))
        self.assertFalse(notification.failure_reason)

    def test_a_refused_pack_is_split_and_only_the_bad_one_fails(self):
        good, bad, last = self.queue("good", "bad", "last")
        self.come_to("rejected", http_status=400)
        self.come_to("delivered", message_id="17")
        self.assertEqual(good.state, "sent")
        self.come_to("rejected", http_status=400, error_path="content: Not welcome.")
        self.assertEqual((bad.state, bad.failure_type), ("error", "refused"))
        self.assertIn("content: Not welcome.", bad.failure_reason)
        self.come_to("delivered", message_id="18")
        self.assertEqual(last.state, "sent")

    def test_a_message_of_bad_form_is_tried_as_plain_text_before_it_fails(self):
        notification = self.queue("**a**")
        self.come_to("invalid", http_status=400)
        self.assertEqual(notification.state, "outgoing")
        payload, delivery = self.come_to("invalid", http_status=400)
        self.assertEqual(payload, {"content": r"\*\*a\*\*", "flags": 4})
        self.assertEqual(delivery.form, "plain")
        self.assertEqual(notification.state, "error")

    def test_a_refused_name_is_left_out_once(self):
        self.sender.username = "ASG"
        notification = self.queue("a")
        self.queue("b")
        self.come_to("misnamed", http_status=400, paths=("username",))
        payload, _delivery = self.come_to("delivered", message_id="17")
        self.assertEqual(payload, {"content": "a\n\nb", "flags": 4})
        self.assertEqual(notification.state, "sent")

    def test_after_doubt_the_same_goes_out_again_marked_and_alone(self):
        doubtful = self.queue("a", "b")
        _payload, first = self.come_to("unanswered")
        self.queue("c")
        self.let_time_pass()
        payload, repeat = self.come_to("delivered", message_id="17")
        mark = f"-# répétition possible · réf {first.id:04x}"
        self.assertEqual(payload["content"], f"a\n\nb\n{mark}")
        self.assertEqual(repeat.repeat_of_id, first)
        self.assertEqual(doubtful.mapped("state"), ["sent", "sent"])
        payload, after = self.come_to("delivered", message_id="18")
        self.assertEqual(payload["content"], "c")
        self.assertFalse(after.repeat_of_id)

    def test_what_comes_in_front_of_a_repeat_goes_alone_and_the_repeat_is_marked(self):
        mended = self.queue("old")
        mended._set_state("error", failure_type="refused")
        doubtful = self.queue("a", "b")
        _payload, first = self.come_to("unanswered")
        mended._queue_again()  # or a transaction that was long commits its own
        self.let_time_pass()
        payload, _delivery = self.come_to("delivered", message_id="17")
        self.assertEqual(payload["content"], "old")
        payload, repeat = self.come_to("delivered", message_id="18")
        self.assertIn("répétition possible", payload["content"])
        self.assertEqual(repeat.notification_ids, doubtful)
        self.assertEqual(repeat.repeat_of_id, first)

    def test_after_two_repeats_in_doubt_a_person_decides(self):
        notification = self.queue("a")
        for _attempt in range(3):
            self.assertEqual(notification.state, "outgoing")
            self.come_to("unanswered")
            self.let_time_pass()
        self.assertEqual(notification.state, "in_doubt")
        self.assertEqual(self.due(), {})

    def test_a_webhook_can_ask_at_the_first_doubt(self):
        self.sender.on_doubt = "ask"
        notification = self.queue("a")
        self.come_to("server_error", http_status=500)
        self.assertEqual(notification.state, "in_doubt")

    def test_a_webhook_that_is_gone_is_broken_and_a_new_url_is_tried_at_once(self):
        notification = self.queue("a")
        self.come_to("webhook_unknown", http_status=404, discord_code=10015)
        self.assertEqual(self.sender.state, "broken")
        calm = "Odoo looks again by itself. Nothing is lost."
        said = f"The webhook was deleted in Discord (HTTP 404, Discord 10015). {calm}"
        self.assertEqual(self.sender.state_message, said)
        self.assertEqual(notification.state, "outgoing")
        self.assertTrue(60 - 1 < self.seconds_held(self.sender) < 75)
        self.sender.url = webhook_url(7)
        self.assertEqual(self.sender.state, "ok")
        self.assertEqual(self.due(), {self.sender: None})
