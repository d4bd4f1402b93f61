"""Periods are told once each, however late and by however many servers."""

import logging
from datetime import datetime, timedelta
from threading import Barrier, Thread
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from ..models.recap.discord_recap_run import UNTOLD
from ..models.retrying import committed
from .common import CommittedCase
from .recap_common import RecapCase

INSTANT = timedelta(seconds=1)
OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_notification"


@tagged("post_install", "-at_install")
class TestRecapRuns(RecapCase):
    def starts(self, moment):
        """Return on which days of November the periods began that were told so far."""
        return [told.period_start.day for told in self.run_at(moment)]

    def test_nothing_is_told_before_the_hour_and_once_from_then_on(self):
        self.new_recap(since="2026-11-27 18:00:00")
        self.assertEqual(self.starts("2026-11-28 17:59:30"), [])
        self.assertEqual(self.starts("2026-11-28 18:00:10"), [27])
        self.assertEqual(self.starts("2026-11-28 18:01:10"), [27])
        self.assertEqual(self.starts("2026-11-29 18:00:00"), [27, 28])

    def test_a_server_that_was_stopped_over_the_hour_tells_it_late(self):
        self.new_recap(since="2026-11-27 18:00:00")
        self.topup("2026-11-28 17:00:00", 5)
        self.topup("2026-11-28 18:30:00", 7)
        told = self.run_at("2026-11-28 19:40:00")
        self.assertEqual(told.period_start.day, 27)
        self.assertRegex(told.content, r"Total +1\n")

    def test_after_three_days_three_are_told_the_oldest_first(self):
        self.new_recap(since="2026-11-25 19:00:00")
        self.assertEqual(self.starts("2026-11-28 20:00:00"), [25, 26, 27])

    def test_after_nine_days_the_last_seven_are_told_and_the_others_never(self):
        self.new_recap(since="2026-11-15 19:00:00")
        first = [17, 18, 19, 20, 21, 22, 23]
        self.assertEqual(self.starts("2026-11-24 20:00:00"), first)
        self.assertEqual(self.starts("2026-11-25 18:00:00"), [*first, 24])

    def test_what_ended_before_it_was_switched_on_is_never_told(self):
        recap = self.new_recap()
        recap.active = False
        self.assertFalse(recap.since or recap.next_date)
        with freeze_time("2026-11-28 12:00:00"):
            recap.active = True
            recap.flush_recordset()
        self.assertEqual(recap.since.day, 28)
        self.assertEqual(self.starts("2026-11-28 17:00:00"), [])
        self.assertEqual(self.starts("2026-11-28 18:00:00"), [27])

    def test_another_hour_tells_nothing_anew(self):
        recap = self.new_recap(since="2026-11-20 18:00:00")
        self.starts("2026-11-28 18:00:00")
        told = self.recapped()
        with freeze_time("2026-11-28 19:00:00"):
            recap.hour = 9
        self.assertEqual((recap.since.day, recap.since.hour), (28, 19))
        self.assertEqual(self.run_at("2026-11-29 08:00:00"), told)
        self.assertEqual(len(self.run_at("2026-11-29 09:00:00")), len(told) + 1)

    def test_any_other_hour_is_told_when_it_says_so(self):
        """Also where the new period begins soon after the last one that was told."""
        for hour in (19, 23.5, 0, 5, 17):
            with self.subTest(hour):
                recap = self.new_recap(since="2026-11-20 18:00:00")
                told = self.run_at("2026-11-28 18:00:00")
                with freeze_time("2026-11-28 18:05:00"):
                    recap.hour = hour
                    end = recap.next_date
                self.assertEqual(self.run_at(end - INSTANT), told)
                first = self.run_at(end) - told
                self.assertEqual(first.period_start, end - timedelta(days=1))
                self.assertEqual(self.run_at(end + timedelta(hours=1)), told + first)
                recap.active = False

    def test_days_become_weeks_and_the_first_one_is_told_when_it_says_so(self):
        recap = self.new_recap(since="2026-11-20 18:00:00")
        told = self.run_at("2026-11-26 18:00:00")  # a Thursday: Monday's was told
        with freeze_time("2026-11-26 19:00:00"):
            recap.period = "week"
            end = recap.next_date
        self.assertEqual(end, datetime(2026, 12, 7, 18))
        self.assertEqual(self.run_at("2026-12-07 17:59:00"), told)
        first = self.run_at(end) - told
        self.assertEqual(first.period_start, datetime(2026, 11, 30, 18))
        with freeze_time("2026-12-07 18:30:00"):
            recap.period = "day"
        days = self.run_at("2026-12-08 18:00:00") - told - first
        self.assertEqual(days.period_start, end)

    def test_so_they_do_while_it_is_archived(self):
        recap = self.new_recap(since="2026-11-20 18:00:00")
        told = self.run_at("2026-11-26 18:00:00")
        with freeze_time("2026-11-26 19:00:00"):
            recap.active = False
            recap.period = "week"
            recap.active = True
            self.assertEqual(recap.next_date, datetime(2026, 12, 7, 18))
        self.assertEqual(self.run_at("2026-12-01 18:00:00"), told)
        self.assertEqual(len(self.run_at("2026-12-07 18:00:00")), len(told) + 1)

    def test_newer_data_of_its_zone_tell_nothing_again(self):
        recap = self.new_recap(since="2026-11-20 18:00:00", hour=18)
        told = self.run_at("2026-11-28 18:00:00")
        for one in told:  # as data would have it that are an hour wrong
            one.period_start = fields.Datetime.subtract(one.period_start, hours=1)
        self.assertEqual(self.run_at("2026-11-28 18:30:00"), told)
        self.assertEqual(len(self.run_at("2026-11-29 18:00:00")), len(told) + 1)
        self.assertTrue(recap.since)

    def test_a_zone_whose_name_is_gone_keeps_nobody_from_telling(self):
        recaps = self.new_recap(since="2026-11-27 18:00:00")
        recaps += self.new_recap(since="2026-11-27 18:00:00")
        recaps.flush_recordset()
        query = "UPDATE discord_recap SET tz = 'Mars/Tharsis' WHERE id = %s"
        self.env.cr.execute(query, recaps[:1].ids)
        recaps.invalidate_recordset()
        self.assertEqual(self.run_at("2026-11-28 18:00:00").recap_id, recaps)

    def test_an_empty_period_is_told_or_left_out_as_chosen_and_used_up(self):
        self.new_recap(since="2026-11-27 18:00:00")
        left_out = self.new_recap(since="2026-11-27 18:00:00", skip_empty=True)
        said, silent = self.run_at("2026-11-28 18:00:00")
        self.assertIn("Rien sur cette période.", said.content)
        self.assertEqual(silent.recap_id, left_out)
        self.assertEqual((silent.state, silent.failure_type), ("canceled", "empty"))
        self.topup("2026-11-28 10:00:00", 5)  # entered late
        self.assertEqual(self.run_at("2026-11-28 18:05:00"), said + silent)
        self.assertFalse(left_out.last_date)

    def test_it_goes_into_the_outbox_like_any_other(self):
        recap = self.new_recap(since="2026-11-27 18:00:00")
        recap.company_id = self.env.company
        told = self.run_at("2026-11-28 18:00:00")
        self.assertEqual(told.state, "outgoing")
        self.assertEqual(told.webhook_id, self.webhook("solde"))
        self.assertEqual(told.company_id, self.env.company)
        self.assertEqual((told.res_model, told.res_id), ("discord.recap", recap.id))
        self.assertFalse(told.rule_id)
        self.assertTrue(told.display_name.startswith("Alimentations"))
        self.assertEqual(recap.notification_count, 1)
        with self.assertLogs(OUTBOX, logging.INFO) as log:
            told._log_committed()
        self.assertIn("[RÉCAP]", log.output[0])

    def test_what_fails_is_said_tried_again_and_nothing_later_is_told_before(self):
        recap = self.new_recap(since="2026-11-26 18:00:00")
        kind, module = type(recap), "odoo.addons.odoo_discord_notify.models.recap"
        with patch.object(kind, "_said", side_effect=ZeroDivisionError):
            with self.assertLogs(f"{module}.discord_recap_run", "ERROR") as log:
                self.assertEqual(self.starts("2026-11-28 18:00:00"), [])
                self.assertEqual(self.starts("2026-11-28 18:01:00"), [])
        sentence = UNTOLD % recap.id
        self.assertEqual(len([one for one in log.output if sentence in one]), 1)
        self.assertEqual(recap.state, "error")
        self.assertIn("ZeroDivisionError", recap.state_message)
        self.assertEqual(self.starts("2026-11-28 18:02:00"), [26, 27])
        self.assertEqual(recap.state, "watching")

    def test_it_calls_on_time_and_nobody_when_it_is_late(self):
        mention = self.env["discord.mention"].search([("kind", "=", "here")])
        recap = self.new_recap(since="2026-11-26 18:00:00", silent=True)
        recap.write({"mention_ids": mention.ids, "mention_breaks_quiet": True})
        self.assertIn("@here", recap.preview["message"]["content"])
        late, told = self.run_at("2026-11-28 18:30:00")
        self.assertFalse(late.mentions)
        self.assertEqual([one["kind"] for one in told.mentions], ["here"])
        self.assertTrue(late.silent and told.silent and told.breaks_quiet)

    def test_sent_by_hand_the_period_is_told_so_far_and_not_used_up(self):
        recap = self.new_recap(since="2026-11-27 18:00:00")
        self.topup("2026-11-28 10:00:00", 5)
        pressed = []

        def send_now(dispatcher, prepare):
            pressed.append(prepare(dispatcher.env(su=True)))
            return {pressed[0].id: ("sent", "")}

        kind = type(self.env["discord.dispatcher"])
        with (
            patch.object(kind, "_send_now", send_now),
            freeze_time("2026-11-28 12:00:00"),
        ):
            recap.action_send_now()
        self.assertEqual((pressed[0].event, pressed[0].state), ("manual", "outgoing"))
        self.assertIn("Du 27-11-2026 18:00 jusqu", pressed[0].content)
        self.assertRegex(pressed[0].content, r"Total +1\n")
        self.assertEqual(self.starts("2026-11-28 18:00:00"), [27])


