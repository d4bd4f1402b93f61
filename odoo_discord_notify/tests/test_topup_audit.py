"""The audit of top-ups: each that one may read, and what was told of it."""

from datetime import datetime
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..models import discord_topup
from ..models.topup_columns import can_show, to_sql
from ..models.topup_told import URGENCY
from .sync_common import SyncCase

MENU = "odoo_discord_notify.discord_topup_menu"
NOT_SHOWN = "not shown"


@tagged("post_install", "-at_install")
class TestTopupAudit(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.new_reader("reader")

    @classmethod
    def new_reader(cls, login, **values):
        group = "odoo_discord_notify.group_discord_user"
        return new_test_user(cls.env, login, groups=group, **values)

    def audit(self, topup=None, user=None):
        """Return the audit's line of a top-up, or its empty recordset, for a reader."""
        self.env.cr.flush()  # tells
        model = self.env["discord.topup"].with_user(user or self.reader)
        return model.browse(topup and topup.id)

    def seen(self, domain, user=None):
        return self.audit(user=user).search(domain).ids

    def columns(self, user=None):
        """Return the customer's fields that the list shows."""
        views = self.audit(user=user).get_views([(False, "list")])
        shown = views["models"]["discord.topup"]["fields"]
        return {name for name in discord_topup.COLUMNS if name in shown}

    # === WHAT IT SHOWS === #

    def test_it_has_the_columns_of_the_plan_as_the_model_has_them(self):
        topup = self.new_topup(avoir="AV-7", source="Caisse")
        topup.write({"state": "refused", "refus_raisons": "Doublon"})
        line = self.audit(topup)
        self.assertEqual(self.columns(), set(discord_topup.COLUMNS))
        same = ("solde", "avoir", "reference_no", "refus_raisons", "source")
        dates = ("date_creation", "date_done", "date_refus", "create_date")
        for name in (*same, *dates, "created_by"):
            with self.subTest(name):
                self.assertEqual(line[name], topup[name])
        self.assertEqual(line.client, "Dépôt Maârif")
        self.assertEqual(line.state, "Refusée")
        self.assertEqual(line.display_name, topup.display_name)

    def test_a_top_up_that_was_told_says_when_and_where(self):
        topup = self.new_topup()
        told = self.told(topup)
        told._set_state("sent", sent_date="2026-11-23 10:00:00")
        line = self.audit(topup)
        self.assertEqual(line.told, "sent")
        self.assertEqual(line.sent_date, told.sent_date)
        self.assertEqual(line.webhook_id, self.webhook("solde"))
        self.assertEqual(line.notification_id, told)

    def test_each_state_of_the_notification_is_found_and_so_is_what_was_not_told(self):
        topup = self.new_topup()
        told = self.told(topup)
        for state in URGENCY:
            told._set_state(state)
            with self.subTest(state):
                self.assertEqual(self.seen([("told", "=", state)]), topup.ids)
                self.assertEqual(self.seen([("told", "=", "untold")]), [])
        missed = self.insert_topup(reference_no="SQL/1")
        self.assertEqual(self.seen([("told", "=", "untold")]), missed.ids)
        self.assertFalse(self.audit(missed).notification_id)

    def test_history_is_not_taken_for_what_was_missed(self):
        old = self.insert_topup(reference_no="SQL/1")
        self.rule("solde").active = False
        self.rule("solde").active = True  # it begins to watch anew
        new = self.insert_topup(reference_no="SQL/2")
        self.assertEqual(self.audit(old).told, "history")
        self.assertEqual(self.audit(new).told, "untold")

    def test_what_was_skipped_says_why(self):
        topup = self.new_topup(client=False)
        line = self.audit(topup)
        self.assertEqual(line.told, "canceled")
        self.assertEqual(line.failure_reason, self.told(topup).failure_reason)
        self.assertTrue(line.failure_reason)

    def test_what_was_told_of_a_record_gone_with_its_module_is_not_taken_for_another(
        self,
    ):
        topup = self.new_topup()
        self.told(topup).rule_id = False  # as it is left when the model goes
        self.assertEqual(self.audit(topup).told, "untold")

    def test_sent_by_hand_counts_as_told_and_a_change_or_a_test_does_not(self):
        topup = self.insert_topup(reference_no="SQL/1")
        values = {"rule_id": self.rule("solde").id, "state": "sent"}
        values |= {"webhook_id": self.webhook("solde").id}
        values |= {"res_model": topup._name, "res_id": topup.id}
        notifications = self.env["discord.notification"]
        for event in ("changed", "test"):
            notifications.create({**values, "event": event})
        self.assertEqual(self.audit(topup).told, "untold")
        by_hand = notifications.create({**values, "event": "manual"})
        self.env.invalidate_all()
        self.assertEqual(self.audit(topup).told, "sent")
        self.assertEqual(self.audit(topup).notification_id, by_hand)

    def test_of_two_rules_the_one_that_needs_a_person_is_shown(self):
        self.new_rule("alimenteur.solde", webhook_id=self.webhook("bc").id)
        topup = self.new_topup()
        first, second = self.told(topup)
        first._set_state("sent")
        second._set_state("error")
        line = self.audit(topup)
        self.assertEqual((line.told, line.notification_id), ("error", second))
        action = line.action_open_notifications()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, first | second)

    def test_archived_notifications_still_say_that_they_told(self):
        topup = self.new_topup()
        self.told(topup)._set_state("sent", active=False, content=False)
        self.assertEqual(self.audit(topup).told, "sent")

    # === SEARCH, GROUPS, EXPORT === #

    def test_it_is_searched_grouped_and_summed_by_what_people_see(self):
        topups = self.new_topup() | self.new_topup(client=self.agent.partner_id.id)
        found = self.audit().search([("client", "ilike", "maarif")])
        if self.env.registry.has_unaccent:
            self.assertEqual(found.ids, topups[0].ids)
        found = self.seen([("client", "ilike", "maârif"), ("state", "=", "Brouillon")])
        self.assertEqual(found, topups[0].ids)
        groups = self.audit().formatted_read_group(
            [("id", "in", topups.ids)], ["state", "told"], ["solde:sum", "__count"]
        )
        [group] = groups
        self.assertEqual((group["state"], group["told"]), ("Brouillon", "outgoing"))
        self.assertEqual((group["solde:sum"], group["__count"]), (3000, 2))
        days = self.audit().formatted_read_group([], ["create_date:day"], ["__count"])
        self.assertEqual(sum(day["__count"] for day in days), 2)

    def test_it_is_exported_as_it_is_shown(self):
        topup = self.new_topup()
        admin = self.env.ref("base.user_admin")
        names = ["reference_no", "client", "solde", "told", "webhook_id/name"]
        [row] = self.audit(topup, admin).export_data(names)["datas"]
        name = self.webhook("solde").name
        told = [topup.reference_no, "Dépôt Maârif", 1500, "In queue", name]
        self.assertEqual(row, told)

    # === WHO READS WHAT === #

    def test_nobody_writes_it(self):
        line = self.audit(self.new_topup(), self.env.ref("base.user_admin"))
        for refused in (
            lambda: line.write({"solde": 0}),
            lambda: line.create({"solde": 0}),
            lambda: line.unlink(),
        ):
            with self.assertRaises(AccessError):
                refused()

    def test_a_reader_sees_the_top_ups_that_he_may_read_and_no_others(self):
        mine, other = self.new_topup(), self.new_topup(source="Caisse")
        self.env["ir.rule"].create(
            {
                "name": "Not of the cash desk",
                "model_id": self.env["ir.model"]._get_id("alimenteur.solde"),
                "domain_force": "[('source', '!=', 'Caisse')]",
            }
        )
        self.assertEqual(self.seen([]), mine.ids)
        with self.assertRaises(UserError):
            self.audit(other).action_open_topup()
        self.assertFalse(self.audit(other).exists())

    def test_who_may_not_read_top_ups_gets_none_and_no_menu(self):
        self.new_topup()
        self.assertIn(self.env.ref(MENU).id, self.menu_ids())
        access = self.env["ir.model.access"]
        access.search([("model_id.model", "=", "alimenteur.solde")]).unlink()
        self.assertEqual(self.seen([]), [])
        self.assertNotIn(self.env.ref(MENU).id, self.menu_ids())

    def test_what_another_company_told_is_said_but_not_where(self):
        topup = self.new_topup()
        self.told(topup)._set_state("sent")
        self.webhook("solde").company_id = self.env["res.company"].create({"name": "B"})
        line = self.audit(topup)
        self.assertEqual(line.told, "sent")
        self.assertFalse(line.webhook_id)
        self.assertFalse(line.notification_id)

    def test_a_field_that_one_may_not_read_is_not_there_for_him(self):
        field = self.env["alimenteur.solde"]._fields["solde"]
        self.insert_topup(reference_no="SQL/1")
        self.patch(field, "groups", "base.group_system")
        self.assertNotIn("solde", self.columns())
        self.assertIn("solde", self.columns(self.env.ref("base.user_admin")))
        with self.assertRaises(AccessError):
            self.audit().search([("solde", ">", 0)])
        with self.assertRaises(AccessError):
            self.audit().formatted_read_group([], [], ["solde:sum"])

    # === MODELS COME AND GO === #

    def menu_ids(self):
        self.env.registry.clear_cache()
        return set(self.env["ir.ui.menu"].with_user(self.reader).load_menus(False))

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
