"""What a synchronization tells: what exists and was never told, each once."""

import logging
from datetime import datetime

from odoo.tests import tagged

from .sync_common import SyncCase

LOGGER = "odoo.addons.odoo_discord_notify.models.syncing.discord_sync"


@tagged("post_install", "-at_install")
class TestSynchronizationFinds(SyncCase):
    def test_a_record_inserted_by_sql_is_told_once(self):
        topup = self.insert_topup(reference_no="ALM/1", create_uid=self.agent.id)
        log = self.synchronize()
        [told] = self.told(topup)
        self.assertEqual((told.event, told.state), ("created", "outgoing"))
        self.assertIn("**Référence** : `ALM/1`", told.content)
        self.assertEqual((told.user_id, told.sync_log_id), (self.agent, log))
        self.assertEqual(self.counts(log), (1, 1, 0, 0))
        self.assertEqual(log.state, "success")
        self.assertEqual(self.counts(self.synchronize()), (0, 0, 0, 0))
        self.assertEqual(self.told(topup), told)

    def test_what_the_hook_told_is_not_told_again(self):
        topup = self.new_topup()
        told = self.told(topup)
        self.assertEqual(self.counts(self.synchronize()), (0, 0, 0, 0))
        self.assertEqual(self.told(topup), told)

    def test_the_log_has_a_line_for_each_in_the_words_of_the_plan(self):
        good = self.insert_topup(reference_no="ALM/1", solde=1500)
        bad = self.insert_topup(reference_no="ALM/2", client=None, solde=20)
        with self.assertLogs(LOGGER, logging.INFO) as server_log:
            log = self.synchronize()
        lines = [
            f"[NOUVEAU] Odoo id={good.id} ref=ALM/1 client=Dépôt Maârif "
            "montant=1\N{NARROW NO-BREAK SPACE}500,00",
            f"[SKIP] Odoo id={bad.id} ref=ALM/2 montant=20,00 : Client not filled in",
        ]
        self.assertEqual(log.lines.splitlines(), lines)
        for line in lines:
            self.assertIn(line, "\n".join(server_log.output))
        self.assertEqual(self.counts(log), (2, 1, 1, 0))

    def test_an_incomplete_record_is_told_when_it_is_mended(self):
        topup = self.insert_topup(reference_no="ALM/1", client=None)
        self.synchronize()
        skipped = self.told(topup)
        self.assertEqual(
            (skipped.state, skipped.failure_type), ("canceled", "incomplete")
        )
        self.update(topup, client=self.client.id)
        log = self.synchronize()
        self.assertEqual(self.told(topup), skipped)
        self.assertEqual((skipped.state, skipped.failure_reason), ("outgoing", False))
        self.assertIn("Dépôt Maârif", skipped.content)
        self.assertEqual(skipped.sync_log_id, log)
        self.assertEqual(self.counts(log), (1, 1, 0, 0))

    def test_what_the_hook_skipped_is_told_when_it_is_mended(self):
        topup = self.new_topup(client=False)
        self.assertEqual(self.told(topup).state, "canceled")
        self.update(topup, client=self.client.id)
        self.synchronize()
        self.assertEqual(self.told(topup).state, "outgoing")

    def test_a_record_still_incomplete_is_logged_once_for_each_reason(self):
        self.rule("solde").required_fields = "client, avoir"
        topup = self.insert_topup(reference_no="ALM/1", client=None)
        self.synchronize()
        self.assertFalse(self.synchronize().lines)
        self.update(topup, avoir="A1")
        log = self.synchronize()
        self.assertTrue(log.lines.endswith(": Client not filled in"), log.lines)
        self.assertFalse(self.synchronize().lines)

    def test_what_was_silenced_or_canceled_stays_so(self):
        silenced = self.env["alimenteur.solde"].with_context(
            discord_notify_disable=True
        )
        topups = silenced.create({"client": self.client.id, "solde": 1})
        topups += self.new_topup()
        self.told(topups).filtered(lambda n: n.state == "outgoing").action_cancel()
        self.assertEqual(self.counts(self.synchronize()), (0, 0, 0, 0))
        self.assertEqual(set(self.told(topups).mapped("state")), {"canceled"})

    def test_a_record_that_matches_later_is_told_then(self):
        self.rule("solde").filter_domain = "[('state', '=', 'done')]"
        topup = self.new_topup()
        self.assertFalse(self.told(topup))
        self.assertEqual(self.synchronize().found_count, 0)
        topup.sudo().state = "done"
        self.assertEqual(self.synchronize().new_count, 1)
        self.assertEqual(self.told(topup).state, "outgoing")

    def test_the_creation_date_does_not_matter_above_the_baseline(self):
        old = self.insert_topup(reference_no="A", create_date=datetime(2019, 1, 1))
        undated = self.insert_topup(reference_no="B", create_date=None)
        self.assertEqual(self.synchronize().new_count, 2)
        self.assertEqual(len(self.told(old + undated)), 2)

    def test_each_rule_of_a_model_tells_a_record_once(self):
        second = self.new_rule("alimenteur.solde", "{reference_no}")
        topup = self.insert_topup(reference_no="ALM/1")
        self.assertEqual(self.synchronize().new_count, 2)
        self.assertEqual(self.told(topup).rule_id, self.rule("solde") + second)

    def test_a_template_that_fails_is_an_error_with_its_line(self):
        self.rule("solde").template = "{no_such_field}"
        topup = self.insert_topup(reference_no="ALM/1")
        log = self.synchronize()
        self.assertEqual(self.told(topup).state, "error")
        self.assertEqual(self.counts(log), (1, 0, 0, 1))
        self.assertEqual(log.state, "partial")
        self.assertIn(f"[ERREUR] Odoo id={topup.id}", log.lines)
