"""An edit waits for its message, is canceled with it and comes back with it."""

from unittest.mock import patch

from odoo.tests import new_test_user

from ..discord.verdict import ORPHANED, Verdict
from .edits_common import EditsCase


class TestEditsShareAFate(EditsCase):
    def test_it_rests_while_its_message_is_in_doubt_and_follows_it(self):
        self.sender.on_doubt = "ask"
        message = self.queue("a")
        edit = self.edit(message, "b")
        self.come_to("unanswered")
        self.assertEqual((message.state, edit.state), ("in_doubt", "resting"))
        self.assertEqual(self.due_edits(), {})
        message._queue_again()
        self.let_time_pass()
        self.come_to("delivered", message_id="17")
        self.assertEqual(edit.state, "outgoing")
        payload, _delivery = self.claim_edit()
        self.assertTrue(payload["content"].startswith("b\n-# répétition possible"))

    def test_it_rests_while_its_message_is_in_error(self):
        message = self.queue("a")
        edit = self.edit(message, "b")
        self.come_to("rejected", http_status=400)
        self.assertEqual((message.state, edit.state), ("error", "resting"))

    def test_what_comes_while_its_message_is_in_error_rests_too(self):
        message = self.queue("a")
        self.come_to("rejected", http_status=400)
        edit = self.edit(message, "b")
        self.claim_edit()
        self.assertEqual(edit.state, "resting")

    def test_it_is_canceled_with_its_message_and_put_back_with_it(self):
        message = self.queue("a")
        message.event = "created"
        edit, other = self.edit(message, "b"), self.edit(message, "c")
        other.action_cancel()
        message.action_cancel()
        self.assertCanceled(edit, "canceled")
        message.action_put_back()
        self.assertEqual((edit.state, edit.failure_reason), ("outgoing", False))
        self.assertEqual(other.state, "canceled")

    def test_it_follows_a_message_that_was_canceled_on_its_way_and_arrived(self):
        message = self.queue("a")
        edit, other = self.edit(message, "b"), self.edit(message, "c")
        other.action_cancel()
        _payload, delivery = self.claim()
        message.action_cancel()
        self.assertCanceled(edit, "canceled")
        delivery._settle(Verdict("delivered", message_id="17"))
        self.assertEqual((message.state, edit.state), ("sent", "outgoing"))
        self.assertEqual(other.state, "canceled")

    def test_who_says_that_it_arrived_wakes_the_sender_for_its_edits(self):
        self.sender.on_doubt = "ask"
        message = self.queue("a")
        self.come_to("unanswered")
        with patch.object(type(self.env["discord.dispatcher"]), "_wake") as wake:
            message.action_arrived("3" * 19)
        wake.assert_called_once()

    def test_what_was_silenced_by_itself_stays_silent(self):
        message = self.queue("a")
        edit = self.edit(message, "b", state="canceled", failure_type="silenced")
        message.action_cancel()
        message.action_put_back()
        self.assertEqual(edit.state, "canceled")

    def test_what_somebody_could_not_see_to_be_canceled_is_canceled(self):
        message = self.queue("a")
        message.action_cancel()
        edit = self.edit(message, "b")
        self.claim_edit()
        self.assertCanceled(edit, "canceled")

    def test_what_rests_though_its_message_arrived_is_found(self):
        edit = self.edit(self.posted("a"), "b", state="resting")
        self.env["discord.dispatcher"]._end_rest()
        self.assertEqual(edit.state, "outgoing")

    def test_a_message_of_unknown_number_cannot_be_edited(self):
        message = self.queue("a")
        self.come_to("delivered_unnamed")
        edit = self.edit(message, "b")
        self.claim_edit()
        self.assertEqual(
            (edit.state, edit.failure_type), ("canceled", "message_unknown")
        )
        self.assertTrue(edit.failure_reason)

    def test_who_says_that_it_arrived_may_paste_its_link(self):
        self.sender.on_doubt = "ask"
        messages = self.queue("a", "b")
        edit = self.edit(messages[0], "A")
        self.come_to("unanswered")
        manager = new_test_user(
            self.env,
            "samira",
            "base.group_user,odoo_discord_notify.group_discord_manager",
        )
        asked = self.env["discord.arrived"].with_user(manager)
        link = f"https://discord.com/channels/{'1' * 19}/{'2' * 19}/{'3' * 19}"
        asked.with_context(active_ids=messages.ids).create(
            {"message_link": link}
        ).action_confirm()
        self.assertEqual(messages.mapped("state"), ["sent", "sent"])
        self.assertEqual(
            (edit.state, messages[0].discord_message_id), ("outgoing", "3" * 19)
        )
        payload, delivery = self.claim_edit()
        self.assertEqual(payload["content"], "A\n\nb")
        self.assertEqual(delivery.discord_message_id, "3" * 19)

    def test_a_late_answer_does_not_take_the_number_of_the_repeat(self):
        message = self.queue("a")
        _payload, first = self.claim()
        first._settle(ORPHANED)
        self.let_time_pass()
        self.come_to("delivered", message_id="18")
        first._settle(Verdict("delivered", message_id="17"))
        self.assertEqual(message.discord_message_id, "18")
        self.edit(message, "b")
        self.assertEqual(self.claim_edit()[1].discord_message_id, "18")
