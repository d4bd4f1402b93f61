"""Lists, groups and titles say what people call a thing, not what its code does."""

from odoo.tests import new_test_user

from .dispatcher_common import DispatcherCase


class TestNamesForPeople(DispatcherCase):
    def test_a_rule_names_its_model_and_fields_as_their_forms_do(self):
        rule = self.rule("bl")
        self.assertEqual(rule.model_label, "Bon de commande")
        self.assertEqual(rule.watched_labels, "Date d'écriture")

    def test_a_list_of_rules_asks_once_for_the_names_of_their_models(self):
        names = ("res.partner", "res.country", "res.currency", "res.bank", "res.lang")
        rules = self.env["discord.rule"].concat(*map(self.new_rule, names))
        rules.mapped("model_label")  # warm
        self.env["ir.model"].invalidate_model()
        rules.invalidate_recordset(["model_label"])
        with self.assertQueryCount(1):
            labels = rules.mapped("model_label")
        self.assertEqual(labels[:2], ["Contact", "Country"])

    def test_what_is_not_installed_has_its_technical_name_only(self):
        rule = self.new_rule("no.such.model", watched_fields="x_one, x_two")
        self.assertEqual(rule.model_label, "no.such.model")
        self.assertEqual(rule.watched_labels, "x_one, x_two")

    def test_a_reader_who_may_not_read_models_reads_their_names(self):
        reader = new_test_user(
            self.env, "names", groups="odoo_discord_notify.group_discord_user"
        )
        rule = self.rule("bl").with_user(reader)
        self.assertEqual(rule.model_label, "Bon de commande")

    def test_groups_bear_the_names_and_open_what_they_name(self):
        rules = self.env["discord.rule"]
        groups = rules.formatted_read_group([], ["model_name"], ["__count"])
        found = {group["model_name"]: group for group in groups}
        self.assertIn("Alimentation de solde", found)
        opened = found["Bon de commande"]["__extra_domain"]
        self.assertIn(self.rule("bc"), rules.search(opened))

    def test_pivots_of_logs_bear_them_too(self):
        logs = self.env["discord.sync.log"]
        logs.create({"sync_type": "sync_BcLinbc", "state": "success"})
        sets = logs.formatted_read_grouping_sets([], [["sync_type"]], ["__count"])
        self.assertIn("Bon de commande", [group["sync_type"] for group in sets[0]])

    def test_a_delivery_is_called_by_what_it_carried(self):
        [alone] = self.queue("a")
        alone.rule_id = self.rule("solde")
        _payload, delivery = self.claim()
        self.assertEqual(delivery.display_name, alone.display_name)
        delivery.state = "delivered"
        alone._set_state("sent")
        self.queue("b", "c")
        _payload, delivery = self.claim()
        self.assertEqual(
            delivery.display_name, f"2 notifications to {self.sender.name}"
        )
        probe = self.env["discord.delivery"].create(
            {"webhook_id": self.other.id, "state": "delivered"}
        )
        self.assertEqual(probe.display_name, f"Question about {self.other.name}")

    def test_the_state_of_a_synchronization_is_read_and_set_as_one(self):
        state = self.env["discord.sync.state"]._of_model("bldimagaz.bc")
        self.assertEqual(state.status, "idle")
        state.is_syncing = True
        self.assertEqual(state.status, "running")
        state.status = "idle"
        self.assertFalse(state.is_syncing)

    def test_help_does_not_lead_to_an_audit_that_is_not_there(self):
        notifications = self.env["discord.notification"]
        text = '<div><p class="o_discord_topups">A</p><p>B</p></div>'
        self.assertIn("A", notifications.get_empty_list_help(text))
        blind = new_test_user(self.env, "blind", groups="base.group_portal")
        shown = notifications.with_user(blind).get_empty_list_help(text)
        self.assertNotIn("A", shown)
        self.assertIn("<p>B</p>", shown)
        self.assertFalse(notifications.with_user(blind).get_empty_list_help(False))
