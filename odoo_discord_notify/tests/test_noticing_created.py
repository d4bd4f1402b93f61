"""A new record is told once, however it came and whatever else its transaction did."""

from odoo import Command, api
from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import DiscordCase

REFUSAL = "No"


@tagged("post_install", "-at_install")
class TestNoticingCreated(DiscordCase):
    def test_a_record_is_told_with_who_created_it_and_where_it_goes(self):
        topup = self.new_topup()
        notification = self.told(topup)
        self.assertEqual(notification.state, "outgoing")
        self.assertEqual(notification.event, "created")
        self.assertEqual(notification.rule_id, self.rule("solde"))
        self.assertEqual(notification.webhook_id, self.webhook("solde"))
        self.assertEqual(notification.user_id, self.agent)

    def test_the_agent_of_superuser_code_is_the_user_behind_it(self):
        topup = self.env["alimenteur.solde"].with_user(self.agent).sudo().create({})
        self.assertEqual(self.told(topup).user_id, self.agent)

    def test_flushes_in_the_middle_tell_it_once_with_its_last_values(self):
        topup = self.new_topup(reference_no="A")
        self.env.cr.flush()
        topup.reference_no = "B"
        self.env.cr.flush()
        topup.reference_no = "C"
        self.assertEqual(self.told(topup).values["reference_no"], "C")

    def test_created_then_changed_is_told_as_created_only(self):
        order = self.env["bldimagaz.bc"].create({"date_ecriture": "2025-05-02"})
        self.env.cr.flush()
        order.date_ecriture = "2025-05-10"
        notification = self.told(order)
        self.assertEqual(notification.event, "created")
        self.assertEqual(notification.rule_id, self.rule("bc"))

    def test_a_later_update_of_an_order_and_its_lines_tells_nothing(self):
        order = self.new_order(
            line_ids=[Command.create({"product": "Ciment", "price_unit": 80})]
        )
        order.name = "BC/2"
        order.line_ids.quantity = 12
        order.line_ids = [Command.create({"product": "Sable", "price_unit": 5})]
        self.assertEqual(order.amount_total, 12 * 80 + 5)
        self.assertFalse(self.told(order))

    def test_a_copy_is_told_like_any_new_record(self):
        topup = self.new_topup()
        self.forget_transaction()
        self.assertEqual(self.told(topup.copy()).event, "created")
        self.assertFalse(self.told(topup))

    def test_imported_records_are_told_each(self):
        topups = self.env["alimenteur.solde"].with_user(self.agent)
        rows = [["A", "Dépôt Maârif", "10"], ["B", "Dépôt Maârif", "20"]]
        ids = topups.load(["reference_no", "client", "solde"], rows)["ids"]
        references = self.told(topups.browse(ids)).mapped("values")
        self.assertEqual([values["reference_no"] for values in references], ["A", "B"])

    def test_records_created_by_a_command_are_told_each(self):
        rule = self.new_rule("bldimagaz.linbc", "{product}")
        lines = [Command.create({"product": name}) for name in ("Ciment", "Sable")]
        order = self.env["bldimagaz.bc"].create({"line_ids": lines})
        contents = self.told(order.line_ids, rule).mapped("content")
        self.assertEqual(contents, ["Ciment", "Sable"])

    def test_a_create_that_calls_super_twice_tells_each_record_once(self):
        model = self.registry["alimenteur.solde"]
        origin = model.create

        @api.model_create_multi
        def create(self, vals_list):
            return origin(self, vals_list[:1]) + origin(self, vals_list[1:])

        self.patch(model, "create", create)
        topups = self.env["alimenteur.solde"].create([{}, {}, {}])
        self.assertEqual(self.told(topups).mapped("res_id"), topups.ids)

    def test_a_create_that_writes_before_it_returns_is_told_once(self):
        model = self.registry["bldimagaz.bc"]
        origin = model.create

        @api.model_create_multi
        def create(self, vals_list):
            orders = origin(self, vals_list)
            orders.date_ecriture = "2025-05-10"
            self.env.cr.flush()
            orders.name = "BC/8"
            return orders

        self.patch(model, "create", create)
        order = self.env["bldimagaz.bc"].create({})
        notification = self.told(order)
        self.assertEqual(notification.event, "created")
        self.assertEqual(notification.values["name"], "BC/8")

    def test_several_rules_on_a_model_tell_each_their_own(self):
        second = self.new_rule("alimenteur.solde", "Encore : {reference_no}")
        topup = self.new_topup(reference_no="A")
        rules = self.told(topup).rule_id
        self.assertEqual(rules, self.rule("solde") + second)

    def test_created_and_deleted_tells_nothing(self):
        topup = self.new_topup()
        topup.unlink()
        self.assertFalse(self.told(topup))

    def test_created_told_and_deleted_takes_it_back(self):
        topup = self.new_topup()
        self.assertTrue(self.told(topup))
        topup.unlink()
        self.assertFalse(self.told(topup))

    def test_a_record_whose_deletion_was_refused_is_told(self):
        partners = self.env["res.partner"]
        rule = self.new_rule("res.partner", "{name}")
        partner = partners.create({"name": "Amina"})
        with self.assertRaises(UserError), self.env.cr.savepoint():
            partner.unlink()
            raise UserError(REFUSAL)
        self.assertEqual(self.told(partner, rule).content, "Amina")

    def test_a_refusal_that_the_code_goes_on_after_is_no_deletion(self):
        model = self.registry["alimenteur.solde"]
        topup = self.new_topup()

        def unlink(self):
            raise UserError(REFUSAL)

        self.patch(model, "unlink", unlink)
        try:
            topup.unlink()
        except UserError:
            topup.comment = "not deleted"
        self.assertEqual(self.told(topup).event, "created")

    def test_a_record_that_goes_with_another_is_not_told(self):
        rule = self.new_rule("bldimagaz.linbc", "{product}")
        order = self.new_order()
        line = self.env["bldimagaz.linbc"].create({"bc_id": order.id, "product": "S"})
        self.assertTrue(self.told(line, rule))
        order.sudo().unlink()
        self.assertFalse(self.told(line, rule))

    def test_a_record_deleted_by_sql_is_not_told(self):
        topup = self.new_topup()
        topup.flush_recordset()
        self.env.cr.execute("DELETE FROM alimenteur_solde WHERE id = %s", [topup.id])
        self.assertFalse(self.told(topup))

    def test_the_filter_sees_no_archived_records_in_lists_as_the_synchronization(self):
        tag = self.env["res.partner.category"].create({"name": "VIP", "active": False})
        vip = [("name", "=", "VIP")]
        rules = [
            self.new_rule(
                "res.partner", filter_domain=str([("category_id", operator, vip)])
            )
            for operator in ("any", "not any")
        ]
        partner = self.env["res.partner"].create(
            {"name": "Amina", "category_id": tag.ids}
        )
        self.assertEqual([bool(self.told(partner, r)) for r in rules], [False, True])

    def test_an_archived_record_is_told_too(self):
        rule = self.new_rule("res.partner", "{name}", filter_domain="[(1, '=', 1)]")
        partner = self.env["res.partner"].create({"name": "Amina", "active": False})
        self.assertEqual(self.told(partner, rule).content, "Amina")
