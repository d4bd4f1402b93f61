"""What spoils one edit stops no other; what spoils all of them costs none."""

from unittest.mock import patch

from odoo.tools import mute_logger

from ..models.sending import claim_trouble
from ..models.sending.edit_dispatcher import EDITS
from ..models.sending.edited_message import EditedMessage
from .edits_common import EditsCase

SAID = "It could not be put into a message (%s), and what waited behind it could."


class TestEditsTrouble(EditsCase):
    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger(claim_trouble.__name__))

    def spoil(self, *edits, error=RecursionError):
        """Make each claim fail that carries one of these edits."""
        payload, bad = EditedMessage._payload, {edit.id for edit in edits}

        def spoilt(message, present, edits):
            if bad.intersection(edits.ids):
                raise error("Hunter2")
            return payload(message, present, edits)

        self.startPatcher(patch.object(EditedMessage, "_payload", spoilt))

    def sent(self, asked=None):
        """Claim as the sender does; return the payload, or None."""
        self.env.flush_all()
        taken = claim_trouble.claim_somehow(self.sender, asked, EDITS)
        self.env.invalidate_all()
        return taken and taken.payload

    def both(self):
        """Return an edit of each of two messages."""
        messages = (self.posted("told"), self.posted("other", message_id="18"))
        return [self.edit(one, text) for one, text in zip(messages, "ab", strict=True)]

    def test_one_that_cannot_be_put_into_its_message_lets_the_others_go_on(self):
        for error in (MemoryError, RecursionError, ValueError):
            with self.subTest(error.__name__):
                bad, good = self.both()
                self.spoil(bad, error=error)
                self.assertEqual(self.sent()["content"], "b")
                self.assertEqual((bad.state, good.state), ("error", "outgoing"))
                self.assertEqual(bad.failure_type, "internal")
                self.assertEqual(bad.failure_reason, SAID % error.__name__)
                self.assertFalse(
                    self.sender.edits_trouble or self.sender.edits_held_until
                )
                good._set_state("sent")
                self.env["discord.delivery"].search([("verb", "=", "patch")]).unlink()

    def test_what_spoils_all_of_them_turns_none_into_an_error(self):
        edits = self.both()
        self.spoil(*edits)
        for _minute in range(3):
            self.let_time_pass()
            self.assertFalse(self.sent())
            self.assertEqual({edit.state for edit in edits}, {"outgoing"})
            self.assertFalse(self.due_edits()[self.sender] is None)
        for said in (self.sender.edits_message, self.sender.edits_trouble):
            self.assertIn("RecursionError", said)
            self.assertNotIn("Hunter2", said)
        self.assertFalse(self.sender.held_until or self.sender.trouble)

    def test_the_administrators_hear_of_it_once_and_that_it_is_over(self):
        [edit, _other] = self.both()
        alerts = self.env["discord.alert"]
        with patch.object(type(alerts), "_mail") as mail:
            with patch.object(EditedMessage, "_payload", side_effect=KeyError):
                self.assertFalse(self.sent())
                alerts._tell_administrators()
                self.queue("new")
                self.come_to("delivered", message_id="19")  # posts go on meanwhile
                self.let_time_pass()
                self.assertFalse(self.sent())
                alerts._tell_administrators()
            [[lines]] = [call.args for call in mail.call_args_list]
            self.assertIn("edits nothing that was sent", " ".join(lines))
            self.assertIn("KeyError", " ".join(lines))
            self.let_time_pass()
            self.edit_comes_to("delivered", message_id="17")
            self.assertEqual(edit.state, "sent")
            self.assertFalse(self.sender.edits_trouble)
            alerts._tell_administrators()
        self.assertEqual(mail.call_count, 2)

    def test_that_posts_fail_too_is_told_although_it_was_told_of_the_edits(self):
        self.sender.write({"edits_trouble": "Stuck", "alerted": True, "failures": 99})
        self.queue("new")
        self.come_to("unreached")
        self.assertTrue(self.sender.trouble)
        self.assertFalse(self.sender.alerted)

    def test_only_another_message_clears_the_ones_before_it(self):
        a, b = self.posted("a", "b")
        edits = self.edit(a, "A") + self.edit(b, "B")
        self.spoil(*edits)
        self.assertFalse(self.sent())
        self.assertEqual(set(edits.mapped("state")), {"outgoing"})
        self.assertIn("RecursionError", self.sender.edits_trouble)

    def test_one_that_spoils_its_message_lets_those_before_it_go(self):
        a, b = self.posted("a", "b")
        first, bad = self.edit(a, "A"), self.edit(b, "B")
        self.spoil(bad)
        self.assertEqual(self.sent()["content"], "A\n\nb")
        self.assertEqual((first.state, bad.state), ("outgoing", "outgoing"))

    def test_a_deletion_that_succeeds_blames_no_text(self):
        spoilt, gone = self.posted("told"), self.posted("other", message_id="18")
        edit = self.edit(spoilt, "a")
        self.edit(gone, event="withdrawn")
        self.spoil(edit)
        self.assertIsNone(self.sent())
        self.assertEqual(edit.state, "outgoing")
        taken = self.env["discord.delivery"].search([("verb", "=", "delete")])
        self.assertEqual(taken.discord_message_id, "18")

    def test_what_is_the_servers_fault_costs_no_edit(self):
        bad, _good = self.both()
        self.spoil(bad, error=OSError)
        self.assertFalse(self.sent())
        self.assertEqual(bad.state, "outgoing")
        self.assertIn("OSError", self.sender.edits_trouble)

    def test_a_person_who_asks_for_some_blames_none_by_others(self):
        bad, good = self.both()
        self.spoil(bad)
        self.assertFalse(self.sent(asked=bad.ids))
        self.assertEqual((bad.state, good.state), ("outgoing", "outgoing"))

    def test_what_was_passed_over_is_not_to_blame(self):
        told, other = self.posted("told"), self.posted("other", message_id="18")
        rests = self.edit(self.queue("waits"), "b")
        spoilt = self.edit(told, "c")
        self.edit(other, "d")
        self.spoil(spoilt)
        self.assertEqual(self.sent()["content"], "d")
        self.assertEqual((rests.state, spoilt.state), ("resting", "error"))
