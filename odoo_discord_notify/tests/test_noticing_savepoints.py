"""What a savepoint takes back is not told; what it leaves is told once."""

from contextlib import closing

from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import DiscordCase


class Undo(Exception):
    """Leaves a savepoint."""


@tagged("post_install", "-at_install")
class TestNoticingSavepoints(DiscordCase):
    def undone(self, **options):
        """Return a context that takes back what is done in it."""
        return closing(self.env.cr.savepoint(**options))

    def assertTold(self, order, old, new):
        """Assert that one notification tells of these days in May 2025."""
        values = self.told(order).mapped("values")
        dates = [
            (v["old.date_ecriture"][:2], v["new.date_ecriture"][:2]) for v in values
        ]
        self.assertEqual(dates, [(old, new)])

    def test_a_record_of_a_rolled_back_savepoint_is_not_told(self):
        with self.undone():
            topup = self.new_topup()
            self.assertTrue(self.told(topup))
        self.assertFalse(self.told(topup))

    def test_a_record_before_a_rolled_back_savepoint_is_told(self):
        topup = self.new_topup()
        with self.undone():
            self.new_topup()
        self.assertEqual(self.told(topup).event, "created")

    def test_records_of_nested_savepoints_are_told_as_far_as_they_last(self):
        with self.env.cr.savepoint():
            kept = self.new_topup()
            with self.undone():
                with self.env.cr.savepoint():
                    lost = self.new_topup()
        self.assertEqual(self.told(kept + lost).res_id, kept.id)

    def test_a_record_of_a_savepoint_without_flush_is_not_told_either(self):
        with self.undone(flush=False):
            topup = self.new_topup()
        self.assertFalse(self.told(topup))

    def test_not_even_if_it_was_told_inside(self):
        with self.undone(flush=False):
            topup = self.new_topup()
            self.assertTrue(self.told(topup))
        topup.invalidate_recordset()
        self.assertFalse(self.told(topup))

    def test_a_change_in_a_rolled_back_savepoint_is_not_told(self):
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone():
            order.date_ecriture = "2025-05-03"
        self.assertFalse(self.told(order))

    def test_a_change_told_in_a_rolled_back_savepoint_is_not_told(self):
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone():
            order.date_ecriture = "2025-05-03"
            self.assertTrue(self.told(order))
        self.assertFalse(self.told(order))

    def test_the_old_value_is_that_of_before_the_savepoint(self):
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone():
            order.date_ecriture = "2025-05-03"
            self.env.cr.flush()
        order.date_ecriture = "2025-05-04"
        self.assertTold(order, "02", "04")

    def test_a_change_outlives_a_savepoint_that_changed_it_further(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        with self.undone():
            order.date_ecriture = "2025-05-04"
            self.assertTold(order, "02", "04")
        self.assertTold(order, "02", "03")

    def test_a_change_outlives_a_savepoint_that_took_it_back(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        with self.undone():
            order.date_ecriture = "2025-05-02"
            self.assertFalse(self.told(order))
        self.assertTold(order, "02", "03")

    def test_it_is_still_one_notification_when_changed_again_after_that(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        with self.undone():
            order.date_ecriture = "2025-05-02"
            self.assertFalse(self.told(order))
            order.date_ecriture = "2025-05-04"
            self.assertTold(order, "02", "04")
        order.date_ecriture = "2025-05-05"
        self.assertTold(order, "02", "05")

    def test_a_reason_that_a_savepoint_took_back_explains_nothing(self):
        order = self.new_order(date_ecriture="2025-05-02", comment="Former words")
        with self.undone():
            order.write({"date_ecriture": "2025-05-03", "comment": "A reason"})
        with self.undone():
            spoken = order.with_context(discord_notify_reason="Spoken")
            spoken.date_ecriture = "2025-05-03"
        order.date_ecriture = "2025-05-04"
        self.assertEqual(self.told(order).values["reason"], "")

    def test_the_agent_is_not_who_did_what_a_savepoint_took_back(self):
        second = new_test_user(self.env, "brahim", name="Brahim")
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone():
            order.date_ecriture = "2025-05-03"
        order.with_user(second).sudo().date_ecriture = "2025-05-04"
        self.assertEqual(self.told(order).user_id, second)

    def test_a_silent_change_stays_so_after_an_attempt_that_was_not(self):
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone():
            order.date_ecriture = "2025-05-03"
        silent = self.silent(order)
        silent.date_ecriture = "2025-05-04"
        self.assertEqual(self.told(order).failure_type, "silenced")

    def test_a_deletion_that_a_savepoint_took_back_is_none(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        with self.undone():
            order.unlink()
            self.assertFalse(self.told(order))
        order.date_ecriture = "2025-05-04"
        self.assertTold(order, "02", "04")

    def test_a_deletion_taken_back_before_anything_was_told_is_none(self):
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone():
            order.date_ecriture = "2025-05-03"
            order.unlink()
        order.date_ecriture = "2025-05-04"
        self.assertTold(order, "02", "04")

    def test_a_created_record_outlives_a_deletion_that_was_taken_back(self):
        topup = self.new_topup()
        with self.undone():
            topup.unlink()
            self.env.cr.flush()
        topup.reference_no = "B"
        self.assertEqual(self.told(topup).values["reference_no"], "B")

    def test_a_failed_constraint_takes_back_only_its_own_savepoint(self):
        first = self.new_topup(reference_no="A")
        with mute_logger("odoo.sql_db"), self.assertRaisesRegex(Exception, "unique"):
            with self.env.cr.savepoint():
                self.new_topup(reference_no="A")
                self.env.flush_all()
        second = self.new_topup(reference_no="B")
        self.assertEqual(
            self.told(first + second).mapped("res_id"), [first.id, second.id]
        )
        rows = self.env["discord.notification"].search(
            [("res_model", "=", first._name)]
        )
        self.assertEqual(len(rows), 2)

    def test_a_flush_in_a_savepoint_without_flush_leaves_no_false_change(self):
        order = self.new_order(date_ecriture="2025-05-02")
        with self.undone(flush=False):
            order.date_ecriture = "2025-05-03"
            self.env.cr.flush()
        order.invalidate_recordset(flush=False)
        order.name = "BC/5"
        self.assertFalse(self.told(order))
