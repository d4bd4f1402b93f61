"""The audit of top-ups shows what the customer's model has: it comes, goes, differs."""

from datetime import datetime
from types import SimpleNamespace
from unittest.mock import patch

from odoo.tests import tagged

from ..models.screens import discord_topup
from ..models.screens.topup_columns import can_show, to_sql
from .topup_common import MENU, TopupCase

NOT_SHOWN = "not shown"


@tagged("post_install", "-at_install")
class TestTopupColumns(TopupCase):
    def test_without_the_model_the_menu_is_hidden_and_the_audit_is_empty(self):
        self.new_topup()
        with patch.object(discord_topup, "SOURCE", "no.such.model"):
            self.assertNotIn(self.env.ref(MENU).id, self.menu_ids())
            self.assertEqual(self.seen([]), [])
            self.assertEqual(self.audit().formatted_read_group([], ["told"]), [])
            self.assertEqual(self.columns(), set())
        self.assertIn(self.env.ref(MENU).id, self.menu_ids())

    def test_fields_that_the_model_has_not_are_not_shown(self):
        order = self.new_order()
        with patch.object(discord_topup, "SOURCE", "bldimagaz.bc"):
            self.assertEqual(self.columns(), {"client", "state", "create_date"})
            for view in ("list", "kanban", "form", "search"):
                arch = self.audit().get_view(view_type=view)["arch"]
                with self.subTest(view):
                    self.assertNotIn("solde", arch)
                    self.assertIn("client", arch)
            line = self.audit(order)
            self.assertEqual((line.client, line.state), ("Dépôt Maârif", "Brouillon"))

    def test_fields_of_other_types_become_columns_or_are_not_shown(self):
        """Real Odoo models' fields, to which nothing was tuned."""
        partner = self.client
        country = self.env.ref("base.fr")
        partner.write({"is_company": True, "color": 5, "country_id": country.id})
        partner.write({"comment": "<p>Bon <b>client</b></p>", "partner_latitude": 1.5})
        currency = self.env.ref("base.EUR")
        values = {"currency_id": currency.id, "name": "2025-03-01"}
        rate = self.env["res.currency.rate"].create(values)
        noon = datetime(2025, 3, 1, 12)
        for record, name, kind, expected in (
            (partner, "name", "char", "Dépôt Maârif"),
            (partner, "is_company", "char", "Yes"),
            (partner, "color", "char", "5"),
            (partner, "color", "float", 5),
            (partner, "partner_latitude", "float", 1.5),
            (partner, "type", "char", "Contact"),
            (partner, "country_id", "char", "France"),
            (partner, "comment", "text", "Bon client"),
            (partner, "create_date", "datetime", partner.create_date),
            (rate, "name", "datetime", noon),
            (partner, "name", "float", NOT_SHOWN),
            (partner, "name", "datetime", NOT_SHOWN),
            (partner, "category_id", "char", NOT_SHOWN),
            (partner, "image_1920", "char", NOT_SHOWN),
            (partner, "display_name", "char", NOT_SHOWN),
            (partner, "no_such_field", "char", NOT_SHOWN),
        ):
            with self.subTest(field=name, column=kind):
                self.assertEqual(self.column(record, name, kind), expected)

    def column(self, record, name, kind):
        """Return the value of a record's field in a column of a type of ours."""
        column = SimpleNamespace(name=name, type=kind)
        if not can_show(record.browse(), column):
            return NOT_SHOWN
        query = record._search([("id", "=", record.id)])
        [(value,)] = self.env.execute_query(query.select(to_sql(record, column, query)))
        return " ".join(value.split()) if kind == "text" else value

    def test_labels_are_those_of_the_customers_fields_in_the_readers_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        field = self.env["ir.model.fields"]._get("alimenteur.solde", "solde")
        field.with_context(lang="fr_FR").field_description = "Montant"
        audit = self.audit()
        self.assertEqual(label(audit, "solde"), "Montant crédité")
        self.assertEqual(label(audit.with_context(lang="fr_FR"), "solde"), "Montant")


def label(audit, name):
    return audit.fields_get([name], ["string"])[name]["string"]
