"""The audit of top-ups: each that one may read, and what was told of it."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.screens import discord_topup
from ..models.screens.topup_told import URGENCY
from .topup_common import MENU, TopupCase


@tagged("post_install", "-at_install")
class TestTopupAudit(TopupCase):
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
