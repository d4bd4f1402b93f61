"""Settings → Discord: a URL goes in and never comes out."""

import logging
import os
from unittest.mock import patch

import pytz

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from ..models.settings import link_base, set_paused, timezone
from .common import TOKEN, DiscordCase, webhook_url


@tagged("post_install", "-at_install")
class TestSettingsPage(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "discord_admin", groups="base.group_system")
        cls.page = cls.env["res.config.settings"].with_user(cls.admin)

    def shown(self, *names):
        """Return what the page shows when it is opened."""
        spec = {name: {} for name in names}
        return self.page.onchange({}, [], spec)["value"]

    def saved(self, values, *names):
        """Return what the browser gets back when it saves the page."""
        return self.page.web_save(values, {name: {} for name in (*values, *names)})

    def test_url_that_is_entered_is_kept_by_its_webhook(self):
        self.saved({"discord_bl_url": webhook_url(4321)})
        self.assertIn("…4321/", self.webhook("bl").masked_url)
        self.assertEqual(self.webhook("bl").url_source, "database")

    def test_answer_to_saving_holds_no_url(self):
        answer = self.saved({"discord_solde_url": webhook_url(7)}, "discord_solde_note")
        self.assertEqual(answer[0]["discord_solde_url"], False)
        self.assertIn("…0007/", answer[0]["discord_solde_note"])
        self.assertNotIn(TOKEN, str(answer))

    def test_answer_while_typing_holds_no_url(self):
        typed = {"discord_solde_url": webhook_url(7), "discord_timezone": "UTC"}
        spec = {
            "discord_solde_url": {},
            "discord_solde_note": {},
            "discord_timezone": {},
        }
        answer = self.page.onchange(typed, ["discord_timezone"], spec)
        self.assertNotIn(TOKEN, str(answer))

    def test_page_that_is_opened_shows_no_url(self):
        names = [name for name in self.page._fields if name.startswith("discord_")]
        self.assertNotIn(TOKEN, str(self.shown(*names)))

    def test_field_left_empty_keeps_the_url_there_is(self):
        before = self.webhook("solde").masked_url
        self.saved({"discord_solde_url": False, "discord_bl_url": webhook_url(4321)})
        self.assertEqual(self.webhook("solde").masked_url, before)

    def test_refused_url_is_not_repeated_in_the_error(self):
        with self.assertRaises(ValidationError) as raised:
            self.saved({"discord_bc_url": f"https://example.com/{TOKEN}"})
        self.assertIn("not an address of Discord", str(raised.exception))
        self.assertNotIn(TOKEN, str(raised.exception))

    def test_url_from_the_environment_shows_its_variable_and_locks_the_field(self):
        with patch.dict(os.environ, DISCORD_WEBHOOK_BC=webhook_url(99)):
            shown = self.shown(
                "discord_bc_outside", "discord_bc_note", "discord_bl_outside"
            )
        self.assertTrue(shown["discord_bc_outside"])
        self.assertIn("DISCORD_WEBHOOK_BC", shown["discord_bc_note"])
        self.assertFalse(shown["discord_bl_outside"])

    def test_deleted_webhook_has_no_place_on_the_page(self):
        self.rule("bl").unlink()
        tellers = self.env["discord.recap"].with_context(active_test=False)
        tellers.search([("webhook_id", "=", self.webhook("bl").id)]).unlink()
        self.webhook("bl").unlink()
        shown = self.shown("discord_bl_state", "discord_bl_note")
        self.assertFalse(shown["discord_bl_state"] or shown["discord_bl_note"])

    def test_time_is_casablanca_s_unless_another_zone_is_chosen(self):
        self.assertEqual(timezone(self.env), pytz.timezone("Africa/Casablanca"))
        self.page.create({"discord_timezone": "Europe/Paris"}).execute()
        self.assertEqual(timezone(self.env), pytz.timezone("Europe/Paris"))
        self.assertEqual(
            self.shown("discord_timezone")["discord_timezone"], "Europe/Paris"
        )

    def test_links_lead_to_this_database_unless_told_otherwise(self):
        own = self.env["ir.config_parameter"].get_param("web.base.url")
        self.assertEqual(self.shown("discord_own_address")["discord_own_address"], own)
        page = self.page.create({"discord_link_base": "https://erp.example.com/"})
        page.execute()
        self.assertEqual(link_base(self.env), "https://erp.example.com")
        self.page.create({"discord_link_base": False}).execute()
        self.assertEqual(link_base(self.env), own)

    def test_old_zone_data_is_told_with_a_moroccan_zone_only(self):
        # As a server knew Morocco before 2026f: at UTC+1 in winter, too.
        with patch.object(pytz, "timezone", lambda name: pytz.FixedOffset(60)):
            for zone, warned in (("Africa/Casablanca", True), ("UTC", False)):
                page = self.page.new({"discord_timezone": zone})
                self.assertEqual(page.discord_zone_warning, warned, zone)

    def test_pause_says_how_much_is_waiting_and_shows_on_each_webhook(self):
        values = {"webhook_id": self.webhook("bc").id, "event": "manual"}
        waiting = self.shown("discord_waiting")["discord_waiting"]
        self.env["discord.notification"].create([values, values])
        self.assertEqual(self.shown("discord_waiting")["discord_waiting"], waiting + 2)
        self.page.create({}).action_discord_pause()
        self.assertEqual(self.webhook("bc").state, "paused")
        shown = self.shown("discord_paused", "discord_paused_note")
        self.assertTrue(shown["discord_paused"])
        self.assertIn(f"Paused by {self.page.env.user.name}", str(shown))

    def test_who_pauses_and_resumes_is_logged(self):
        login = self.page.env.user.login
        with self.assertLogs(set_paused.__module__, logging.INFO) as logs:
            self.page.create({}).action_discord_pause()
            self.page.create({}).action_discord_resume()
        self.assertIn(f"paused by {login}", logs.output[0])
        self.assertIn(f"resumed by {login}", logs.output[-1])
        self.assertFalse(self.shown("discord_paused")["discord_paused"])

    def test_connection_is_tested_for_the_webhook_of_the_button_alone(self):
        self.rule("bl").webhook_id.url_secret = False
        page = self.page.create({})
        with self.assertRaisesRegex(UserError, "Enter the webhook's URL first"):
            page.with_context(discord_webhook="bl").action_discord_test()
        with self.assertRaisesRegex(UserError, "no such channel"):
            page.with_context(discord_webhook="other").action_discord_test()

    def test_page_is_for_administrators(self):
        manager = new_test_user(
            self.env, "manager", groups="odoo_discord_notify.group_discord_manager"
        )
        with self.assertRaises(AccessError):
            self.page.with_user(manager).create({"discord_bl_url": webhook_url(1)})
