"""Whether the sender runs, as the overview says it."""

from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.tools import config

from ..models.settings import PAUSED, SENDER_FAILURE
from ..models.words import in_utc
from .test_overview import OverviewCase


class TestOverviewSender(OverviewCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(patch.dict(config.options, max_cron_threads=2))

    def test_a_sender_switched_off_is_switched_on_again(self):
        self.cron.active = False
        self.assertFalse(self.attention("manager")["cron_off"]["method"])
        self.assertEqual(self.attention()["cron_off"]["method"], "action_switch_on")
        overview = self.env["discord.overview"]
        with self.assertRaises(AccessError):
            overview.with_user(self.people["manager"]).action_switch_on()
        overview.with_user(self.people["administrator"]).action_switch_on()
        self.assertTrue(self.cron.active)
        self.assertNotIn("cron_off", self.attention())

    def test_a_sender_that_was_deleted_is_made_anew(self):
        self.cron.unlink()
        self.assertEqual(self.attention()["cron_off"]["method"], "action_switch_on")
        overview = self.env["discord.overview"].with_user(self.people["administrator"])
        overview.action_switch_on()
        cron = self.env.ref("odoo_discord_notify.ir_cron_dispatch")
        self.assertEqual((cron.active, cron.code), (True, "model._run()"))
        self.assertNotIn("cron_off", self.attention())

    def test_a_sender_that_is_late_is_told_unless_it_sends(self):
        self.cron.write({"nextcall": self.ago(minutes=10), "lastcall": False})
        self.assertIn("cron_late", self.attention("reader"))
        self.env["discord.delivery"].create({"webhook_id": self.sender.id})
        self.assertNotIn("cron_late", self.attention("reader"))

    def test_a_sender_that_was_called_in_vain_is_late_whatever_its_next_date(self):
        """odoo#97191: scheduled actions are skipped, and nothing says so."""
        self.cron.write({"nextcall": self.ago(days=-1), "lastcall": False})
        self.assertNotIn("cron_late", self.attention("reader"))
        called = self.ago(minutes=10)
        triggers = self.env["ir.cron.trigger"]
        triggers.create({"cron_id": self.cron.id, "call_at": called})
        detail = self.attention("reader")["cron_late"]["detail"]
        self.assertIn(f"should have run at {in_utc(self.env, called)} UTC", detail)

    def test_a_server_without_cron_threads_is_told_unless_another_runs_the_sender(self):
        self.cron.lastcall = self.ago(minutes=3)
        with patch.dict(config.options, max_cron_threads=0):
            self.assertIn("cron_none", self.attention("reader"))
            self.cron.lastcall = self.ago(minutes=1)
            self.assertNotIn("cron_none", self.attention("reader"))

    def test_a_sender_that_fails_is_told_with_the_class_of_its_error(self):
        self.parameters.set_param(SENDER_FAILURE, "ValueError")
        item = self.attention("reader")["cron_failing"]
        self.assertIn("Its last error: ValueError", item["detail"])

    def test_a_webhook_that_has_healed_is_told_for_a_day(self):
        self.sender.healed_on = self.ago(minutes=1)
        key = f"webhook_{self.sender.id}"
        self.assertIn("sends again", self.attention("reader")[key]["title"])
        self.sender.healed_on = self.ago(minutes=25 * 60)
        self.assertNotIn(key, self.attention("reader"))

    def test_a_pause_ends_with_its_button(self):
        self.parameters.set_param(PAUSED, True)
        self.assertEqual(self.attention()["paused"]["method"], "action_resume")
        overview = self.env["discord.overview"]
        with self.assertRaises(AccessError):
            overview.with_user(self.people["manager"]).action_resume()
        overview.with_user(self.people["administrator"]).action_resume()
        self.assertNotIn("paused", self.attention())
        self.assertEqual(self.sender.state, "ok")
