"""What the database keeps of a URL is of no use without a key kept elsewhere."""

import hashlib
import os
import stat
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL, config

from ..models.webhook import encryption
from ..models.webhook.encryption import KEY_FILE
from .common import TOKEN, DiscordCase, webhook_url

KEY = "DISCORD_NOTIFY_KEY"


@tagged("post_install", "-at_install")
class TestWebhookUrlEncryption(DiscordCase):
    def use_key(self, key):
        """Be a server with this key (a file's, if it is empty)."""
        self.enterContext(patch.dict(os.environ, {KEY: key}))
        self.env.invalidate_all()

    def use_data_folder(self):
        folder = self.enterContext(TemporaryDirectory())
        self.enterContext(patch.dict(config.options, data_dir=folder))
        self.use_key("")
        return Path(folder)

    def stored(self):
        """Return all that the database keeps of webhooks, as one text."""
        self.env.flush_all()
        query = SQL("SELECT webhook::text FROM discord_webhook webhook")
        return "\n".join(text for (text,) in self.env.execute_query(query))

    def test_the_database_does_not_hold_the_url(self):
        stored = self.stored()
        self.assertNotIn(TOKEN[:10], stored)
        self.assertNotIn("discord.com", stored)
        self.assertNotIn(os.environ[KEY], stored)

    def test_a_guess_at_the_key_takes_long(self):
        """With a dump alone, whoever tries passphrases tries few of them."""
        encryption._fernet.cache_clear()
        with patch.object(hashlib, "scrypt", wraps=hashlib.scrypt) as scrypt:
            self.use_key("a short one")
            self.webhook("solde").url = webhook_url(5)
            self.assertEqual(self.webhook("solde").state, "ok")
        scrypt.assert_called_once()  # and the server does it once
        self.assertGreaterEqual(scrypt.call_args.kwargs["n"], 2**14)

    def test_a_key_file_that_a_crash_has_left_empty_is_written_anew(self):
        file = self.use_data_folder() / KEY_FILE
        file.touch()
        webhook = self.webhook("solde")
        webhook.url = webhook_url(5)
        self.assertEqual(webhook.state, "ok")
        self.assertTrue(file.read_text())

    def test_the_same_url_is_never_kept_alike(self):
        webhook = self.webhook("solde")
        before = webhook.url_secret
        webhook.url = webhook_url(0)
        self.assertNotEqual(webhook.url_secret, before)

    def test_a_lost_key_is_said_and_mended_by_entering_the_url_again(self):
        webhook = self.webhook("solde")
        self.wait_since(webhook, minutes=5)
        self.use_key("another key")
        self.assertEqual(webhook.state, "broken")
        self.assertIn("enter the URL again", webhook.state_message)
        self.assertIsNone(webhook._address())
        webhook.url = webhook_url(1)
        self.assertEqual(webhook.state, "ok")

    def wait_since(self, webhook, minutes):
        """Let a notification wait for so long that some server should have sent it."""
        past = fields.Datetime.now() - timedelta(minutes=minutes)
        values = {"webhook_id": webhook.id, "event": "test", "content": "👋"}
        return self.env["discord.notification"].create({**values, "create_date": past})

    def test_a_lost_key_leaves_the_queue_alone(self):
        waiting = self.wait_since(self.webhook("solde"), minutes=5)
        self.use_key("another key")
        self.run_action("ir_cron_dispatch")
        self.assertEqual(waiting.state, "outgoing")
        self.assertFalse(waiting.delivery_ids)

    def test_a_second_server_with_another_key_leaves_the_webhook_alone(self):
        webhook, before = self.webhook("solde"), self.stored()
        self.wait_since(webhook, minutes=0)
        self.use_key("another key")
        self.assertEqual(webhook.state, "held")
        self.assertIn("leaves it to the server that has it", webhook.state_message)
        self.env["discord.webhook"]._take_new_key()
        self.assertEqual(self.stored(), before)

    def test_a_new_key_takes_over_from_the_old_one(self):
        webhook = self.webhook("solde")
        webhook.channel_id = "1"
        self.use_key("a new key")
        with patch.dict(os.environ, DISCORD_NOTIFY_OLD_KEY="the key of the tests"):
            self.env.invalidate_all()
            self.assertEqual(webhook.state, "ok")
            self.env["discord.webhook"]._take_new_key()
        self.env.invalidate_all()
        self.assertEqual(webhook._address().token, TOKEN)
        self.assertEqual(webhook.channel_id, "1")  # it is no new URL

    def test_what_happens_while_the_key_is_lost_waits_for_it(self):
        self.use_key("another key")
        self.env["discord.watch"]._changed()
        topup = self.new_topup()
        self.assertEqual(self.told(topup).state, "outgoing")
        self.assertEqual(self.rule("solde").state, "watching")

    def test_without_a_configured_key_one_is_made_for_the_server_alone(self):
        folder = self.use_data_folder()
        self.assertEqual(self.webhook("solde").state, "broken")
        self.assertFalse((folder / KEY_FILE).exists())
        self.webhook("solde").url = webhook_url(1)
        self.assertEqual(self.webhook("solde").state, "ok")
        mode = stat.S_IMODE((folder / KEY_FILE).stat().st_mode)
        self.assertEqual(mode, 0o600)
        self.assertEqual([path.name for path in folder.iterdir()], [KEY_FILE])

    def test_the_key_is_made_once(self):
        folder = self.use_data_folder()
        self.webhook("solde").url = webhook_url(1)
        key = (folder / KEY_FILE).read_text()
        self.webhook("bl").url = webhook_url(2)
        self.assertEqual((folder / KEY_FILE).read_text(), key)
        self.assertEqual(self.webhook("solde").state, "ok")

    def test_a_key_that_cannot_be_read_hurts_nobodys_save(self):
        folder = self.use_data_folder()
        (folder / KEY_FILE).mkdir()  # unreadable, for root as well
        self.env["discord.watch"]._changed()
        self.assertEqual(self.webhook("solde").state, "broken")
        self.assertTrue(self.told(self.new_topup()))
