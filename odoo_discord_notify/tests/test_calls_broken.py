"""What asks for an address, and fails in the database, costs nobody his message."""

from unittest.mock import patch

import psycopg2

from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.outbox import addressing
from .common import DiscordCase

BROKEN = "[('source', '!=', 'Unaskable')]"
# What a model's own way of searching may do: it breaks where a value is met.
DIVIDES = SQL("1 / CASE source WHEN 'Hunter2' THEN 0 ELSE 1 END = 1")
WHY = "“Call only for” cannot be asked for: DivisionByZero"


@tagged("post_install", "-at_install")
class TestCallsBroken(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        here = cls.env["discord.mention"].create({"name": "@here", "kind": "here"})
        cls.calling = cls.rule("solde")
        topups = type(cls.env["alimenteur.solde"])
        search = topups._search

        def dividing(records, domain, *args, **how):
            query = search(records, domain, *args, **how)
            if "Unaskable" in str(domain):
                query.add_where(DIVIDES)
            return query

        cls.classPatch(topups, "_search", dividing)
        cls.calling.write({"mention_ids": here.ids, "mention_domain": BROKEN})

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.sql_db", addressing.__name__))

    def route(self, value):
        """Let the rule tell what has a value by another webhook; returns that."""
        webhook = self.webhook("bl")
        line = {"value": value, "webhook_id": webhook.id}
        self.calling.write({"route_field": "source", "route_ids": [(0, 0, line)]})
        return webhook

    def assertToldAndExplained(self, told):
        """Check that all is told, calls nobody, and that the rule says why."""
        self.assertEqual(set(told.mapped("state")), {"outgoing"})
        self.assertTrue(all(told.mapped("content")))
        self.assertFalse(any(told.mapped("mentions")))
        self.env.invalidate_all()
        self.assertEqual(self.calling.state, "error")
        self.assertIn(WHY, self.calling.state_message)

    def test_one_record_that_breaks_the_filter_silences_no_message_of_its_batch(self):
        with self.assertLogs(addressing.__name__, "ERROR") as logs:
            topups = self.new_topup() + self.new_topup(source="Hunter2")
            told = self.told(topups)
        self.assertEqual(len(told), 2)
        self.assertToldAndExplained(told)
        self.assertNotIn("Hunter2", "".join(logs.output))

    def test_what_it_does_not_break_is_said_by_nobody(self):
        self.assertTrue(self.told(self.new_topup()).mentions)
        self.env.invalidate_all()
        self.assertEqual(self.calling.state, "watching")

    def test_its_route_stays(self):
        webhook = self.route("Hunter2")
        told = self.told(self.new_topup(source="Hunter2"))
        self.assertEqual(told.webhook_id, webhook)
        self.assertToldAndExplained(told)

    def test_a_route_that_breaks_leaves_the_calls(self):
        self.calling.mention_domain = False
        self.route("Hunter2")
        broken = psycopg2.errors.QueryCanceled
        with patch.object(addressing, "column", side_effect=self.breaking(broken)):
            told = self.told(self.new_topup(source="Hunter2"))
        self.assertEqual(told.webhook_id, self.calling.webhook_id)
        self.assertEqual((told.state, bool(told.mentions)), ("outgoing", True))

    def breaking(self, error):
        """Return what breaks the transaction, as a statement that is refused does."""

        def ask(*_args):
            with self.assertRaises(psycopg2.Error):
                self.env.cr.execute("SELECT 1 / 0")
            raise error

        return ask

    def test_a_save_that_odoo_repeats_is_repeated(self):
        collision = psycopg2.errors.SerializationFailure
        with (
            self.assertRaises(collision),
            patch.object(addressing, "_called", side_effect=collision),
        ):
            self.new_topup()
            self.env.cr.flush()
        self.env.cr.precommit.clear()

    def test_a_deletion_is_told_all_the_same(self):
        self.calling.trigger = "on_unlink"
        topup = self.silent(self.new_topup(source="Hunter2"))
        self.forget_transaction()
        number = topup.id
        topup.with_context(discord_notify_disable=False).unlink()
        self.env.cr.flush()
        told = self.env["discord.notification"].search([("res_id", "=", number)])
        self.assertEqual((told.event, told.state), ("deleted", "outgoing"))
        self.assertTrue(told.content)
        self.assertFalse(told.mentions)

    def test_what_the_synchronization_finds_is_told_all_the_same(self):
        topup = self.silent(self.env["alimenteur.solde"]).create(
            {"client": self.client.id, "source": "Hunter2"}
        )
        self.env.cr.flush()
        self.told(topup).unlink()
        self.calling.baseline = topup.id - 1
        self.env["discord.sync.log"]._request("sync_AlimentationSolde")
        self.run_action("ir_cron_sync")
        self.assertToldAndExplained(self.told(topup))

    def test_what_is_written_once_its_rule_is_mended_is_told_all_the_same(self):
        self.calling.template = "{missing}"
        told = self.told(self.new_topup(source="Hunter2"))
        self.assertEqual(told.state, "error")
        self.calling.flush_recordset()
        self.env.cr.execute(  # the record came after the filter was saved
            "UPDATE discord_rule SET template = '{display_name}' WHERE id = %s",
            [self.calling.id],
        )
        self.env.invalidate_all()
        self.env["discord.watch"]._changed()
        self.calling._mend_next(0)
        self.assertToldAndExplained(told)

    def test_the_preview_says_it_of_its_record(self):
        self.new_topup(source="Hunter2")
        preview = self.calling.preview
        self.assertIn(WHY, preview["note"])
        self.assertTrue(preview["drawing"]["content"])
