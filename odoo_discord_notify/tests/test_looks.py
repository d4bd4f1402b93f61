"""What stops a webhook is looked at again by itself, until Discord is content."""

import logging
from datetime import timedelta

from odoo import fields

from ..discord.verdict import Verdict
from ..models.precise_time import utc_now
from ..models.webhook.discord_look_mixin import MEETINGS
from .common import webhook_url
from .dispatcher_common import DispatcherCase

UNKNOWN = {"http_status": 404, "discord_code": 10015}
DISABLED = {"http_status": 400, "discord_code": 40006}


class LooksCase(DispatcherCase):
    def look(self, case, **facts):
        """Look at the webhook once its pause is over; returns what was sent."""
        self.let_time_pass()
        self.assertEqual(list(self.due()), [self.sender])
        payload, delivery = self.claim()
        delivery._settle(Verdict(case, **facts))
        self.env.flush_all()
        return payload

    def deliveries(self):
        return self.env["discord.delivery"].search([])

    def told(self):
        """What the administrators are told now."""
        with self.assertLogs("odoo.addons.odoo_discord_notify", logging.INFO) as logs:
            self.env["discord.alert"]._tell_administrators()
        return logs.output


class TestLooks(LooksCase):
    def test_a_question_decides_about_a_deleted_webhook_and_leaves_no_row(self):
        self.queue("a")
        self.come_to("webhook_unknown", **UNKNOWN)
        rows = self.deliveries()
        for _look in range(3):
            self.assertEqual(self.look("webhook_unknown", **UNKNOWN), None)
        self.assertEqual(self.deliveries(), rows)
        self.assertEqual(self.sender.failures, 4)
        self.assertTrue(480 <= self.seconds_held(self.sender) <= 600)

    def test_a_described_webhook_is_well_only_once_it_has_posted(self):
        notification = self.queue("a")
        self.come_to("webhook_unknown", **UNKNOWN)
        self.assertEqual(self.look("described", http_status=200), None)
        self.assertEqual(self.sender.state, "broken")
        self.assertEqual(self.due(), {self.sender: None})
        self.assertEqual(self.look("unauthorized", http_status=401)["content"], "a")
        self.assertEqual(self.look("described", http_status=200), None)
        self.look("delivered", http_status=200, message_id="1")
        self.assertEqual(self.sender.state, "ok")
        self.assertEqual(notification.state, "sent")

    def test_a_described_webhook_with_nothing_to_send_is_well(self):
        notification = self.queue("a")
        self.come_to("webhook_unknown", **UNKNOWN)
        notification.action_cancel()
        self.look("described", http_status=200, channel_id="3")
        self.assertEqual(self.sender.state, "ok")
        self.assertEqual(self.due(), {})

    def test_what_waits_is_the_look_where_no_question_decides(self):
        self.queue("a")
        self.come_to("disabled", **DISABLED)
        self.assertTrue(60 - 1 < self.seconds_held(self.sender) <= 75)
        self.assertEqual(self.look("disabled", **DISABLED)["content"], "a")
        self.assertEqual(len(self.deliveries()), 1)
        self.look("delivered", http_status=200, message_id="1")
        self.assertEqual(self.sender.state, "ok")

    def test_nothing_is_asked_where_nothing_waits_and_only_a_message_decides(self):
        notification = self.queue("a")
        self.come_to("forbidden", http_status=403, discord_code=50013)
        notification.action_cancel()
        self.let_time_pass()
        self.assertEqual(self.due(), {})
        self.queue("b")
        self.assertEqual(self.look("delivered", message_id="1")["content"], "b")
        self.assertEqual(self.sender.state, "ok")

    def test_the_administrators_hear_that_it_is_over(self):
        self.queue("a")
        self.come_to("webhook_unknown", **UNKNOWN)
        self.assertIn("deleted in Discord", self.told()[0])
        self.look("described", http_status=200)
        self.look("delivered", message_id="1")
        [line] = self.told()
        self.assertIn(f"Webhook “{self.sender.name}” sends again", line)
        self.assertFalse(self.sender.alerted)
        self.assertAlmostEqual(
            self.sender.healed_on, utc_now(), delta=timedelta(minutes=1)
        )

    def test_who_was_told_of_nothing_is_not_told_that_it_is_over(self):
        self.queue("a")
        self.come_to("disabled", **DISABLED)
        self.look("delivered", message_id="1")
        with self.assertNoLogs("odoo.addons.odoo_discord_notify", logging.INFO):
            self.env["discord.alert"]._tell_administrators()

    def test_a_channel_that_is_slowed_down_for_long_is_told_once(self):
        self.queue("a")
        for _answer in range(4):
            self.look("slowed", http_status=429)
        self.assertFalse(self.sender.trouble)
        self.look("slowed", http_status=429)
        self.assertIn("slows this channel down", self.told()[0])
        self.look("delivered", message_id="1")
        self.assertIn("sends again", self.told()[0])

    def mended_with_a_queue_of(self, hours):
        """Let three wait for so long, and one of them be taken; returns them."""
        notifications = self.queue("a", "b", "c")
        self.come_to("forbidden", http_status=403, discord_code=50013)
        past = fields.Datetime.now() - timedelta(hours=hours)
        notifications.write({"create_date": past})
        self.look("delivered", message_id="1")
        return notifications

    def test_a_queue_of_less_than_a_day_leaves_by_itself(self):
        self.mended_with_a_queue_of(hours=23)
        self.assertEqual(self.sender.state, "ok")

    def test_an_older_one_is_asked_about_once_one_message_was_the_look(self):
        notifications = self.mended_with_a_queue_of(hours=25)
        self.assertTrue(self.sender.asks_backlog)
        self.assertEqual(notifications.mapped("state").count("sent"), 1)
        self.assertEqual(self.due(), {})

    def test_a_stopped_one_that_is_unarchived_is_looked_at(self):
        [notification] = self.queue("a")
        self.come_to("webhook_unknown", **UNKNOWN)
        notification.create_date = fields.Datetime.now() - timedelta(hours=25)
        self.sender.active = False
        self.sender.active = True
        self.assertEqual(self.due(), {self.sender: None})
        self.look("described", http_status=200)
        self.look("delivered", message_id="1")
        self.assertEqual(notification.state, "sent")

    def test_one_that_stops_while_a_person_is_asked_is_looked_at(self):
        self.queue("a")
        self.sender.asks_backlog = True
        self.assertEqual(self.due(), {})
        self.sender._settle(Verdict("unauthorized", http_status=401), "Unknown")
        self.assertEqual(self.look("unauthorized", http_status=401), None)
        self.assertEqual(self.look("described", http_status=200), None)
        self.look("delivered", message_id="1")
        self.assertEqual(self.sender.state, "held")

    def test_a_new_url_and_another_variable_are_tried_at_once(self):
        self.queue("a")
        for values in ({"url": webhook_url(7)}, {"env_key": "DISCORD_WEBHOOK_X"}):
            self.come_to("webhook_unknown", **UNKNOWN)
            self.sender.write(values)
            self.assertEqual(self.due(), {self.sender: None})
        self.come_to("webhook_unknown", **UNKNOWN)
        self.sender.env_key = "DISCORD_WEBHOOK_X"  # as a form writes what it has read
        self.assertNotEqual(self.due(), {self.sender: None})

    def test_the_hold_at_many_invalid_answers_spares_the_living(self):
        self.queue("a")
        self.come_to("unauthorized", http_status=401)
        with self.subTest("the dead"):
            self.assertTrue(self.sender.answered_invalid)
        delivery = {"webhook_id": self.sender.id, "state": "gone", "http_status": 401}
        self.env["discord.delivery"].create([delivery] * 500)
        self.look("unauthorized", http_status=401)
        self.assertGreater(self.seconds_held(self.sender), 500)
        self.assertFalse(self.other.held_until)


