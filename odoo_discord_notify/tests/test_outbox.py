"""What enters the outbox, what is kept as canceled, and what never enters."""

import logging

from odoo.tests import tagged

from ..models.saying.audit_line import audit_line
from .common import DiscordCase, webhook_url


@tagged("post_install", "-at_install")
class TestOutbox(DiscordCase):
    def test_a_top_up_without_a_client_is_canceled_and_says_why(self):
        topup = self.new_topup(client=False)
        notification = self.told(topup)
        self.assertEqual(notification.state, "canceled")
        self.assertEqual(notification.failure_type, "incomplete")
        self.assertIn("Client", notification.failure_reason)

    def test_it_is_told_if_the_client_comes_in_the_same_transaction(self):
        topup = self.new_topup(client=False)
        self.assertEqual(self.told(topup).state, "canceled")
        topup.client = self.client
        notification = self.told(topup)
        self.assertEqual(notification.state, "outgoing")
        self.assertFalse(notification.failure_reason)

    def test_who_has_read_what_was_told_reads_what_is_told_since(self):
        rule = self.rule("solde")
        rule.notification_ids.unlink()
        self.env.invalidate_all()
        self.assertFalse(rule.notification_ids)  # an empty list, kept in the cache
        topup = self.new_topup(client=False)
        self.env.cr.flush()
        self.assertEqual(rule.notification_ids.state, "canceled")
        topup.client = self.client
        self.env.cr.flush()
        self.assertEqual(rule.notification_ids.state, "outgoing")

    def test_zero_is_not_empty_but_null_is(self):
        self.rule("solde").required_fields = "solde"
        zero, empty = self.new_topup(solde=0), self.new_topup()
        empty.flush_recordset()
        self.env.cr.execute(
            "UPDATE alimenteur_solde SET solde = NULL WHERE id = %s", [empty.id]
        )
        empty.invalidate_recordset()
        self.assertEqual(self.told(zero).state, "outgoing")
        self.assertEqual(self.told(empty).state, "canceled")

    def test_all_missing_fields_are_named(self):
        self.rule("solde").required_fields = "client, source, reference_no"
        reason = self.told(self.new_topup(client=False)).failure_reason
        self.assertIn("Client, Source", reason)
        self.assertNotIn("Référence", reason)

    def test_a_skipped_and_a_good_record_log_the_lines_of_the_plan(self):
        good = self.told(self.new_topup(reference_no="A", solde=12.5))
        bad = self.told(self.new_topup(reference_no="B", client=False))
        logger = "odoo.addons.odoo_discord_notify.models.outbox.discord_notification"
        # Odoo gives the name INFO to another level: hence the number.
        with self.assertLogs(logger, logging.INFO) as log:
            (good + bad)._log_committed()
        new, skipped = (record.getMessage() for record in log.records)
        expected = f"[NOUVEAU] Odoo id={good.res_id} ref=A client=Dépôt Maârif"
        self.assertEqual(new, f"{expected} montant=12,50")
        self.assertTrue(skipped.startswith(f"[SKIP] Odoo id={bad.res_id} ref=B"))
        self.assertTrue(skipped.endswith(f" : {bad.failure_reason}"))

    def test_a_log_line_may_have_formats_with_spaces_and_leaves_out_what_is_empty(self):
        rule = self.rule("solde")
        rule.audit_line = "le={create_date:%d %m} source={source} ref={reference_no}"
        notification = self.told(self.new_topup(reference_no="A"))
        day = notification.values["create_date:%d %m"]
        self.assertTrue(
            audit_line(rule, "created", notification).endswith(f" le={day} ref=A")
        )

    def test_only_records_matching_the_domain_are_told(self):
        self.rule("solde").filter_domain = "[('solde', '>', 100)]"
        small, big = self.new_topup(solde=5), self.new_topup(solde=500)
        self.assertEqual(self.told(small + big).res_id, big.id)

    def test_the_domain_holds_at_the_end_of_the_transaction(self):
        self.rule("solde").filter_domain = "[('state', '=', 'done')]"
        topup = self.new_topup()
        self.assertFalse(self.told(topup))
        topup.state = "done"
        self.assertTrue(self.told(topup))
        topup.state = "refused"
        self.assertFalse(self.told(topup))

    def test_an_archived_rule_tells_nothing_and_what_it_told_stays(self):
        first = self.new_topup()
        self.assertTrue(self.told(first))
        self.rule("solde").active = False
        self.assertFalse(self.told(self.new_topup()))
        self.assertEqual(self.told(first).state, "outgoing")

    def test_nothing_is_kept_for_a_webhook_without_a_url(self):
        webhook = self.env["discord.webhook"].create({"name": "New"})
        self.rule("solde").webhook_id = webhook
        self.assertFalse(self.told(self.new_topup()))
        webhook.url = webhook_url(9)
        self.assertTrue(self.told(self.new_topup()))

    def test_an_archived_webhook_keeps_its_queue(self):
        self.webhook("solde").active = False
        self.assertEqual(self.told(self.new_topup()).state, "outgoing")

    def test_another_webhook_on_a_rule_holds_for_new_events(self):
        first = self.new_topup()
        self.env.cr.flush()
        self.rule("solde").webhook_id = self.webhook("bl")
        second = self.new_topup()
        self.assertEqual(self.told(first).webhook_id, self.webhook("solde"))
        self.assertEqual(self.told(second).webhook_id, self.webhook("bl"))

    def test_the_order_of_the_outbox_is_the_order_of_the_records(self):
        topups = self.new_topup() + self.new_topup() + self.new_topup()
        self.assertEqual(self.told(topups).mapped("res_id"), topups.ids)
        many = self.env["alimenteur.solde"].create([{} for _ in range(20)])
        self.assertEqual(self.told(many).mapped("res_id"), many.ids)

    def test_what_a_synchronization_has_told_is_not_told_again(self):
        topup, other = self.new_topup(), self.new_topup()
        topup.flush_recordset()
        self.env["discord.notification"].create(
            {
                "rule_id": self.rule("solde").id,
                "webhook_id": self.webhook("solde").id,
                "res_model": topup._name,
                "res_id": topup.id,
                "event": "created",
                "content": "from a synchronization",
            }
        )
        self.env["discord.notification"].flush_model()
        with self.assertNoLogs("odoo", "ERROR"):
            self.assertEqual(self.told(topup).content, "from a synchronization")
        self.assertEqual(self.told(other).state, "outgoing")
