"""What people report of others' rules: their fields, models, writes and imports.

Tried here, as in `test_public_reports`.
"""

from odoo import Command
from odoo.tests import tagged

from .common import DiscordCase

MODEL = "bldimagaz.bc"
PARTNER = "res.partner"


@tagged("post_install", "-at_install")
class TestPublicReportsWatching(DiscordCase):
    def new_field(self, name, **values):
        """Return a new custom field of purchase orders, a text by default."""
        return self.env["ir.model.fields"].create(
            {
                **{"name": name, "field_description": name, "ttype": "char"},
                "model_id": self.env["ir.model"]._get_id(MODEL),
                **values,
            }
        )

    def import_file(self, text, dryrun):
        """Import a CSV file of contacts as the import screen does; test it if dry."""
        wizard = self.env["base_import.import"].create(
            {"res_model": PARTNER, "file": text.encode(), "file_type": "text/csv"}
        )
        options = {"has_headers": True, "quoting": '"', "separator": ","}
        outcome = wizard.execute_import(["name"], ["Name"], options, dryrun)
        self.assertFalse(outcome["messages"])

    def test_an_inverse_that_writes_record_by_record_keeps_what_it_is_given(self):
        """odoo#180965: reading old values computes anew what is being inverted."""
        rule = self.new_rule(
            PARTNER,
            "{name}: {old.is_company} → {new.is_company}, {company_type}",
            watched_fields="is_company",
        )
        names = [{"name": "Amina"}, {"name": "Bahia"}]
        partners = self.env[PARTNER].create(names)
        self.forget_transaction()
        partners.company_type = "company"
        self.assertEqual(partners.mapped("is_company"), [True, True])
        texts = ["Amina: Non → Oui, Company", "Bahia: Non → Oui, Company"]
        self.assertEqual(self.told(partners, rule).mapped("content"), texts)

    def test_a_watched_field_that_is_stored_no_more_stops_without_the_others(self):
        """odoo#186160: what is not stored any more never triggers, and nobody knows."""
        field = self.new_field("x_city", related="client.city", store=True)
        rule = self.new_rule(
            MODEL, "{x_city} {new.comment}", watched_fields="x_city, comment"
        )
        order = self.new_order()
        self.client.city = "Safi"
        self.assertEqual(self.told(order, rule).content, "Safi ")
        self.forget_transaction()
        field.store = False
        self.client.city = "Anfa"
        order.comment = "Vu"
        self.assertEqual(self.told(order, rule).content, "Anfa Vu")
        rule.invalidate_recordset()
        self.assertEqual(rule.state, "error")
        self.assertIn("“x_city” cannot be watched", rule.state_message)

    def test_a_model_that_goes_away_leaves_its_rule_waiting(self):
        """odoo#153078: the server cannot start while a rule of a lost model is kept."""
        model = self.env["ir.model"].create({"model": "x_visit", "name": "Visit"})
        rule = self.new_rule("x_visit", "{x_name}")
        visit = self.env["x_visit"].create({"x_name": "Anfa"})
        told = self.told(visit, rule)
        self.assertEqual(told.content, "Anfa")
        model.unlink()
        with self.assertNoLogs("odoo.addons.odoo_discord_notify", "WARNING"):
            self.registry._setup_models__(self.env.cr)
            order = self.env[MODEL].create({"client": self.client.id})
            self.assertEqual(len(self.told(order, self.rule("bc"))), 1)
        self.assertEqual(told.exists().content, "Anfa")
        rule.invalidate_recordset()
        self.assertEqual(rule.state, "waiting")

    def test_what_becomes_true_through_several_writes_is_told_once(self):
        """odoo#65003, odoo#22226: an action runs twice when an invoice is paid."""
        rule = self.new_rule(
            MODEL,
            "{old.state} → {new.state} ({amount_total})",
            watched_fields="state, amount_total",
            filter_domain="[('state', '=', 'delivered')]",
        )
        order = self.new_order()
        order.line_ids = [Command.create({"product": "Ciment", "price_unit": 80})]
        order.state = "confirmed"
        self.assertFalse(self.told(order, rule))
        order.state = "delivered"
        self.env.cr.flush()
        order.line_ids.price_unit = 90
        self.env.cr.flush()
        order.state = "delivered"
        self.assertEqual(
            self.told(order, rule).mapped("content"), ["Brouillon → Livré (90,00)"]
        )

    def test_a_file_that_is_only_tested_tells_nothing(self):
        """odoo#216018: webhooks are called for an import that is only tried out."""
        rule = self.new_rule(PARTNER, "{name}")
        text = "Name\nDépôt Anfa\nDépôt Safi\n"
        everybody = self.env[PARTNER].search([])
        self.import_file(text, dryrun=True)
        self.assertEqual(self.env[PARTNER].search([]), everybody)
        self.env.cr.flush()
        told = self.env["discord.notification"].search([("rule_id", "=", rule.id)])
        self.assertFalse(told)
        self.import_file(text, dryrun=False)
        new = self.env[PARTNER].search([]) - everybody
        texts = self.told(new, rule).mapped("content")
        self.assertEqual(texts, ["Dépôt Anfa", "Dépôt Safi"])

    def test_a_write_on_what_a_form_has_not_saved_tells_nothing(self):
        """odoo#61800, server-tools#2912: an onchange that calls write() fails."""
        rule = self.new_rule(MODEL, "{new.comment}", watched_fields="comment")
        order = self.new_order(comment="Reçu")
        draft = self.env[MODEL].new({"comment": "A"})
        edited = self.env[MODEL].new({"comment": "A"}, origin=order)
        with self.assertNoLogs("odoo.addons.odoo_discord_notify", "WARNING"):
            (draft + edited).write({"comment": "Vu"})
        self.assertEqual((draft + edited).mapped("comment"), ["Vu", "Vu"])
        self.assertFalse(self.told(order, rule))
        order.comment = "Livré"
        self.assertEqual(self.told(order, rule).content, "Livré")
