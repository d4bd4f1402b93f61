"""An edit that cannot be written reaches no user, and is written once it can be."""

from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .follow_common import FollowCase

OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"
FAREWELLS = "odoo.addons.odoo_discord_notify.models.outbox.outbox_farewells"


@tagged("post_install", "-at_install")
class TestFollowFailures(FollowCase):
    def setUp(self):
        super().setUp()
        self.rule_ = self.following()
        self.topup, self.posted_ = self.told_and_posted(self.rule_)

    def send_failed(self):
        self.next_transaction()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.rule_.action_send_failed()
        self.env.invalidate_all()

    def broken(self, method):
        """Return a context in which telling fails where nobody thought of it."""
        outbox = type(self.env["discord.outbox"])
        return patch.object(outbox, method, side_effect=ZeroDivisionError)

    def test_a_broken_message_is_an_edit_in_error_and_mended_with_its_rule(self):
        self.rule_.template = "{sold:.0f} {state}"
        self.topup.solde = 7
        edit = self.edits(self.topup)
        self.assertEqual((edit.state, edit.failure_type), ("error", "template"))
        self.assertEqual(self.posted_.state, "sent")
        self.next_transaction()
        self.topup.solde = 8
        last = self.edits(self.topup)[-1]
        self.rule_.template = "{solde:.0f} MAD"
        self.send_failed()
        self.assertFalse(edit.exists())
        self.assertEqual((last.state, last.content), ("outgoing", "8 MAD"))

    def test_what_needs_no_edit_any_more_leaves_none(self):
        self.rule_.template = "{sold:.0f} {state}"
        self.topup.solde = 7
        self.next_transaction()
        self.rule_.template = "{solde:.0f} {state}"
        with self.broken("_keep"), mute_logger(OUTBOX):
            self.topup.solde = 1500
            self.next_transaction()
        self.send_failed()
        self.assertFalse(self.edits(self.topup))

    def test_whatever_fails_reaches_nobody_and_is_kept(self):
        with self.broken("_edits"), mute_logger(OUTBOX):
            self.topup.solde = 7
            edit = self.edits(self.topup)
        self.assertEqual((edit.state, edit.failure_type), ("error", "internal"))
        self.assertEqual((self.topup.solde, edit.edit_of_id), (7, self.posted_))
        self.send_failed()
        self.assertEqual((edit.state, edit.content), ("outgoing", "7 Brouillon"))

    def test_whatever_fails_in_a_deletion_keeps_no_record(self):
        with self.broken("_struck"), mute_logger(OUTBOX):
            self.topup.unlink()
            edit = self.edits(self.topup)
        self.assertEqual((edit.event, edit.state), ("deleted", "error"))
        self.send_failed()
        self.assertEqual(edit.state, "outgoing")
        self.assertTrue(edit.content.startswith("~~1500 Brouillon~~"))

    def test_whatever_fails_before_a_deletion_keeps_no_record(self):
        template = type(self.env["discord.template"])
        rule = self.new_rule("alimenteur.solde", trigger="on_unlink")
        with (
            patch.object(template, "_say", side_effect=ZeroDivisionError),
            self.assertLogs(FAREWELLS, "ERROR"),
        ):
            self.topup.unlink()
        self.assertFalse(self.topup.exists())
        failed = self.told(self.topup, rule)
        self.assertEqual((failed.state, failed.failure_type), ("error", "internal"))

    def test_a_context_that_makes_no_sense_keeps_no_record_and_silences_nothing(self):
        topup = self.topup.sudo().with_context(allowed_company_ids=7)
        topup.unlink()
        self.assertFalse(self.topup.exists())
        self.assertEqual(self.edits(self.topup).event, "deleted")

    def test_what_is_changed_before_it_could_be_told_at_all_rests(self):
        self.rule_.template = "{sold:.0f}"
        topup = self.new_topup()
        failed = self.told(topup, self.rule_)
        self.next_transaction()
        topup.solde = 7
        self.assertFalse(self.edits(topup))  # it is in what is written anew
        self.next_transaction()
        self.rule_.template = "{solde:.0f}"
        topup.solde = 8
        # Who mends at the same time does not see it.
        self.assertEqual(self.edits(topup).mapped("state"), ["resting"])
        self.next_transaction()
        other = self.new_topup()
        self.rule_.template = "{sold:.0f}"
        self.told(other, self.rule_)
        self.next_transaction()
        self.assertEqual(failed.state, "error")
        other.unlink()
        self.assertFalse(self.edits(other))
