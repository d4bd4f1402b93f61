"""An edit changes its own message and no other, and what spoils it spoils no other."""

from datetime import timedelta

from odoo import fields

from ..models.outbox.discord_retention import EMPTY
from ..models.precise_time import utc_now
from .edits_common import EditsCase

LINK = "3" * 19  # of a message, as a person may paste it


class TestEditsApart(EditsCase):
    def test_what_a_repeat_has_brought_anew_is_edited_there(self):
        self.sender.on_doubt = "ask"
        a, b = self.queue("a", "b")
        self.come_to("unanswered")
        a.action_arrived(LINK)
        b._queue_again()
        self.let_time_pass()
        self.come_to("delivered", message_id="18")
        first, second = self.edit(a, "A"), self.edit(b, "B")
        _payload, delivery = self.edit_comes_to("delivered", message_id=LINK)
        self.assertEqual((delivery.discord_message_id, first.state), (LINK, "sent"))
        self.assertEqual(second.state, "outgoing")
        payload, delivery = self.edit_comes_to("delivered", message_id="18")
        self.assertTrue(payload["content"].startswith("B\n-# répétition possible"))
        self.assertEqual((delivery.discord_message_id, second.state), ("18", "sent"))

    def test_no_text_is_left_out_of_a_message_because_retention_has_emptied_it(self):
        a, b = self.posted("a", "b")
        b.write({**EMPTY, "active": False})
        edit = self.edit(a, "A")
        self.assertFalse(self.claim_edit()[1])
        self.assertCanceled(edit, "message_gone")

    def test_what_retention_has_emptied_meanwhile_stops_no_other_edit(self):
        old = self.posted("old")
        edit = self.edit(old, "b")
        old.write({**EMPTY, "active": False})
        self.edit(self.posted("young", message_id="18"), "c")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "c")
        self.assertCanceled(edit, "message_gone")

    def test_a_pause_of_a_clock_that_was_wrong_does_not_last(self):
        edit = self.edit(self.posted("told"), "b")
        edit.next_attempt = fields.Datetime.now() + timedelta(days=300)
        self.env["discord.webhook"]._end_impossible_holds()
        self.assertEqual(self.due_edits(), {self.sender: None})
        edit.next_attempt = fields.Datetime.now() + timedelta(minutes=5)
        self.env["discord.webhook"]._end_impossible_holds()
        [due] = self.due_edits().values()
        self.assertTrue(due > utc_now())
