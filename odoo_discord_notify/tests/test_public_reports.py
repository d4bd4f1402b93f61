"""What people report of others that watch records, tried here.

Of base_automation and webhook actions (odoo/odoo), of auditlog (OCA/server-tools).
"""

from odoo import Command
from odoo.tests import Form, tagged

from ..models.watching.watchable import field_problem
from .common import DiscordCase

MODEL = "bldimagaz.bc"


@tagged("post_install", "-at_install")
class TestPublicReports(DiscordCase):
    def new_field(self, name, ttype, model=MODEL, **values):
        return self.env["ir.model.fields"].create(
            {
                **{"name": name, "field_description": name, "ttype": ttype},
                "model_id": self.env["ir.model"]._get_id(model),
                **values,
            }
        )

    def stored(self, record, name):
        """Return what the database has, whatever the cache says."""
        self.env.flush_all()
        self.env.cr.execute(
            f'SELECT "{name}" FROM {record._table} WHERE id = %s', record.ids
        )
        return self.env.cr.fetchone()[0]

    def test_a_total_that_is_read_while_the_record_is_created_tells_it_once(self):
        """odoo#157272, odoo#288222: an action runs twice for a new record."""
        created = self.new_rule(MODEL, "{amount_total}")
        changed = self.new_rule(MODEL, "{amount_total}", watched_fields="amount_total")
        lines = [Command.create({"product": "Ciment", "price_unit": 80})]
        orders = self.env[MODEL].with_context(default_comment="Vu")
        order = orders.create({"line_ids": lines})
        self.assertTrue(orders.search([("amount_total", "=", 80)]))
        self.assertEqual(self.told(order, created).mapped("content"), ["80,00"])
        self.assertFalse(self.told(order, changed))

    def test_fields_that_a_button_writes_one_after_the_other_are_one_message(self):
        """odoo#12550: what is written after the first write is missed."""
        rule = self.new_rule(
            MODEL, "{new.state} {new.comment}", watched_fields="state, comment"
        )
        order = self.new_order()
        order.state = "confirmed"
        self.env.flush_all()
        order.comment = "Vu"
        self.assertEqual(self.told(order, rule).content, "Confirmé Vu")

    def test_an_archived_record_whose_filter_is_about_what_is_computed(self):
        """odoo#34419: a rule on a computed field misses what is archived."""
        rule = self.new_rule(
            "res.partner",
            "{complete_name}",
            watched_fields="complete_name",
            filter_domain="[('complete_name', 'like', 'Anfa')]",
        )
        self.client.active = False
        self.forget_transaction()
        self.client.name = "Dépôt Anfa"
        self.assertEqual(self.told(self.client, rule).content, "Dépôt Anfa")

    def test_a_form_that_nobody_saves_tells_nothing_and_is_not_disturbed(self):
        """odoo#60273: a traceback while a form is filled in."""
        order = self.new_order(date_ecriture="2025-05-02").sudo()
        form = Form(order)
        form.date_ecriture = "2025-05-03"
        self.assertFalse(self.told(order))
        self.assertTrue(form.save())
        self.assertTrue(self.told(order))

    def test_a_computation_that_writes_on_other_records_ends(self):
        """odoo#112711: reading old values recurses without end."""
        other = self.new_order()
        rule = self.new_rule(MODEL, "{new.comment}", watched_fields="comment")
        model = self.registry[MODEL]
        compute = model._compute_amount_total

        def compute_and_write(orders):
            compute(orders)
            other.comment = "Vu"

        self.patch(model, "_compute_amount_total", compute_and_write)
        order = self.new_order()
        other.comment = False
        self.forget_transaction()
        order.line_ids = [Command.create({"product": "Ciment"})]
        self.assertEqual(self.told(other, rule).content, "Vu")

    def test_a_write_of_nothing_changes_nothing(self):
        """odoo#31737: all fields are read for an empty write."""
        order = self.new_order(date_ecriture="2025-05-02")
        order.write({})
        self.assertFalse(self.told(order))

    def test_a_stored_related_field_of_a_new_record_has_its_value(self):
        """server-tools#3410, #1676: it is empty where creations are logged."""
        self.new_field("x_city", "char", related="client.city", store=True)
        self.client.city = "Safi"
        rule = self.new_rule(MODEL, "{x_city}")
        order = self.env[MODEL].create({"client": self.client.id})
        self.assertEqual(self.told(order, rule).content, "Safi")
        self.assertEqual(order.x_city, "Safi")
        self.assertEqual(self.stored(order, "x_city"), "Safi")

    def test_what_is_computed_for_a_message_is_stored(self):
        """server-tools#3407: a computation that a log forces is lost."""
        rule = self.new_rule(MODEL, "{amount_total}")
        lines = [Command.create({"product": "Ciment", "price_unit": 80})]
        order = self.env[MODEL].create({"line_ids": lines})
        self.assertEqual(self.told(order, rule).content, "80,00")
        self.env.invalidate_all()
        self.assertEqual(self.stored(order, "amount_total"), 80)

    def test_what_a_user_may_not_see_of_a_list_outlives_his_writing_it(self):
        """server-tools#2628: what was read with all rights is overwritten."""
        seen, hidden = self.env["res.partner.category"].create(
            [{"name": "Seen"}, {"name": "Hidden"}]
        )
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id(seen._name),
                "domain_force": f"[('id', '!=', {hidden.id})]",
            }
        )
        self.agent.group_ids += self.env.ref("base.group_partner_manager")
        self.new_rule(
            "res.partner", "{category_id} {category_id.name}", watched_fields="name"
        )
        self.client.category_id = seen + hidden
        self.forget_transaction()
        self.env.invalidate_all()
        client = self.client.with_user(self.agent)
        client.name = "Dépôt Anfa"
        self.assertEqual(self.told(self.client).content, "2 Hidden, Seen")
        client.category_id = [Command.clear()]
        self.env.invalidate_all()
        self.assertEqual(self.client.category_id, hidden)

    def test_what_is_deleted_twice_and_written_on_afterwards(self):
        """server-tools#3358: the name of what is gone raises an error."""
        self.new_rule("res.partner", "{name}", watched_fields="name")
        partner = self.env["res.partner"].create({"name": "Amina"})
        self.forget_transaction()
        partner.name = "Bahia"
        partner.unlink()
        partner.unlink()
        self.assertFalse(self.told(partner))

    def test_every_kind_of_field_can_be_told(self):
        """odoo#271864, odoo#209702, OCA/ai#2: a value that no JSON can hold."""
        for model_name in ("res.partner", "res.company", "res.currency", "res.lang"):
            model = self.env[model_name].with_context(active_test=False)
            names = [n for n in model._fields if not field_problem(model, n, "told")]
            template = "\n".join(f"{{{name}}}" for name in names)
            rule = self.new_rule(model_name, template, trigger="on_demand")
            record = model.search([], limit=1)
            self.env["discord.outbox"]._tell_asked(rule, record)
            with self.subTest(model_name):
                self.assertEqual(self.told(record, rule).mapped("state"), ["outgoing"])

    def test_an_amount_without_a_currency_or_a_company(self):
        """odoo#94962, odoo#98811: an error where there is no company_id."""
        self.new_field("x_currency_id", "many2one", relation="res.currency")
        self.new_field("x_due", "monetary", currency_field="x_currency_id")
        rule = self.new_rule(MODEL, "{old.x_due} → {x_due}", watched_fields="x_due")
        order = self.new_order(x_due=5)
        order.x_due = 6
        self.assertEqual(self.told(order, rule).content, "5,00 → 6,00")
