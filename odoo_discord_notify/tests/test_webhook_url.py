"""A webhook's URL is a password: it goes in, and never comes out."""

import json
import os
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import TOKEN, DiscordCase, webhook_url

URL = webhook_url(7)


@tagged("post_install", "-at_install")
class TestWebhookUrl(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = new_test_user(cls.env, "boss", groups="base.group_system")
        webhooks = cls.env["discord.webhook"].with_user(cls.admin)
        cls.secret = webhooks.create({"name": "Secret", "url": URL})

    def assertNoToken(self, answer):
        self.assertNotIn(TOKEN, json.dumps(answer, default=str))
        self.assertNotIn(TOKEN[:10], str(answer))

    def test_a_url_that_was_entered_is_known_and_not_readable(self):
        self.assertEqual(self.secret._address().token, TOKEN)
        self.assertEqual(self.secret.state, "ok")
        self.assertFalse(self.secret.url)
        self.assertNoToken(self.secret.read())
        self.assertNoToken(self.secret.search_read([("id", "=", self.secret.id)]))

    def test_saving_a_form_does_not_send_it_back(self):
        names = [*self.secret.fields_get(), "display_name"]
        specification = {name: {} for name in names}
        answer = self.secret.web_save({"url": URL}, specification)
        self.assertNoToken(answer)
        new = self.secret.browse()
        self.assertNoToken(new.web_save({"name": "New", "url": URL}, specification))

    def test_typing_in_a_form_does_not_send_it_back(self):
        specification = {name: {} for name in self.secret.fields_get()}
        for records in (self.secret, self.secret.browse()):
            values = {"name": "Secret", "url": URL}
            answer = records.onchange(values, ["url"], specification)
            self.assertNoToken(answer)

    def test_the_form_takes_a_url(self):
        with Form(self.secret) as form:
            form.url = webhook_url(8)
        self.assertEqual(self.secret._address().webhook_id[-1], "8")
        self.assertFalse(Form(self.secret).url)

    def test_an_export_does_not_hold_it(self):
        names = list(self.secret.fields_get())
        self.assertNoToken(self.secret.export_data(names))

    def test_a_copy_and_a_default_do_not_hold_it(self):
        copy = self.secret.copy()
        self.assertEqual(copy.state, "unconfigured")
        self.assertFalse(copy.sudo().url_secret)
        self.assertNoToken(self.secret.default_get(list(self.secret.fields_get())))
        self.assertNoToken(self.secret.copy_data())

    def test_nobody_can_search_by_it(self):
        for name, error in (("url", ValueError), ("url_secret", AccessError)):
            with self.subTest(name), self.assertRaises(error):
                self.secret.search([(name, "like", TOKEN)])

    def test_not_even_an_administrator_reads_what_the_database_keeps(self):
        with self.assertRaises(AccessError):
            self.secret.read(["url_secret"])

    def test_only_an_administrator_may_enter_it(self):
        manager = new_test_user(
            self.env, "lead", groups="odoo_discord_notify.group_discord_manager"
        )
        webhook = self.secret.with_user(manager)
        self.assertEqual(webhook.state, "ok")
        with self.assertRaises(AccessError):
            webhook.url = URL

    def test_an_empty_field_keeps_the_url_there_is(self):
        self.secret.url = False
        self.assertEqual(self.secret.state, "ok")

    def test_what_is_shown_tells_webhooks_apart_and_is_of_no_use(self):
        masked = self.secret.masked_url
        self.assertIn(URL.split("/")[-2][-4:], masked)
        self.assertNoToken(masked)

    def test_what_is_no_webhook_is_refused_without_repeating_it(self):
        for url in (
            URL.replace("discord.com", "discord.evil.example"),
            URL.replace("https", "ftp"),
            URL[:-40],
            f"{URL} {TOKEN}",
            "https://discord.com/channels/1/2",
        ):
            with self.subTest(url), self.assertRaises(ValidationError) as caught:
                self.secret.url = url
            self.assertNoToken(caught.exception)
        self.assertEqual(self.secret._address().webhook_id, URL.split("/")[-2])

    def test_a_new_url_forgets_what_was_learnt_of_the_old_one(self):
        self.secret.sudo().write({"broken_reason": "Gone", "channel_id": "1"})
        self.assertEqual(self.secret.state, "broken")
        self.secret.url = webhook_url(8)
        self.assertEqual(self.secret.state, "ok")
        self.assertFalse(self.secret.channel_id)

    def test_an_environment_variable_wins_over_what_was_entered(self):
        self.secret.env_key = "DISCORD_WEBHOOK_TEST"
        self.assertEqual(self.secret.url_source, "database")
        with patch.dict(os.environ, DISCORD_WEBHOOK_TEST=webhook_url(9)):
            self.secret.invalidate_recordset()
            self.assertEqual(self.secret.url_source, "environment")
            self.assertEqual(self.secret._address().webhook_id[-1], "9")
            self.assertNoToken(self.secret.read())
        with patch.dict(os.environ, DISCORD_WEBHOOK_TEST=" "):
            self.secret.invalidate_recordset()
            self.assertEqual(self.secret.url_source, "database")

    def test_only_variables_of_ours_may_be_named(self):
        with self.assertRaisesRegex(ValidationError, "must begin with DISCORD_"):
            self.secret.env_key = "AWS_SECRET_ACCESS_KEY"
        for name in ("DISCORD_NOTIFY_KEY", "DISCORD_NOTIFY_OLD_KEY", "discord_x"):
            with self.subTest(name), self.assertRaises(ValidationError):
                self.secret.env_key = name

    def test_a_variable_that_holds_no_webhook_says_so_and_what_happens_waits(self):
        self.secret.env_key = "DISCORD_WEBHOOK_TEST"
        wrong = URL.replace("discord.com", "discord.evil.example")
        with patch.dict(os.environ, DISCORD_WEBHOOK_TEST=wrong):
            self.secret.invalidate_recordset()
            self.assertEqual(self.secret.state, "broken")
            self.assertIn("not an address of Discord", self.secret.state_message)
            self.assertNoToken(self.secret.state_message)
            self.assertEqual(self.secret._configured(), self.secret)
        self.secret.invalidate_recordset()
        self.assertEqual(self.secret.state, "ok")

    def test_a_variable_with_more_around_the_url_is_understood(self):
        self.secret.env_key = "DISCORD_WEBHOOK_TEST"
        for text in (f'"{webhook_url(9)}"', f"\ufeff{webhook_url(9)}", f"[x]({URL})"):
            with self.subTest(text), patch.dict(os.environ, DISCORD_WEBHOOK_TEST=text):
                self.secret.invalidate_recordset()
                self.assertEqual(self.secret.state, "ok")
                self.assertEqual(self.secret.url_source, "environment")
