"""Whatever goes wrong: the log says where and its class, and nothing people wrote."""

import logging
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.sending import wake_up
from ..models.trouble import log_trouble
from ..models.watching.transaction_changes import TransactionChanges
from .common import DiscordCase

ADDON = "odoo.addons.odoo_discord_notify"
WATCH = f"{ADDON}.models.watching.discord_watch"
SECRET = "Hunter2"


def fails(*args, **kwargs):
    """Fail as what others wrote does: with what it was given."""
    raise ValueError(SECRET)


@tagged("post_install", "-at_install")
class TestTroubleKeepsQuiet(DiscordCase):
    def setUp(self):
        super().setUp()
        # As in production, whatever the level of those who run the tests.
        logging.getLogger(ADDON).setLevel(logging.INFO)
        self.addCleanup(logging.getLogger(ADDON).setLevel, logging.NOTSET)

    def assertQuiet(self, act):
        """Have `act` log something of its trouble, all but the secret."""
        with self.assertLogs(ADDON, "WARNING") as logs:
            act()
        formatted = [logging.Formatter().format(record) for record in logs.records]
        self.assertIn("ValueError", "".join(formatted))
        self.assertNotIn(SECRET, "".join(formatted))
        self.assertNotIn("Traceback", "".join(formatted))

    def test_noticing(self):
        with patch.object(TransactionChanges, "note_created", fails):
            self.assertQuiet(self.new_topup)

    def test_all_rules_at_once(self):
        watch = self.env["discord.watch"]
        with patch.object(type(watch), "_map", fails):
            self.assertQuiet(watch._harmless_map)

    def test_one_rule(self):
        with patch(f"{WATCH}.rule_watch", fails):
            self.assertQuiet(self.env["discord.watch"]._query_map)

    def test_telling(self):
        template = type(self.env["discord.template"])
        with patch.object(template, "_say", fails):
            self.assertQuiet(lambda: self.told(self.new_topup()))

    def test_waking_the_sender(self):
        with patch.object(wake_up, "Registry", fails):
            self.assertQuiet(lambda: wake_up._work(fails, 0, "test"))

    @mute_logger(f"{ADDON}.test")
    def test_who_debugs_reads_all_of_it(self):
        logger = logging.getLogger(f"{ADDON}.test")
        logger.setLevel(logging.DEBUG)
        with self.assertLogs(logger, "DEBUG") as logs:
            log_trouble(logger, ValueError(SECRET), "Here %s", 7)
        self.assertEqual(logs.records[0].getMessage(), "Here 7: ValueError")
        self.assertEqual(str(logs.records[0].exc_info[1]), SECRET)
