"""What was there before a rule watched is history, unless somebody asks for it."""

import logging
from datetime import datetime, timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .common import webhook_url
from .sync_common import SyncCase

LOGGER = "odoo.addons.odoo_discord_notify.models.syncing.discord_sync_state"


@tagged("post_install", "-at_install")
class TestSynchronizationBaseline(SyncCase):
    def test_a_new_rule_leaves_what_is_there_alone(self):
        history = self.insert_topup(reference_no="old")
        rule = self.new_rule("alimenteur.solde", "{reference_no}")
        news = self.insert_topup(reference_no="new")
        self.synchronize()
        self.assertFalse(self.told(history, rule))
        self.assertTrue(self.told(news, rule))

    def test_a_rule_watches_anew_when_it_comes_back_from_the_archive(self):
        rule = self.rule("solde")
        rule.active = False
        missed = self.insert_topup(reference_no="missed")
        self.assertEqual(self.synchronize().found_count, 0)
        rule.active = True
        news = self.insert_topup(reference_no="new")
        self.synchronize()
        self.assertFalse(self.told(missed))
        self.assertTrue(self.told(news))

    def test_a_rule_begins_to_watch_when_its_webhook_gets_a_url(self):
        webhook = self.env["discord.webhook"].create({"name": "later"})
        rule = self.new_rule("alimenteur.solde", webhook_id=webhook.id)
        history = self.insert_topup(reference_no="old")
        self.synchronize()
        webhook.url = webhook_url(9)
        news = self.insert_topup(reference_no="new")
        self.synchronize()
        self.assertFalse(self.told(history, rule))
        self.assertTrue(self.told(news, rule))

    def test_a_new_url_of_the_webhook_forgets_nothing(self):
        missed = self.insert_topup(reference_no="missed")
        self.webhook("solde").url = webhook_url(9)
        self.rule("solde").template = "{reference_no}"
        self.synchronize()
        self.assertEqual(self.told(missed).content, "missed")

    def test_another_model_is_another_beginning(self):
        self.insert_topup(reference_no="A")
        history = self.insert("bldimagaz.bc", name="BC/1", state="draft")
        rule = self.rule("solde")
        rule.write({"model_name": "bldimagaz.bc", "required_fields": False})
        news = self.insert("bldimagaz.bc", name="BC/2", state="draft")
        self.synchronize("sync_BcLinbc")
        self.assertFalse(self.told(history, rule))
        self.assertTrue(self.told(news, rule))

    def test_a_model_that_comes_with_a_restart_is_watched_from_then_on(self):
        rule = self.rule("solde")
        rule.baseline_date = False  # as long as the model was absent
        history = self.insert_topup(reference_no="old")
        self.env["discord.sync"]._register_hook()
        news = self.insert_topup(reference_no="new")
        self.synchronize()
        self.assertFalse(self.told(history))
        self.assertTrue(self.told(news))

    def test_a_backfill_tells_history_since_its_date(self):
        older, first, undated = (
            self.insert_topup(reference_no=ref, create_date=date)
            for ref, date in (
                ("older", datetime(2024, 12, 31)),
                ("first", datetime(2025, 1, 1)),
                ("undated", None),
            )
        )
        rule = self.new_rule("alimenteur.solde", "{reference_no}")
        log = self.synchronize(date_from=datetime(2025, 1, 1))
        self.assertFalse(self.told(older, rule))
        self.assertTrue(self.told(first, rule))
        self.assertTrue(self.told(undated, rule))
        self.assertEqual(log.state, "success")

    def test_a_backfill_ends_with_its_run(self):
        rule = self.new_rule("alimenteur.solde", "{reference_no}")
        before = rule.baseline
        self.insert_topup(reference_no="A")
        self.synchronize(date_from=datetime(2020, 1, 1))
        self.assertEqual(rule.baseline, before)

    def test_last_sync_moved_back_tells_what_was_created_since(self):
        older = self.insert_topup(reference_no="A", create_date=datetime(2024, 5, 1))
        first = self.insert_topup(reference_no="B", create_date=datetime(2025, 5, 1))
        rule = self.new_rule("alimenteur.solde", "{reference_no}")
        self.synchronize()
        state = self.state()
        manager = new_test_user(
            *(self.env, "karim", "odoo_discord_notify.group_discord_manager")
        )
        with self.assertLogs(LOGGER, logging.INFO) as logged:
            state.with_user(manager).last_sync = datetime(2025, 1, 1)
        by = f"to 2025-01-01 00:00:00 by user {manager.id}"
        self.assertIn(by, logged.output[0])
        self.assertFalse(self.told(first, rule))
        self.synchronize()
        self.assertTrue(self.told(first, rule))
        self.assertFalse(self.told(older, rule))
        with self.assertRaises(AccessError):
            state.with_user(self.agent).last_sync = datetime(2024, 1, 1)

    def test_a_state_is_a_person_s_to_edit_except_for_its_key(self):
        self.synchronize()
        state = self.state()
        state.write({"name": "Soldes", "is_syncing": True})
        self.assertEqual((state.name, state.is_syncing), ("Soldes", True))
        with self.assertRaises(UserError):
            state.sync_type = "sync_other"

    def test_last_sync_moved_back_and_forth_tells_nothing_twice(self):
        topup = self.insert_topup(reference_no="A")
        self.synchronize()
        told = self.told(topup)
        for days in (400, 0, 800):
            self.state().last_sync = fields.Datetime.now() - timedelta(days)
            self.assertEqual(self.synchronize().found_count, 0)
        self.assertEqual(self.told(topup), told)

    def state(self):
        return self.env["discord.sync.state"].search(
            [("sync_type", "=", "sync_AlimentationSolde")]
        )