@tagged("post_install", "-at_install")
class TestRecapCommitted(CommittedCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            webhook = env.ref("odoo_discord_notify.webhook_solde")
            values = {"name": "Test", "model_name": "res.partner"}
            recap = env["discord.recap"].create({**values, "webhook_id": webhook.id})
        self.recap_id = recap.id
        self.addCleanup(self.remove_recap)

    def remove_recap(self):
        with self.transaction() as env:
            mine = [("recap_id", "=", self.recap_id)]
            env["discord.notification"].search(mine).unlink()
            env["discord.recap"].browse(self.recap_id).unlink()

    def test_two_servers_at_the_same_moment_tell_a_period_once(self):
        both, told = Barrier(2), []

        def tell():
            with self.registry.cursor() as cr:
                env = self.env_of(cr)
                recap = env["discord.recap"].browse(self.recap_id)
                period = recap._calendar().period_at(fields.Datetime.now())
                recap.name  # noqa: B018 its snapshot begins before the other's commit
                both.wait(10)
                told.append(committed(env, recap._tell_in_turn, period))

        threads = [Thread(target=tell) for _server in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        self.assertEqual(sorted(map(len, told)), [0, 1])
        with self.transaction() as env:
            mine = [("recap_id", "=", self.recap_id)]
            self.assertEqual(env["discord.notification"].search_count(mine), 1)

    def env_of(self, cr):
        with self.transaction() as env:
            return env(cr=cr)
