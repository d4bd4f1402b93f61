"""The console: choose, see what would be told, run now, follow the log."""

from datetime import datetime

from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSynchronizationConsole(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "odoo_discord_notify.group_discord_manager"
        cls.manager = new_test_user(cls.env, "karim", group)
        cls.console = cls.env["discord.sync.console"].with_user(cls.manager)

    def test_it_offers_everything_and_each_watched_model(self):
        self.new_rule("res.country", "{name}")
        types = [key for key, _label in self.console._selection_sync_type()]
        self.assertEqual(
            types, ["all", "sync_BcLinbc", "sync_AlimentationSolde", "sync_res.country"]
        )

    def test_a_log_bears_the_name_that_the_console_gives_it_without_the_plans(self):
        self.new_rule("no.such.model", "{name}")
        labels = dict(self.console._selection_sync_type())
        logs = self.env["discord.sync.log"]
        for sync_type, label in labels.items():
            log = logs.create({"sync_type": sync_type})
            self.assertEqual(log.display_name, label.partition(" (sync_")[0])
        self.assertEqual(labels["all"], "Everything")
        self.assertIn("sync_no.such.model", labels)
        self.assertEqual(labels["sync_BcLinbc"], "Bon de commande (sync_BcLinbc)")
        self.env["res.lang"]._activate_lang("fr_FR")
        everything = logs.create({"sync_type": "all"}).with_context(lang="fr_FR")
        self.assertEqual(everything.display_name, "Tout")

    def test_run_now_opens_the_log_of_the_run_it_requests(self):
        topup = self.insert_topup(reference_no="A")
        console = self.console.create({"sync_type": "sync_AlimentationSolde"})
        action = console.action_run_now()
        log = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual((log.state, log.user_id), ("queued", self.manager))
        self.run_requests()
        self.assertEqual(log.state, "success")
        self.assertEqual(self.told(topup).sync_log_id, log)

    def test_it_says_before_how_many_records_a_backfill_finds(self):
        for number in range(3):
            self.insert_topup(
                reference_no=f"ALM/{number}", create_date=datetime(2025, 1, number + 1)
            )
        self.rule("solde").active = False
        self.rule("solde").active = True
        with Form(self.console) as form:
            form.sync_type = "sync_AlimentationSolde"
            self.assertEqual(form.preview, "Alimentation de solde: everything was told")
            form.date_from = datetime(2025, 1, 2)
            self.assertIn("will be unless incomplete: 2", form.preview)

    def test_it_says_why_a_rule_finds_nothing(self):
        self.new_rule("no.such.model", "{name}")
        console = self.console.create({"sync_type": "sync_no.such.model"})
        self.assertIn("no.such.model is not installed", console.preview)
        action = console.action_run_now()
        self.run_requests()
        log = self.env["discord.sync.log"].browse(action["res_id"])
        self.assertEqual(log.state, "success")
        self.assertIn("no.such.model is not installed", log.lines)

    def test_it_is_for_managers(self):
        with self.assertRaises(AccessError):
            self.console.with_user(self.agent).create({"sync_type": "all"})

    def test_only_managers_stop_a_run(self):
        log = self.request()
        with self.assertRaises(AccessError):
            log.with_user(self.agent).action_stop()
        log.with_user(self.manager).action_stop()
        self.assertTrue(log.stop_requested)