class TestOneMessageAlone(LooksCase):
    def test_a_message_that_alone_is_refused_while_the_next_is_taken_is_to_blame(self):
        bad, good, last = self.queue("bad", "good", "last")
        requests = 0
        while self.due():
            self.let_time_pass()
            _payload, delivery = self.claim()
            if bad in delivery.notification_ids:
                delivery._settle(Verdict("unexplained", http_status=400))
            else:
                delivery._settle(Verdict("delivered", message_id="1"))
            self.env.flush_all()
            requests += 1
        self.assertEqual((bad.state, bad.failure_type), ("error", "refused"))
        self.assertIn("takes the next one", bad.failure_reason)
        self.assertEqual((good | last).mapped("state"), ["sent", "sent"])
        self.assertEqual(requests, 1 + MEETINGS + 3)
        self.assertEqual(self.sender.state, "ok")

    def met_alone_while_the_next_is_taken(self):
        """Let the next one be taken in place of the head; returns the head."""
        bad, _good, _last = self.queue("bad", "good", "last")
        for _look in range(1 + MEETINGS):
            self.look("unexplained", http_status=400)
        self.look("delivered", message_id="1")
        return bad

    def test_one_that_is_sent_again_by_hand_is_not_blamed_at_its_first_refusal(self):
        bad = self.met_alone_while_the_next_is_taken()
        self.look("unexplained", http_status=400)
        self.assertEqual(bad.state, "error")
        self.come_to("delivered", message_id="2")
        bad._queue_again()
        self.look("unexplained", http_status=400)
        self.assertEqual(bad.state, "outgoing")

    def test_a_question_in_between_is_no_message_that_was_taken(self):
        bad = self.met_alone_while_the_next_is_taken()
        self.sender._ask_for_probe(True)
        self.assertEqual(self.look("described", http_status=200), None)
        self.look("unexplained", http_status=400)
        self.assertEqual(bad.state, "outgoing")

    def test_an_outage_blames_nobody_however_long_it_lasts(self):
        notifications = self.queue("a", "b", "c")
        for _look in range(40):
            self.let_time_pass()
            self.come_to("unexplained", http_status=400)
        self.assertEqual(set(notifications.mapped("state")), {"outgoing"})
        self.assertLess(len(self.deliveries()), 5)
        while self.due():
            self.let_time_pass()
            self.come_to("delivered", message_id="1")
        self.assertEqual(set(notifications.mapped("state")), {"sent"})

    def test_one_that_is_taken_after_the_next_was_is_not_to_blame(self):
        first, second = self.queue("a", "b")
        for _look in range(1 + MEETINGS):
            self.let_time_pass()
            self.come_to("unexplained", http_status=400)
        self.let_time_pass()
        payload, _delivery = self.come_to("delivered", message_id="1")
        self.assertEqual((payload["content"], second.state), ("b", "sent"))
        payload, _delivery = self.come_to("delivered", message_id="2")
        self.assertEqual((payload["content"], first.state), ("a", "sent"))
