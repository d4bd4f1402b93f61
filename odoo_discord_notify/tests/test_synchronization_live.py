"""What people see of a run: progress, news over the bus, stop and continue."""

import json
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from ..models.syncing import discord_sync
from .sync_common import SyncCase

READERS = "odoo_discord_notify.group_discord_user"


@tagged("post_install", "-at_install")
class TestSynchronizationLive(SyncCase):
    def one_batch(self, log):
        """Work off one batch only, as a turn that is short does."""
        with (
            patch.object(discord_sync, "BATCH", 2),
            patch.object(discord_sync, "TURN_SECONDS", 0),
        ):
            self.run_requests()

    def insert_topups(self, count):
        return [self.insert_topup(reference_no=f"ALM/{n}") for n in range(count)]

    def test_progress_grows_to_the_end(self):
        self.insert_topups(6)
        log, seen = self.request(), [0]
        while log.state == "queued":
            self.one_batch(log)
            seen.append(log.progress)
        self.assertEqual(seen, sorted(seen))
        self.assertEqual(seen[-1], 100)
        self.assertGreater(len(set(seen)), 3)

    def test_a_stopped_run_goes_on_where_it_stopped(self):
        topups = self.insert_topups(5)
        log = self.request()
        self.one_batch(log)
        log.action_stop()
        self.run_requests()
        self.assertEqual((log.state, log.new_count), ("stopped", 2))
        self.assertTrue(log.can_continue)
        log.action_continue()
        self.run_requests()
        self.assertEqual((log.state, log.new_count), ("success", 5))
        self.assertEqual(len(log.lines.splitlines()), 5)
        self.assertEqual(len(self.told(sum(topups, topups[0]))), 5)
        self.assertFalse(log.can_continue)

    def stopped(self):
        """Return the log of a run that was stopped after its first batch."""
        self.insert_topups(5)
        log = self.request()
        self.one_batch(log)
        log.action_stop()
        self.run_requests()
        return log

    def test_a_continued_run_tells_no_history_of_what_its_rule_watches_now(self):
        log = self.stopped()
        order = {"name": "BC/2026", "state": "draft"}
        history = [self.insert("bldimagaz.bc", **order) for _number in range(9)]
        rule = self.rule("solde")
        rule.write({"model_name": "bldimagaz.bc", "required_fields": False})
        log.action_continue()
        self.run_requests()
        self.assertFalse(self.told(sum(history, history[0]), rule))
        self.assertEqual((log.state, log.new_count), ("success", 2))
        self.assertIn("its rule is gone, or is about other records", log.lines)

    def test_a_continued_run_begins_where_its_rule_has_begun_anew(self):
        log = self.stopped()
        rule = self.rule("solde")
        rule.active = False
        rule.active = True
        news = self.insert_topup(reference_no="news")
        log.action_continue()
        self.run_requests()
        self.assertEqual((log.state, log.new_count), ("success", 3))
        self.assertEqual(len(self.told(news, rule)), 1)

    def test_a_run_whose_process_died_can_be_continued(self):
        self.insert_topups(3)
        log = self.request()
        self.one_batch(log)
        log.state = "running"  # and its process is gone
        self.run_requests()
        self.assertEqual((log.state, log.can_continue), ("interrupted", True))
        log.action_continue()
        self.run_requests()
        self.assertEqual((log.state, log.new_count), ("success", 3))

    def test_each_step_is_told_to_those_who_may_read_logs_and_without_content(self):
        self.insert_topups(1)
        self.env["bus.bus"].search([]).unlink()
        log = self.synchronize()
        self.env.cr.precommit.run()
        group = self.env.ref(READERS)
        channel = json.dumps([self.env.cr.dbname, group._name, group.id])
        sent = self.env["bus.bus"].search([("message", "like", log._name)])
        self.assertTrue(sent)
        for one in sent:
            self.assertEqual(json.loads(one.channel), json.loads(channel))
            message = json.loads(one.message)
            self.assertEqual(message, {"type": log._name, "payload": {"id": log.id}})

    def test_a_log_is_read_by_those_who_may_see_all_its_companies(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.new_rule("res.country", "{name}", company_id=other.id)
        own, others = self.request(), self.request("sync_res.country")
        reader = new_test_user(self.env, "reader", READERS)
        logs = self.env["discord.sync.log"].with_user(reader)
        self.assertIn(own, logs.search([]))
        self.assertNotIn(others, logs.search([]))
        with self.assertRaises(AccessError):
            others.with_user(reader).read(["lines"])
        reader.company_ids = [Command.link(other.id)]
        both = logs.with_context(allowed_company_ids=reader.company_ids.ids)
        self.assertIn(others, both.search([]))

    def test_a_person_s_run_works_off_the_rules_that_person_may_see(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.new_rule("res.country", "{name}", company_id=other.id)
        manager = new_test_user(
            *(self.env, "karim", "odoo_discord_notify.group_discord_manager")
        )
        console = self.env["discord.sync.console"].with_user(manager)
        self.assertNotIn("sync_res.country", dict(console._selection_sync_type()))
        log = self.env["discord.sync.log"].browse(
            console.create({"sync_type": "all"}).action_run_now()["res_id"]
        )
        self.assertNotIn("res.country", json.dumps(log.plan))
        self.assertFalse(log.company_ids)
        self.assertTrue(log.with_user(manager).has_access("read"))

    def test_a_run_ends_in_a_summary_and_the_way_to_its_notifications(self):
        self.insert_topups(2)
        self.insert_topup(reference_no="bad", client=None)
        log = self.synchronize()
        self.assertEqual(log.summary, "2 queued, 1 skipped.")
        action = log.action_open_notifications()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(found), 3)
        again = self.synchronize()
        self.assertEqual(again.summary, "Nothing new: everything was told.")
        self.insert_topup(reference_no="more")
        said = "1 to be queued. This is a dry run: nothing is told."
        self.assertEqual(self.synchronize(dry_run=True).summary, said)
        self.assertTrue(again.date_end <= fields.Datetime.now())
