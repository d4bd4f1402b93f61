"""What was canceled and is told after all says what has become of its record since."""

from odoo.tests import tagged

from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowPutBack(FollowCase):
    def canceled(self, rule):
        """Return a top-up, and what tells it, which somebody has canceled."""
        topup = self.new_topup()
        told = self.told(topup, rule)
        told.action_cancel()
        self.next_transaction()
        return topup, told

    def test_what_changed_meanwhile_follows_it(self):
        topup, told = self.canceled(self.following())
        topup.with_user(self.agent).solde = 7
        self.assertFalse(self.edits(topup))
        self.next_transaction()
        told.action_put_back()
        edit = self.edits(topup)
        self.assertEqual(
            (told.content, edit.content), ("1500 Brouillon", "7 Brouillon")
        )
        self.assertEqual((edit.event, edit.state), ("edited", "outgoing"))
        self.assertEqual((edit.edit_of_id, edit.user_id), (told, self.agent))

    def test_what_was_silenced_is_followed_too_once_somebody_sends_it(self):
        rule = self.following()
        topup = self.silent(self.env["alimenteur.solde"]).create({"solde": 1500})
        told = self.told(topup, rule)
        self.next_transaction()
        self.env["alimenteur.solde"].browse(topup.id).solde = 7
        self.next_transaction()
        told._retry()
        self.assertEqual(self.edits(topup).content, "7 Brouillon")

    def test_what_was_silenced_and_deleted_is_struck_out_once_somebody_sends_it(self):
        rule = self.following()
        topup = self.silent(self.env["alimenteur.solde"]).create({"solde": 1500})
        told = self.told(topup, rule)
        self.next_transaction()
        self.env["alimenteur.solde"].browse(topup.id).with_user(self.agent).unlink()
        self.next_transaction()
        told._retry()
        self.env.invalidate_all()
        edit = self.edits(topup)
        self.assertEqual((told.state, edit.state), ("outgoing", "outgoing"))
        self.assertEqual((edit.event, edit.user_id), ("deleted", self.agent))

    def test_what_is_as_it_was_needs_no_edit(self):
        topup, told = self.canceled(self.following())
        told.action_put_back()
        self.assertFalse(self.edits(topup))

    def test_what_its_rule_follows_no_more_is_told_as_it_was(self):
        rule = self.following()
        topup, told = self.canceled(rule)
        topup.solde = 7
        self.next_transaction()
        rule.follow = False
        told.action_put_back()
        self.assertFalse(self.edits(topup))

    def test_what_was_deleted_meanwhile_is_struck_out_with_who_did_it(self):
        topup, told = self.canceled(self.following())
        topup.with_user(self.agent).unlink()
        edit = self.edits(topup)
        self.assertEqual((edit.event, edit.state), ("deleted", "canceled"))
        self.assertEqual((edit.failure_type, edit.user_id), ("canceled", self.agent))
        self.next_transaction()
        told.action_put_back()
        self.env.invalidate_all()
        self.assertEqual((told.state, edit.state), ("outgoing", "outgoing"))
        self.assertTrue(edit.content.startswith("~~1500 Brouillon~~\n-# Deleted by"))
        self.assertEqual(self.edits(topup), edit)
