"""How runs are requested, worked off, stopped, cut short, and written down."""

from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.syncing import discord_run_mixin, discord_sync
from .sync_common import CRON, SyncCase


@tagged("post_install", "-at_install")
class TestSynchronizationRuns(SyncCase):
    def setUp(self):
        super().setUp()
        self.env["discord.sync.log"].search([]).unlink()

    def test_a_request_waits_for_the_scheduled_action_and_is_worked_off(self):
        log = self.request()
        self.assertEqual(log.state, "queued")
        trigger = self.env["ir.cron.trigger"].search([], order="id desc", limit=1)
        self.assertEqual(trigger.cron_id, self.env.ref(CRON))
        self.run_requests()
        self.assertEqual(log.state, "success")
        self.assertTrue(log.date_start <= log.date_end)
        self.assertEqual(log.user_id, self.env.user)

    def test_a_complete_run_dates_its_state(self):
        self.synchronize()
        state = self.state()
        self.assertTrue(state.last_sync)
        self.assertFalse(state.is_syncing)

    def test_the_chain_runs_orders_first_then_top_ups_then_the_others(self):
        self.new_rule("res.country", "{name}")
        self.insert("res.country", code="ZY", name='{"en_US": "Zyx"}')
        self.insert_topup(reference_no="ALM/1")
        self.insert("bldimagaz.bc", name="BC/1", state="draft")
        log = self.synchronize("all")
        words = ["ref=BC/1", "ref=ALM/1", "Odoo id="]
        for line, word in zip(log.lines.splitlines(), words, strict=True):
            self.assertIn(word, line)

    def test_the_failure_of_one_does_not_stop_the_next(self):
        self.env.cr.execute("ALTER TABLE bldimagaz_bc RENAME COLUMN id TO old_id")
        topup = self.insert_topup(reference_no="ALM/1")
        with mute_logger("odoo.sql_db"):
            log = self.synchronize("all")
        self.assertEqual(log.state, "partial")
        self.assertIn("[ERREUR] sync_BcLinbc : UndefinedColumn", log.lines)
        self.assertTrue(self.told(topup))
        self.assertTrue(self.state().last_sync)
        self.assertFalse(self.state("sync_BcLinbc").last_sync)
        self.assertFalse(self.state("sync_BcLinbc").is_syncing)

    def test_a_run_that_fails_whole_says_so(self):
        self.env.cr.execute("ALTER TABLE alimenteur_solde RENAME COLUMN id TO old_id")
        with mute_logger("odoo.sql_db"):
            self.assertEqual(self.synchronize().state, "failed")

    def test_a_dry_run_counts_and_moves_nothing(self):
        topup = self.insert_topup(reference_no="A")
        self.insert_topup(reference_no="B", client=None)
        log = self.synchronize(dry_run=True)
        self.assertEqual(self.counts(log), (2, 1, 1, 0))
        self.assertIn("[NOUVEAU]", log.lines)
        self.assertFalse(self.told(topup))
        self.assertFalse(self.state().last_sync)
        self.assertEqual(self.counts(self.synchronize()), (2, 1, 1, 0))

    def test_batches_and_turns_add_up(self):
        for number in range(5):
            self.insert_topup(reference_no=f"ALM/{number}")
        log, turns = self.request(), 0
        with (
            patch.object(discord_sync, "BATCH", 2),
            patch.object(discord_sync, "TURN_SECONDS", 0),
        ):
            while log.state == "queued" and turns < 10:
                self.run_requests()
                turns += 1
        # three batches, one for what was incomplete, and one to end
        self.assertEqual(turns, 5)
        self.assertEqual(log.state, "success")
        self.assertEqual(self.counts(log), (5, 5, 0, 0))
        self.assertEqual(len(log.lines.splitlines()), 5)

    def test_more_lines_than_a_log_holds_are_counted(self):
        for number in range(3):
            self.insert_topup(reference_no=f"ALM/{number}")
        with patch.object(discord_run_mixin, "MAX_LINES", 2):
            log = self.synchronize()
        self.assertEqual(log.lines.splitlines()[2:], ["… and 1 more"])

    def test_a_run_can_be_stopped(self):
        topup = self.insert_topup(reference_no="A")
        log = self.request()
        log.action_stop()
        self.run_requests()
        self.assertEqual(log.state, "stopped")
        self.assertFalse(self.told(topup))
        self.assertFalse(self.state().last_sync)

    def test_a_run_whose_process_died_is_recognised_by_the_next(self):
        dead = self.request()
        dead.write({"state": "running", "date_start": fields.Datetime.now()})
        self.synchronize()
        state = self.state()
        state.is_syncing = True
        dead.state = "running"
        topup = self.insert_topup(reference_no="A")
        self.synchronize()
        self.assertEqual(dead.state, "interrupted")
        self.assertFalse(state.is_syncing)
        self.assertTrue(self.told(topup))

    def test_a_stuck_state_is_unblocked_by_hand(self):
        self.synchronize()
        state = self.state()
        state.is_syncing = True
        state.action_unblock()
        self.assertFalse(state.is_syncing)

    def test_the_chain_runs_by_itself(self):
        topup = self.insert_topup(reference_no="A")
        self.run_schedule()
        log = self.env["discord.sync.log"].search([])
        self.assertEqual((log.sync_type, log.scheduled), ("all", True))
        self.assertEqual(self.told(topup).sync_log_id, log)

    def test_scheduled_runs_in_a_row_that_find_nothing_share_a_row(self):
        for _hour in range(3):
            self.run_schedule()
        log = self.env["discord.sync.log"].search([])
        self.assertEqual((len(log), log.run_count), (1, 3))
        self.insert_topup(reference_no="A")
        self.run_schedule()
        self.run_schedule()
        counts = self.env["discord.sync.log"].search([]).mapped("run_count")
        self.assertEqual(counts, [1, 1, 3])

    def test_requests_of_the_schedule_do_not_pile_up(self):
        self.run_action("ir_cron_sync_all")
        self.run_action("ir_cron_sync_all")
        self.assertEqual(self.env["discord.sync.log"].search_count([]), 1)

    def run_schedule(self):
        self.run_action("ir_cron_sync_all")
        self.run_requests()

    def state(self, sync_type="sync_AlimentationSolde"):
        return self.env["discord.sync.state"].search([("sync_type", "=", sync_type)])
