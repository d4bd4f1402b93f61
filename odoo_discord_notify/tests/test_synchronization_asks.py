"""History is told only after a question that says how much it is."""

from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import Form, new_test_user, tagged

from ..models.syncing.sync_estimate import Estimate
from .sync_common import SyncCase

LONG_AGO, SINCE = datetime(2025, 1, 1), datetime(2025, 1, 2)


@tagged("post_install", "-at_install")
class TestSynchronizationAsks(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "odoo_discord_notify.group_discord_manager"
        cls.manager = new_test_user(cls.env, "karim", group)

    def history(self, number, client=True):
        """Return top-ups that their rule leaves alone."""
        rule = self.rule("solde")
        rule.active = False
        refs = [f"ALM/{client}/{index}" for index in range(number)]
        values = {"create_date": SINCE, "client": self.client.id if client else None}
        topups = [self.insert_topup(reference_no=ref, **values) for ref in refs]
        rule.active = True
        return topups

    def console(self, **values):
        values = {"sync_type": "sync_AlimentationSolde", **values}
        return self.env["discord.sync.console"].with_user(self.manager).create(values)

    def logs(self):
        return self.env["discord.sync.log"].search([("scheduled", "=", False)])

    def test_a_backfill_asks_first_and_is_requested_when_confirmed(self):
        topups = self.history(3)
        before, console = self.logs(), self.console(date_from=SINCE)
        asked = console.action_run_now()
        self.assertEqual(asked["res_id"], console.id)
        self.assertEqual(self.logs(), before, "Nothing may begin before the answer.")
        self.assertIn("Notifications: about 3\n", console.question)
        self.assertIn("Messages on Discord: about 1\n", console.question)
        self.assertIn("less than a minute", console.question)
        console.action_run_now()
        self.run_requests()
        self.assertEqual((self.logs() - before).new_count, 3)
        self.assertTrue(all(self.told(topup) for topup in topups))

    def test_other_choices_are_asked_about_anew(self):
        self.history(1)
        console = self.console(date_from=SINCE)
        console.action_run_now()
        with Form(console) as form:
            self.assertTrue(form.question)
            form.date_from = LONG_AGO
            self.assertFalse(form.question)
        before = self.logs()
        console.action_run_now()
        self.assertEqual(self.logs(), before)
        self.assertTrue(console.question)

    def test_nothing_is_asked_when_nothing_will_be_told(self):
        self.history(1)
        for options in (
            {},
            {"date_from": SINCE, "dry_run": True},
            {"date_from": fields.Datetime.now() + timedelta(days=1)},
        ):
            with self.subTest(options):
                action = self.console(**options).action_run_now()
                self.assertEqual(action["res_model"], "discord.sync.log")

    def test_incomplete_records_are_not_counted(self):
        self.history(2)
        self.history(2, client=False)
        console = self.console(date_from=SINCE)
        console.action_run_now()
        self.assertIn("Notifications: about 2\n", console.question)

    def test_messages_are_counted_one_by_one_where_nothing_is_packed(self):
        self.webhook("solde").pack = False
        self.history(3)
        console = self.console(date_from=SINCE)
        console.action_run_now()
        self.assertIn("Messages on Discord: about 3\n", console.question)

    def test_a_rule_with_routes_has_messages_in_each_of_their_channels(self):
        rule, elsewhere = self.rule("solde"), self.webhook("bc")
        elsewhere.pack = False
        self.history(5)
        route = {"value": "draft", "webhook_id": elsewhere.id}
        rule.write({"route_field": "state", "route_ids": [(0, 0, route)]})
        console = self.console(date_from=SINCE)
        console.action_run_now()
        self.assertIn("Notifications: about 5\n", console.question)
        self.assertIn("Messages on Discord: about 5\n", console.question)

    def test_more_than_the_sample_is_counted_too(self):
        self.webhook("solde").pack = False
        self.history(125)
        console = self.console(date_from=SINCE)
        console.action_run_now()
        self.assertIn("Notifications: about 125\n", console.question)
        self.assertIn("at least 4 min", console.question)

    def test_how_long_it_lasts_is_said_as_people_say_it(self):
        said = Estimate(100_000, 12_000, 23_940).in_words(self.env)
        self.assertIn("about 100,000\n", said)
        self.assertIn("at least 6 h 39 min", said)

    def test_moving_the_last_run_back_asks_first(self):
        [topup] = self.history(1)
        self.synchronize()
        self.assertFalse(self.told(topup))
        state, rule = self.state(), self.rule("solde")
        last_sync, baseline = state.last_sync, rule.baseline
        move = self.move(state, SINCE)
        self.assertEqual(move.action_move()["res_id"], move.id)
        self.assertIn("Notifications: about 1\n", move.question)
        self.assertEqual((state.last_sync, rule.baseline), (last_sync, baseline))
        move.date_from = LONG_AGO
        move.action_move()
        self.assertEqual(state.last_sync, last_sync, "Another date, another question.")
        move.action_move()
        self.assertEqual(state.last_sync, LONG_AGO)
        self.synchronize()
        self.assertTrue(self.told(topup))

    def test_moving_the_last_run_where_nothing_is_to_tell_asks_nothing(self):
        self.synchronize()
        state = self.state()
        for date in (SINCE, fields.Datetime.now()):
            self.move(state, date).action_move()
            self.assertEqual(state.last_sync, date)

    def state(self):
        return self.env["discord.sync.state"].search(
            [("sync_type", "=", "sync_AlimentationSolde")]
        )

    def move(self, state, date):
        values = {"state_id": state.id, "date_from": date}
        return self.env["discord.sync.move"].with_user(self.manager).create(values)
