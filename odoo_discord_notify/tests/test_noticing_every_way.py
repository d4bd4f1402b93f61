"""Whatever way of the ORM changes a watched field: told once, from old to new."""

from contextlib import suppress

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DiscordCase

REFUSAL = "No"

OLD, NEW = "2025-05-02", "2025-05-03"


@tagged("post_install", "-at_install")
class TestNoticingEveryWay(DiscordCase):
    def setUp(self):
        super().setUp()
        self.order = self.new_order(date_ecriture=OLD)

    def assert_told(self, record=None, rule=None, text="02-05-2025 → 03-05-2025"):
        notification = self.told(record or self.order, rule or self.rule("bl"))
        self.assertEqual(notification.state, "outgoing")
        self.assertEqual(notification.event, "changed")
        name = notification.rule_id.watched_fields
        values = notification.values
        self.assertEqual(f"{values[f'old.{name}']} → {values[f'new.{name}']}", text)

    def watch(self, model_name, name, **values):
        template = f"{{old.{name}}} → {{new.{name}}}"
        return self.new_rule(model_name, template, watched_fields=name, **values)

    def test_a_save_of_the_web_client(self):
        self.order.web_save({"date_ecriture": NEW}, {"date_ecriture": {}})
        self.assert_told()

    def test_a_save_of_several_lines_of_a_list(self):
        other = self.new_order(date_ecriture=OLD)
        orders = self.order + other
        orders.web_save_multi([{"date_ecriture": NEW}] * 2, {"date_ecriture": {}})
        for order in orders:
            self.assert_told(order)

    def test_an_update_and_an_assignment(self):
        self.order.update({"date_ecriture": NEW})
        self.assert_told()

    def test_an_import_that_names_the_record_by_its_id(self):
        rows = [[str(self.order.id), NEW]]
        self.assertTrue(self.order.load([".id", "date_ecriture"], rows)["ids"])
        self.assert_told()

    def test_an_import_that_names_the_record_by_its_external_id(self):
        data = {"module": "x_test", "name": "order", "model": self.order._name}
        self.env["ir.model.data"].create({**data, "res_id": self.order.id})
        rows = [["x_test.order", NEW]]
        self.assertTrue(self.order.load(["id", "date_ecriture"], rows)["ids"])
        self.assert_told()

    def test_data_of_a_module_that_is_loaded_again(self):
        data = {"xml_id": "x_test.order", "values": {"date_ecriture": NEW}}
        self.env["ir.model.data"].create(
            {
                **{"module": "x_test", "name": "order"},
                **{"model": self.order._name, "res_id": self.order.id},
            }
        )
        self.order._load_records([data], update=True)
        self.assert_told()

    def test_what_is_archived_and_unarchived(self):
        rule = self.watch("res.partner", "active")
        self.forget_transaction()
        for archive, text in (
            ("action_archive", "Oui → Non"),
            ("action_unarchive", "Non → Oui"),
        ):
            getattr(self.client, archive)()
            self.assert_told(self.client, rule, text)
            self.forget_transaction()
        self.client.toggle_active()
        self.assert_told(self.client, rule, "Oui → Non")

    def test_a_field_of_another_record_that_is_written_through_a_related_one(self):
        rule = self.watch("res.partner", "email")
        company = self.env["res.company"].create({"name": "ASG", "email": "a@asg.ma"})
        self.forget_transaction()
        company.email = "b@asg.ma"
        self.assert_told(company.partner_id, rule, "a@asg.ma → b@asg.ma")

    def test_a_field_that_an_inverse_method_writes(self):
        rule = self.watch("res.partner", "is_company")
        partner = self.env["res.partner"].create({"name": "Amina"})
        self.forget_transaction()
        partner.company_type = "company"
        self.assert_told(partner, rule, "Non → Oui")

    def test_a_line_of_a_list_that_is_moved_to_another_record(self):
        rule = self.watch("bldimagaz.linbc", "bc_id")
        other = self.env["bldimagaz.bc"].create({"name": "BC/B"})
        self.order.sudo().name = "BC/A"
        line = self.env["bldimagaz.linbc"].create(
            {"bc_id": self.order.id, "product": "Sable"}
        )
        self.forget_transaction()
        other.line_ids = [Command.link(line.id)]
        self.assert_told(line, rule, "BC/A → BC/B")

    def test_a_sequence_that_is_dragged_in_a_list(self):
        rule = self.watch("res.partner.bank", "sequence")
        accounts = self.env["res.partner.bank"].create(
            [
                {"acc_number": number, "partner_id": self.client.id, "sequence": 1}
                for number in ("A", "B")
            ]
        )
        self.forget_transaction()
        accounts.web_resequence({}, field_name="sequence", offset=5)
        self.assert_told(accounts[1], rule, "1 → 6")

    def test_names_of_what_lies_below_a_name_that_changes(self):
        rule = self.watch("res.partner", "complete_name")
        child = self.env["res.partner"].create(
            {"name": "Amina", "parent_id": self.client.id}
        )
        self.forget_transaction()
        self.client.name = "Dépôt Anfa"
        self.assert_told(child, rule, "Dépôt Maârif, Amina → Dépôt Anfa, Amina")

    def test_a_low_level_write_of_other_addons(self):
        self.order._write({"date_ecriture": NEW})
        self.order.invalidate_recordset()
        self.assert_told()

    def test_low_level_writes_of_many(self):
        other = self.new_order(date_ecriture=OLD)
        orders = self.order + other
        orders._write_multi([{"date_ecriture": NEW}, {"comment": "Vu"}])
        orders.invalidate_recordset()
        self.assert_told()
        self.assertFalse(self.told(other))

    def test_an_assignment_while_the_field_is_protected(self):
        field = self.order._fields["date_ecriture"]
        with self.env.protecting([field], self.order):
            self.order.date_ecriture = NEW
        self.assert_told()

    def test_a_write_after_an_assignment_while_the_field_is_protected(self):
        field = self.order._fields["date_ecriture"]
        with self.env.protecting([field], self.order):
            self.order.date_ecriture = "2025-05-04"
        self.order.date_ecriture = NEW
        self.assert_told()

    def test_a_protected_assignment_that_is_flushed_before_a_write(self):
        field = self.order._fields["date_ecriture"]
        with self.env.protecting([field], self.order):
            self.order.date_ecriture = "2025-05-04"
        self.env.flush_all()
        self.order.date_ecriture = NEW
        self.assert_told()

    def test_a_protected_assignment_to_a_new_record_is_part_of_its_creation(self):
        order = self.env["bldimagaz.bc"].create({})
        with self.env.protecting([order._fields["date_ecriture"]], order):
            order.date_ecriture = NEW
        self.assertEqual(self.told(order).event, "created")

    def test_a_relation_that_is_emptied_because_its_record_is_deleted(self):
        rule = self.watch("bldimagaz.bc", "depositaire")
        self.order.sudo().depositaire = self.client.copy({"name": "Dépôt Anfa"})
        self.forget_transaction()
        self.order.depositaire.sudo().unlink()
        self.assert_told(rule=rule, text="Dépôt Anfa → ")

    def test_a_relation_whose_record_is_not_deleted_after_all(self):
        rule = self.watch("bldimagaz.bc", "depositaire")
        self.order.sudo().depositaire = self.client.copy({"name": "Dépôt Anfa"})
        self.forget_transaction()
        with suppress(UserError), self.env.cr.savepoint():
            self.order.depositaire.sudo().unlink()
            raise UserError(REFUSAL)
        self.assertFalse(self.told(self.order, rule))

    def test_contacts_that_are_merged(self):
        rule = self.watch("bldimagaz.bc", "client")
        merged = self.env["res.partner"].create({"name": "Dépôt Anfa"})
        self.order.sudo().client = merged
        self.forget_transaction()
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((merged + self.client).ids, self.client)
        self.assertFalse(merged.exists())
        self.assert_told(rule=rule, text="Dépôt Anfa → Dépôt Maârif")
