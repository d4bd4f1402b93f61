"""A watched field that changes is told once per transaction: first old, last new."""

import pickle
from copy import deepcopy

from odoo import Command
from odoo.tests import tagged

from ..models.watching.discord_watch import MAP
from ..models.watching.transaction_changes import KEY
from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestNoticingChanged(DiscordCase):
    def changes(self, records, rule):
        """Return "old → new" of each notification of `rule` (its template)."""
        return self.told(records, rule).mapped("content")

    def watch(self, model_name, name, **values):
        return self.new_rule(
            model_name,
            f"{{old.{name}}} → {{new.{name}}}",
            watched_fields=name,
            **values,
        )

    def test_saving_the_same_date_tells_nothing(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-02"
        self.assertFalse(self.told(order))

    def test_several_writes_are_one_change_from_the_first_old_to_the_last_new(self):
        order = self.new_order(date_ecriture="2025-05-02")
        for day in ("2025-05-03", "2025-05-04", "2025-05-05"):
            order.date_ecriture = day
            self.env.cr.flush()
        values = self.told(order).values
        self.assertEqual(values["old.date_ecriture"], "02-05-2025")
        self.assertEqual(values["new.date_ecriture"], "05-05-2025")

    def test_a_change_that_ends_where_it_began_tells_nothing(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        self.assertTrue(self.told(order))
        order.date_ecriture = "2025-05-02"
        self.assertFalse(self.told(order))

    def test_there_back_and_elsewhere_is_one_change(self):
        order = self.new_order(date_ecriture="2025-05-02")
        for day in ("2025-05-03", "2025-05-02", "2025-05-04"):
            order.date_ecriture = day
            self.env.cr.flush()
        self.assertEqual(self.told(order).values["new.date_ecriture"], "04-05-2025")

    def test_many_records_changed_by_one_write_are_told_each_with_its_own_old(self):
        rule = self.rule("bl")
        orders = self.new_order(date_ecriture="2025-05-02")
        orders += self.new_order(date_ecriture="2025-05-03")
        orders.date_ecriture = "2025-05-03"
        values = self.told(orders, rule).mapped("values")
        self.assertEqual([v["old.date_ecriture"] for v in values], ["02-05-2025"])

    def test_a_changed_moment_is_told_at_moroccan_time(self):
        rule = self.watch("bldimagaz.bc", "date_livraison")
        order = self.new_order(date_livraison="2025-05-02 12:00:00")
        order.date_livraison = "2025-05-02 12:00:00"
        self.assertFalse(self.changes(order, rule))
        order.date_livraison = "2025-05-02 12:30:00"
        expected = ["02-05-2025 13:00 → 02-05-2025 13:30"]
        self.assertEqual(self.changes(order, rule), expected)

    def test_a_changed_relation_is_told_by_name(self):
        rule = self.watch("bldimagaz.bc", "client")
        order = self.new_order()
        order.client = self.env["res.partner"].create({"name": "Dépôt Anfa"})
        self.assertEqual(self.changes(order, rule), ["Dépôt Maârif → Dépôt Anfa"])

    def test_a_stored_computed_field_is_watched_through_what_it_is_made_of(self):
        rule = self.watch("bldimagaz.bc", "amount_total")
        lines = [Command.create({"product": "Ciment", "price_unit": 80})]
        order = self.new_order(line_ids=lines)
        order.line_ids.quantity = 2
        order.line_ids.quantity = 3
        self.assertEqual(self.changes(order, rule), ["80,00 → 240,00"])

    def test_a_recomputation_to_the_same_value_tells_nothing(self):
        rule = self.watch("bldimagaz.bc", "amount_total")
        lines = [Command.create({"product": "Ciment", "price_unit": 80})]
        order = self.new_order(line_ids=lines)
        order.line_ids.write({"quantity": 2, "price_unit": 40})
        self.assertEqual(order.amount_total, 80)
        self.assertFalse(self.changes(order, rule))

    def test_totals_computed_while_a_record_is_created_are_no_change(self):
        rule = self.watch("bldimagaz.bc", "amount_total")
        lines = [Command.create({"product": "Ciment", "price_unit": 80})]
        order = self.env["bldimagaz.bc"].create({"line_ids": lines})
        self.env.cr.flush()
        order.line_ids.quantity = 2
        self.assertFalse(self.changes(order + order.copy(), rule))

    def test_a_stored_related_field_is_watched_through_the_record_it_comes_from(self):
        rule = self.watch("res.company", "email")
        company = self.env["res.company"].create({"name": "ASG", "email": "a@asg.ma"})
        self.forget_transaction()
        company.partner_id.email = "b@asg.ma"
        self.assertEqual(self.changes(company, rule), ["a@asg.ma → b@asg.ma"])

    def test_a_line_moved_by_a_command_is_told_of_the_line(self):
        rule = self.watch("bldimagaz.linbc", "quantity")
        lines = [Command.create({"product": "Ciment"})]
        order = self.new_order(line_ids=lines)
        order.line_ids = [Command.update(order.line_ids.id, {"quantity": 4})]
        self.assertEqual(self.changes(order.line_ids, rule), ["1,00 → 4,00"])

    def test_no_text_and_an_empty_text_are_the_same(self):
        rule = self.watch("bldimagaz.bc", "comment")
        order = self.new_order()
        order.comment = ""
        self.assertFalse(self.changes(order, rule))

    def test_sums_in_another_order_are_the_same(self):
        rule = self.watch("bldimagaz.linbc", "quantity")
        lines = [Command.create({"product": "Ciment", "quantity": 0.1 + 0.2 + 0.3})]
        order = self.new_order(line_ids=lines)
        self.assertNotEqual(order.line_ids.quantity, 0.3 + 0.2 + 0.1)
        order.line_ids.quantity = 0.3 + 0.2 + 0.1
        self.assertFalse(self.changes(order.line_ids, rule))

    def test_zero_is_a_value(self):
        rule = self.watch("alimenteur.solde", "solde")
        topup = self.new_topup(solde=5)
        self.forget_transaction()
        topup.solde = 0
        self.assertEqual(self.changes(topup, rule), ["5,00 → 0,00"])

    def test_a_choice_is_told_by_its_label(self):
        rule = self.watch("bldimagaz.bc", "state")
        order = self.new_order()
        order.state = "confirmed"
        self.assertEqual(self.changes(order, rule), ["Brouillon → Confirmé"])

    def test_any_of_several_watched_fields_tells(self):
        rule = self.new_rule(
            "bldimagaz.bc", "{state} {comment}", watched_fields="state, comment"
        )
        order = self.new_order()
        order.comment = "Vu"
        self.assertEqual(self.changes(order, rule), ["Brouillon Vu"])

    def test_a_record_deleted_after_its_change_is_not_told(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        self.assertTrue(self.told(order))
        order.unlink()
        self.assertFalse(self.told(order))

    def test_writing_on_what_is_gone_too_is_told_of_what_is_not(self):
        gone, order = self.new_order(), self.new_order(date_ecriture="2025-05-02")
        gone.unlink()
        (gone + order).date_ecriture = "2025-05-03"
        self.assertEqual(self.told(gone + order).res_id, order.id)

    def test_what_is_noted_bears_the_copies_that_odoos_tests_make_of_it(self):
        data = self.env.cr.precommit.data
        order = self.new_order(date_ecriture="2025-05-02")
        self.watch("res.partner", "city")  # in this transaction: its map is its own
        self.new_topup()
        order.date_ecriture = "2025-05-03"
        noted = deepcopy(data)
        self.assertEqual(noted, data)
        order.client = order.with_context(discord_notify_reason="Moved").client
        self.client.city = "Fès"
        self.assertNotEqual(noted[KEY], data[KEY])
        self.assertTrue(self.told(order))
        self.assertNotIn(KEY, data)
        self.assertIn(KEY, noted)

    def test_so_does_what_is_remembered_of_what_was_told(self):
        order, data = self.new_order(), self.env.cr.postcommit.data
        self.assertTrue(self.told(self.new_topup()))
        copied = deepcopy(data)[KEY]
        self.assertEqual(copied, data[KEY])
        order.date_ecriture = "2025-05-03"
        self.assertTrue(self.told(order))
        self.assertNotEqual(copied, data[KEY])
        self.assertNotEqual(copied.told, data[KEY].told)
        self.assertNotEqual(copied.rows, data[KEY].rows)

    def test_it_bears_to_be_pickled_and_compared(self):
        order = self.new_order(client=self.client.id)
        self.assertTrue(self.told(self.new_topup()))
        self.watch("bldimagaz.bc", "client")
        order.with_context(discord_notify_reason="Moved").client = self.client.copy()
        self.client.unlink()  # its name is kept in words
        before, after = self.env.cr.precommit.data, self.env.cr.postcommit.data
        for kept in (before[KEY], before[MAP], after[KEY]):
            self.assertEqual(pickle.loads(pickle.dumps(kept)), kept)
