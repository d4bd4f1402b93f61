"""Fields that name a record of one of several models, and what is behind them."""

from odoo.tests import tagged

from .common import DiscordCase

TOPUP = "alimenteur.solde"
KNOWN = "[('res.partner', 'Contact'), ('res.country', 'Country')]"


@tagged("post_install", "-at_install")
class TestSayingReferences(DiscordCase):
    def setUp(self):
        super().setUp()
        self.refer(TOPUP)
        self.old = self.env["res.partner"].create({"name": "Anfa", "city": "Safi"})
        self.topup = self.new_topup(client=self.old.id)
        self.forget_transaction()

    def refer(self, model):
        """Add a reference to a model."""
        self.env["ir.model.fields"].create(
            {
                **{"name": "x_about", "field_description": "About"},
                **{"ttype": "reference", "selection": KNOWN},
                "model_id": self.env["ir.model"]._get_id(model),
            }
        )

    def watch(self, template, **values):
        return self.new_rule(TOPUP, template, **{"watched_fields": "client", **values})

    def assert_said(self, rule, content):
        told = self.told(self.topup, rule)
        self.assertEqual((told.state, told.content), ("outgoing", content))

    def name_what_is_gone(self, record):
        """Let it refer to a model that was uninstalled since."""
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {record._table} SET x_about = 'x_gone,5' WHERE id = %s",
            record.ids,
        )
        self.env.invalidate_all()

    def test_one_that_names_nothing_has_nothing_behind_it(self):
        rule = self.watch("{x_about.city}{x_about.parent_id.name} {new.client}")
        self.assertEqual(rule.state, "watching")
        self.topup.client = self.client
        self.assert_said(rule, " Dépôt Maârif")

    def test_one_of_a_model_that_is_gone_costs_no_message(self):
        changed = self.watch("{old.x_about} → {new.x_about}", watched_fields="x_about")
        behind = self.watch("{x_about}{x_about.city} {new.client}")
        self.name_what_is_gone(self.topup)
        self.topup.client = self.client
        self.assert_said(behind, " Dépôt Maârif")
        self.topup.sudo().x_about = self.client
        self.assert_said(changed, " → Dépôt Maârif")

    def test_nor_does_it_where_it_is_written_past_the_hooks(self):
        rule = self.watch("{old.x_about} → {new.x_about}", watched_fields="x_about")
        self.name_what_is_gone(self.topup)
        self.topup._write_multi([{"x_about": f"res.partner,{self.client.id}"}])
        self.env.invalidate_all()
        self.assert_said(rule, " → Dépôt Maârif")

    def test_what_lines_refer_to_is_told_of_each(self):
        self.refer("res.partner")
        rule = self.watch("{new.client.child_ids.x_about.name}.{client.x_about.city}")
        self.assertEqual(rule.state, "watching")
        named = self.client, self.env.ref("base.ma")
        children = [
            {
                "name": one.name,
                "parent_id": self.old.id,
                "x_about": f"{one._name},{one.id}",
            }
            for one in named
        ]
        children = self.env["res.partner"].create(
            [*children, {"parent_id": self.old.id, "name": "C"}]
        )
        self.topup.client = self.client
        self.forget_transaction()
        self.topup.client = self.old
        self.assert_said(rule, "Dépôt Maârif, Morocco.")

    def test_of_what_is_behind_it_only_what_one_of_its_models_has_is_accepted(self):
        for path, state in (
            ("phone_code", "watching"),
            ("city", "watching"),
            ("ctiy", "error"),
            ("image_1920", "error"),
        ):
            with self.subTest(path):
                self.assertEqual(self.watch(f"{{x_about.{path}}}").state, state)
