"""What a savepoint takes back edits nothing; what it leaves is one edit."""

from contextlib import closing

from odoo.tests import tagged

from .common import CommittedCase
from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowSavepoints(FollowCase):
    def setUp(self):
        super().setUp()
        self.topup, _posted = self.told_and_posted(self.following())

    def undone(self, **options):
        return closing(self.env.cr.savepoint(**options))

    def texts(self):
        return self.edits(self.topup).mapped("content")

    def test_a_change_that_is_taken_back_edits_nothing(self):
        with self.undone():
            self.topup.solde = 7
        self.assertFalse(self.texts())

    def test_not_even_if_its_edit_was_written(self):
        for options in ({}, {"flush": False}):
            with self.undone(**options):
                self.topup.solde = 7
                self.assertTrue(self.texts())
            self.topup.invalidate_recordset()
            self.assertFalse(self.texts())

    def test_a_change_before_it_stays(self):
        self.topup.solde = 7
        with self.undone():
            self.topup.solde = 8
        self.assertEqual(self.texts(), ["7 Brouillon"])

    def test_a_change_behind_it_is_an_edit_of_its_own(self):
        with self.undone():
            self.topup.solde = 7
            self.assertTrue(self.texts())
        self.topup.state = "done"
        self.assertEqual(self.texts(), ["1500 Validée"])

    def test_a_deletion_that_is_taken_back_strikes_nothing_out(self):
        with self.undone():
            self.topup.unlink()
            self.assertTrue(self.texts())
        self.assertFalse(self.texts())
        self.topup.invalidate_recordset()
        self.topup.solde = 7
        self.assertEqual(self.texts(), ["7 Brouillon"])

    def test_an_edit_that_the_deletion_of_its_record_replaced_comes_back_with_it(self):
        self.topup.solde = 7
        with self.undone():
            self.topup.unlink()
            self.assertEqual(self.edits(self.topup).mapped("event"), ["deleted"])
        self.assertEqual(self.texts(), ["7 Brouillon"])


@tagged("post_install", "-at_install")
class TestFollowCommitted(CommittedCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            env["discord.rule"].browse(self.rule_id).follow = True
            self.tag_id = env["res.partner.category"].create({"name": "A"}).id

    def tag(self, env):
        return env["res.partner.category"].browse(self.tag_id)

    def test_a_commit_edits_and_a_rollback_does_not(self):
        with self.transaction() as env:
            self.tag(env).name = "B"
            env.cr.flush()
            env.cr.rollback()
        self.assertEqual(self.told(), ["A"])
        with self.transaction() as env:
            self.tag(env).name = "C"
        self.assertEqual(self.told(), ["A", "C"])

    def test_each_commit_of_a_script_is_an_edit(self):
        with self.transaction() as env:
            for name in ("B", "C", "C"):
                self.tag(env).name = name
                env.cr.commit()
        self.assertEqual(self.told(), ["A", "B", "C"])

    def test_a_deletion_is_struck_out_once_it_is_committed(self):
        with self.transaction() as env:
            self.tag(env).unlink()
            env.cr.flush()
            env.cr.rollback()
        self.assertEqual(self.told(), ["A"])
        with self.transaction() as env:
            self.tag(env).unlink()
        self.assertEqual(self.told()[1].split("\n")[0], "~~A~~")
