"""Edits never delay or split posts: they have a queue and a hold of their own."""

from datetime import timedelta

from odoo import fields

from ..discord.verdict import Verdict
from ..models.precise_time import utc_now
from ..models.sending.edit_queue import due_edits
from .edits_common import EditsCase


class TestEditsBesidePosts(EditsCase):
    def test_a_pack_reaches_over_the_edits_between_its_posts(self):
        told = self.posted("told")
        first = self.queue("a")
        self.edit(told, "b")
        self.edit(first, "c")
        last = self.queue("d")
        payload, delivery = self.claim()
        self.assertEqual(payload["content"], "a\n\nd")
        self.assertEqual(delivery.notification_ids, first | last)

    def test_an_edit_comes_after_its_message(self):
        waiting = self.queue("a")
        edit = self.edit(waiting, "b")
        self.assertEqual(self.claim_edit(), (None, self.env["discord.delivery"]))
        self.come_to("delivered", message_id="17")
        self.assertEqual(edit.state, "outgoing")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "b")

    def test_edits_of_what_waits_do_not_stand_before_the_others(self):
        told = self.posted("told")
        waiting = self.queue(*map(str, range(30)))
        for one in waiting:
            self.edit(one, "edited")
        self.edit(told, "b")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "b")

    def test_a_limit_on_posts_holds_no_edit_and_one_on_edits_no_post(self):
        told = self.posted("told")
        self.queue("a")
        self.edit(told, "b")
        self.come_to("limited", http_status=429, retry_after=45)
        self.assertEqual(self.due_edits(), {self.sender: None})
        self.let_time_pass()
        self.sender.held_until = False
        self.assertFalse(self.sender.edits_message)
        self.edit_comes_to("limited", http_status=429, retry_after=45)
        self.assertIn("is not edited before", self.sender.edits_message)
        self.assertEqual(self.due(), {self.sender: None})
        [due] = self.due_edits().values()
        self.assertAlmostEqual((due - utc_now()).total_seconds(), 45, delta=1)

    def test_the_hidden_limit_of_edits_holds_those_of_the_channel(self):
        beside = self.webhook("bl")
        (self.sender | beside).channel_id = "3"
        self.edit(self.posted("told"), "b")
        self.edit_comes_to("limited_channel", http_status=429, retry_after=45)
        self.assertTrue(beside.edits_held_until)
        self.assertFalse(beside.held_until or self.other.edits_held_until)

    def test_what_bars_this_server_bars_both(self):
        self.edit(self.posted("told"), "b")
        for case in ("limited_all", "banned", "offline"):
            self.edit_comes_to(case, http_status=429, retry_after=45)
            for webhook in (self.sender, self.other):
                self.assertTrue(webhook.held_until > utc_now())
                self.assertTrue(webhook.edits_held_until > utc_now())
            self.let_time_pass()
            self.sender.search([]).needs_probe = False
            self.env["discord.notification"].search([]).next_attempt = False

    def test_who_presses_send_now_keeps_a_pause_that_discord_asks_this_server_for(self):
        edit = self.edit(self.posted("told"), "b")
        self.edit_comes_to("server_error", http_status=500)
        self.let_time_pass()
        self.queue("a")
        self.come_to("limited_all", http_status=429, retry_after=45)
        self.sender._end_own_pauses()
        self.assertTrue(self.sender.edits_held_until > utc_now())
        self.let_time_pass()
        edit.next_attempt = False
        self.edit_comes_to("offline")
        self.sender._end_own_pauses()
        self.assertEqual(self.due_edits()[self.sender], None)

    def test_after_a_ban_a_webhook_with_edits_alone_asks(self):
        edit = self.edit(self.posted("told"), "b")
        self.edit_comes_to("banned", http_status=429)
        self.let_time_pass()
        self.assertEqual(self.due_edits(), {})
        self.assertEqual(list(self.due()), [self.sender])
        payload, question = self.claim()
        self.assertIsNone(payload)
        self.assertFalse(question.verb or question.notification_ids)
        question._settle(Verdict("described", http_status=200, channel_id="3"))
        self.assertEqual(list(self.due_edits()), [self.sender])
        self.assertEqual(edit.state, "outgoing")

    def test_only_old_messages_wait_when_discord_asks_for_that(self):
        old = self.posted("old")
        old.sent_date = fields.Datetime.now() - timedelta(hours=2)
        young = self.posted("young", message_id="18")
        self.edit(old, "b")
        _payload, delivery = self.edit_comes_to(
            "limited_old", http_status=429, retry_after=45
        )
        self.assertEqual(delivery.state, "limited")
        self.edit(young, "c")
        self.assertEqual(self.due_edits(), {self.sender: None})
        payload, _delivery = self.edit_comes_to("delivered", message_id="18")
        self.assertEqual(payload["content"], "c")
        [due] = self.due_edits().values()
        self.assertAlmostEqual((due - utc_now()).total_seconds(), 45, delta=1)
        self.edit(old, "later")  # what comes since waits with it
        self.assertEqual(self.claim_edit()[0], None)
        self.assertTrue(list(self.due_edits().values())[0] > utc_now())

    def test_a_message_whose_edit_fails_lets_the_others_pass(self):
        ill = self.edit(self.posted("ill"), "b")
        well = self.edit(self.posted("well", message_id="18"), "c")
        self.edit_comes_to("server_error", http_status=500)
        self.let_time_pass()
        self.edit_comes_to("delivered", message_id="18")
        self.assertEqual((ill.state, well.state), ("outgoing", "sent"))

    def test_who_presses_send_now_waits_only_for_what_discord_asks(self):
        edit = self.edit(self.posted("told"), "b")
        self.edit_comes_to("server_error", http_status=500)
        self.sender._end_own_pauses()
        edit._end_own_delays()
        self.env.flush_all()
        self.assertEqual(due_edits(self.env, edit.ids), {self.sender: None})
        self.edit_comes_to("limited_old", http_status=429, retry_after=45)
        self.sender._end_own_pauses()
        edit._end_own_delays()
        self.env.flush_all()
        [due] = due_edits(self.env, edit.ids).values()
        self.assertTrue(due > utc_now())

    def test_a_paused_or_archived_webhook_edits_nothing(self):
        self.edit(self.posted("told"), "b")
        self.sender.active = False
        self.assertEqual(self.due_edits(), {})
        self.sender.active = True
        self.env["ir.config_parameter"].set_param("odoo_discord_notify.paused", "True")
        self.assertEqual(self.due_edits(), {})

    def test_a_stopped_webhook_edits_but_for_one_that_discord_does_not_know(self):
        self.edit(self.posted("told"), "b")
        self.queue("a")
        self.come_to("forbidden", http_status=403)
        self.assertEqual(list(self.due_edits()), [self.sender])
        self.sender.asks_first = True
        self.assertEqual(self.due_edits(), {})

    def test_a_webhook_that_is_gone_is_found_by_an_edit(self):
        edit = self.edit(self.posted("told"), "b")
        self.edit_comes_to("webhook_unknown", http_status=404)
        self.assertEqual(self.sender.state, "broken")
        self.assertEqual((edit.state, self.due_edits()), ("outgoing", {}))

    def test_an_edit_that_passes_says_nothing_of_a_post_that_is_refused(self):
        told = self.posted("told")
        head = self.queue("a")
        for _look in range(8):
            self.come_to("unexplained", http_status=400)
            self.edit(told, "b")
            self.edit_comes_to("delivered", message_id="17")
            self.let_time_pass()
        self.assertEqual(head.state, "outgoing")

    def test_waiting_edits_are_no_backlog(self):
        self.edit(self.posted("told"), "b")
        self.assertEqual(
            (self.sender.waiting_count, self.sender.oldest_waiting), (0, False)
        )

    def test_a_thousand_created_and_edited_alternately_are_few_requests(self):
        values = {"webhook_id": self.sender.id, "event": "manual", "content": "a" * 150}
        for _n in range(1000):
            [one] = self.env["discord.notification"].create([values])
            self.edit(one, "b" * 150)
        requests = 0
        while self.due() or self.due_edits():
            if self.due():
                self.come_to("delivered", message_id=str(requests))
                requests += 1
            payload, delivery = self.claim_edit()
            if delivery:
                delivery._settle(Verdict("delivered", message_id=str(requests)))
                requests += 1
        self.assertLessEqual(requests, 50)
        left = [("webhook_id", "=", self.sender.id), ("state", "!=", "sent")]
        self.assertFalse(self.env["discord.notification"].search_count(left))
