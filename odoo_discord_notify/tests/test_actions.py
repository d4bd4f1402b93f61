"""Server actions say what a rule says, through the same outbox, and hurt nobody."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import DiscordCase

ASKING = "odoo.addons.odoo_discord_notify.models.outbox.outbox_on_demand"
OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"
PARTNER = "res.partner"


@tagged("post_install", "-at_install")
class TestActions(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.asked = cls.new_rule(PARTNER, "{name} · {agent}", trigger="on_demand")
        cls.partner_action = cls.new_action(cls.asked)

    @classmethod
    def new_action(cls, rule, **values):
        model = cls.env["ir.model"]._get(rule.model_name or PARTNER)
        vals = {"name": "Tell", "model_id": model.id, "state": "discord"}
        return cls.env["ir.actions.server"].create(
            {**vals, "discord_rule_id": rule.id, **values}
        )

    def run_on(self, records, action=None, user=None):
        """Run the action as the Action menu does, and return what is told."""
        action = (action or self.partner_action).with_user(user or self.env.user)
        context = {"active_model": records._name, "active_ids": records.ids}
        action.with_context(**context, active_id=records[:1].id).run()
        return self.told(records)

    def test_it_tells_what_the_rule_says_of_the_records_and_who_asked(self):
        partners = self.env[PARTNER].create([{"name": "A"}, {"name": "B"}])
        manager = new_test_user(
            self.env, "asker", "base.group_partner_manager", name="Driss"
        )
        told = self.run_on(partners, user=manager)
        self.assertEqual(told.mapped("content"), ["A · Driss", "B · Driss"])
        self.assertEqual(set(told.mapped("event")), {"manual"})
        self.assertEqual(set(told.mapped("state")), {"outgoing"})
        self.assertEqual(told.user_id, manager)

    def test_a_rule_that_tells_only_when_asked_does_not_tell_by_itself(self):
        partner = self.env[PARTNER].create({"name": "A"})
        partner.name = "B"
        self.assertFalse(self.told(partner))
        self.assertFalse(self.asked.baseline_date)
        self.assertFalse(self.env["discord.watch"]._for_model(PARTNER))

    def test_a_rule_that_tells_by_itself_can_be_asked_too(self):
        topup = self.new_topup(reference_no="A")
        told = self.run_on(topup, self.new_action(self.rule("solde")))
        self.assertEqual(set(told.mapped("event")), {"created", "manual"})
        self.assertEqual(*told.mapped("content"))

    def test_asked_of_a_change_it_leaves_out_what_did_not_change(self):
        order = self.new_order(date_ecriture="2025-05-02")
        told = self.run_on(order, self.new_action(self.rule("bl")))
        self.assertNotIn("Ancienne date", told.content)
        self.assertIn("02-05-2025", told.content)

    def test_asked_of_a_change_in_its_transaction_it_knows_the_old_value(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        told = self.run_on(order, self.new_action(self.rule("bl")))
        self.assertEqual(set(told.mapped("event")), {"changed", "manual"})
        for one in told:
            self.assertIn("02-05-2025", one.content)

    def test_asked_twice_in_one_transaction_it_tells_once_what_is_last(self):
        partner = self.env[PARTNER].create({"name": "A"})
        self.run_on(partner)
        partner.name = "B"
        told = self.run_on(partner)
        self.assertEqual(len(told), 1)
        self.assertIn("B ·", told.content)

    def test_asked_in_two_transactions_it_tells_twice(self):
        partner = self.env[PARTNER].create({"name": "A"})
        self.run_on(partner)
        self.env.cr.postcommit.clear()
        self.assertEqual(len(self.run_on(partner)), 2)

    def test_what_a_savepoint_takes_back_is_not_told(self):
        partner = self.env[PARTNER].create({"name": "A"})
        savepoint = self.env.cr.savepoint()
        self.run_on(partner)
        savepoint.close(rollback=True)
        self.assertFalse(self.told(partner))
        self.assertTrue(self.run_on(partner))

    def test_records_that_do_not_match_the_rule_are_not_told(self):
        self.asked.filter_domain = "[('name', '=', 'A')]"
        partners = self.env[PARTNER].create([{"name": "A"}, {"name": "B"}])
        told = self.run_on(partners)
        self.assertEqual(told.res_id, partners[0].id)

    def test_a_silenced_context_is_kept_as_canceled(self):
        action = self.partner_action.with_context(discord_notify_disable=True)
        told = self.run_on(self.client, action)
        self.assertEqual((told.state, told.failure_type), ("canceled", "silenced"))

    def test_what_its_user_may_not_read_is_not_told(self):
        """With groups on an action, Odoo does not look at rights on records."""
        self.partner_action.group_ids = self.env.ref("base.group_user")
        hidden = self.env[PARTNER].create({"name": "A"})
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id(PARTNER),
                "domain_force": f"[('id', '!=', {hidden.id})]",
            }
        )
        with mute_logger(ASKING):
            self.assertFalse(self.run_on(hidden, user=self.agent))
        self.assertTrue(self.run_on(self.client, user=self.agent))

    def test_without_groups_it_needs_the_rights_that_odoo_asks_for(self):
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            with self.env.cr.savepoint():
                self.run_on(self.client, user=self.agent)

    def assertSilent(self, action, why):
        """Assert that nothing is told, nobody is hurt, and the log says why."""
        with self.assertLogs(ASKING, "WARNING") as logs:
            self.assertFalse(self.run_on(self.client, action))
        self.assertIn(why, logs.output[0])

    def test_an_action_whose_rule_was_deleted_stays_and_says_nothing(self):
        self.asked.unlink()
        self.assertFalse(self.partner_action.warning)
        self.assertSilent(self.partner_action, "no rule")

    def test_an_archived_rule_says_nothing(self):
        self.asked.active = False
        self.assertSilent(self.partner_action, "archived")

    def test_a_rule_about_another_model_says_nothing(self):
        self.asked.model_name = "res.bank"
        self.assertSilent(self.partner_action, "about res.bank")

    def test_without_the_webhooks_url_nothing_is_enqueued(self):
        webhook = self.env["discord.webhook"].create({"name": "Without"})
        self.asked.webhook_id = webhook
        self.assertSilent(self.partner_action, "no URL")

    def test_a_rule_that_cannot_be_read_hurts_nobody(self):
        self.patch(type(self.asked), "_as_watch", lambda rule: {}["secret words"])
        with mute_logger(ASKING):
            self.assertFalse(self.run_on(self.client))

    def test_a_broken_template_is_kept_as_an_error(self):
        self.asked.template = "{no_such_field}"
        told = self.run_on(self.client)
        self.assertEqual((told.state, told.failure_type), ("error", "template"))
        self.assertFalse(self.partner_action.warning)
        self.assertIn("no_such_field", self.partner_action.discord_rule_message)

    def test_a_domain_that_the_database_refuses_is_kept_as_an_error(self):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE discord_rule SET filter_domain = %s WHERE id = %s",
            ["[('no', '=', 1)]", self.asked.id],
        )
        self.asked.invalidate_recordset()
        with mute_logger(OUTBOX):
            told = self.run_on(self.client)
        self.assertEqual((told.state, told.failure_type), ("error", "internal"))

    def test_a_scheduled_action_tells_what_matches_its_rule(self):
        self.asked.filter_domain = f"[('id', '=', {self.client.id})]"
        self.partner_action.usage = "ir_cron"
        self.partner_action.run()
        self.assertTrue(self.told(self.client))

    def test_a_scheduled_action_never_tells_a_whole_table(self):
        self.partner_action.usage = "ir_cron"
        self.partner_action.run()
        self.assertFalse(self.told(self.client))

    def test_the_action_names_itself_after_its_rule(self):
        name = f"Discord: {self.asked.name}"
        self.assertEqual(self.partner_action.automated_name, name)
