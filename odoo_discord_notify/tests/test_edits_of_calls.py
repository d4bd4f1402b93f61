"""An edit keeps the line of its message's call, and calls nobody."""

from datetime import timedelta

from odoo import fields

from .edits_common import EditsCase

CALL = [{"kind": "role", "discord_id": "123", "name": "@compta"}]


class TestEditsOfCalls(EditsCase):
    def called(self, *texts, ago=0):
        """Post texts in one message that calls; returns their notifications."""
        rows = self.queue(*texts)
        happened = fields.Datetime.now() - timedelta(minutes=ago)
        rows.write({"mentions": CALL, "create_date": happened})
        payload, _delivery = self.come_to("delivered", message_id="17")
        self.assertEqual(payload["content"].count("<@&123>"), int(ago < 60))
        return rows

    def test_the_line_of_the_call_stays(self):
        a, b = self.called("a", "b @here")
        self.edit(a, "A @everyone")
        payload, _delivery = self.claim_edit()
        text = "<@&123>\nA @\u200beveryone\n\nb @\u200bhere"
        self.assertEqual(payload["content"], text)
        self.assertNotIn("allowed_mentions", payload)
        self.assertFalse(b.edit_of_id)

    def test_what_called_nobody_for_it_was_late_calls_nobody_in_its_text(self):
        [a] = self.called("a @here", ago=61)
        self.edit(a, "A @here")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "A @here")

    def test_the_line_stays_while_anything_is_left_that_called(self):
        a, _b = self.called("a", "b")
        self.edit(a, "", event="withdrawn")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "<@&123>\nb")

    def test_an_edit_that_is_as_long_as_a_message_leaves_room_for_the_call(self):
        [a] = self.called("a")
        self.edit(a, "début " + "x" * 2500 + " fin")
        payload, _delivery = self.claim_edit()
        self.assertLessEqual(len(payload["content"]), 2000)
        self.assertTrue(payload["content"].startswith("<@&123>\ndébut"))
        self.assertTrue(payload["content"].endswith("fin"))
