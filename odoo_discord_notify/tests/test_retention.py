"""What time takes away, and what it must leave so that nothing is told twice."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..models.outbox import discord_retention
from ..models.settings import RETENTION
from .sync_common import SyncCase

YEARS_AGO = fields.Datetime.now() - timedelta(days=800)
STATES = ("outgoing", "in_doubt", "error", "sent", "canceled")


@tagged("post_install", "-at_install")
class TestRetention(SyncCase):
    def test_what_was_told_is_emptied_archived_and_keeps_its_key(self):
        topup = self.new_topup()
        [told] = self.told(topup)
        self.settle(told, "sent")
        key = (told.rule_id, told.res_model, told.res_id, told.event, told.state)
        self.age(told)
        self.forget()
        self.assertFalse(told.active)
        self.assertEqual(told.sent_date, YEARS_AGO)
        self.assertEqual(
            (told.rule_id, told.res_model, told.res_id, told.event, told.state), key
        )
        emptied = ("content", "embed", "values", "user_id", "summary")
        self.assertFalse([name for name in emptied if told[name]])
        self.env.cr.execute(
            "SELECT n::text FROM discord_notification n WHERE id = %s", [told.id]
        )
        [row] = self.env.cr.fetchone()
        for secret in ("Maârif", "500,00", topup.reference_no):
            self.assertNotIn(secret, row)

    def test_who_canceled_it_is_forgotten_and_what_it_lacks_is_not(self):
        [by_hand] = self.told(self.new_topup())
        by_hand.action_cancel()
        [incomplete] = self.told(self.new_topup(client=False))
        reason = incomplete.failure_reason
        self.age(by_hand + incomplete)
        self.forget()
        self.assertFalse(by_hand.failure_reason)
        self.assertEqual(incomplete.failure_reason, reason)
        self.assertFalse((by_hand + incomplete).filtered("active"))

    def test_what_waits_failed_or_is_in_doubt_stays_with_its_requests(self):
        told = self.told(self.new_topups(len(STATES)))
        for notification, state in zip(told, STATES, strict=True):
            self.settle(notification, state)
        requests = self.request_of(told[0]) + self.request_of(told[1:3])
        finished = self.request_of(told[3:])
        self.age(told, requests + finished)
        contents = told[:3].mapped("content")
        self.vacuum()
        self.assertEqual(told.filtered("active"), told[:3])
        self.assertEqual(told[:3].mapped("content"), contents)
        self.assertTrue(all(contents))
        self.assertEqual((requests + finished).exists(), requests)
        self.env.cr.execute(
            "SELECT DISTINCT delivery_id FROM discord_delivery_notification_rel"
        )
        self.assertEqual({id_ for (id_,) in self.env.cr.fetchall()}, set(requests.ids))

    def test_a_request_under_way_stays(self):
        told = self.told(self.new_topup())
        self.settle(told, "sent")
        sending = self.request_of(told, state="sending")
        self.age(told, sending)
        self.forget()
        self.assertTrue(sending.exists())

    def test_what_was_sent_lately_stays_though_it_happened_long_ago(self):
        told = self.told(self.new_topup())
        self.settle(told, "sent")
        self.age(told)
        told.sent_date = fields.Datetime.now()
        self.forget()
        self.assertTrue(told.content)

    def test_logs_of_runs_go_and_requested_ones_stay(self):
        logs = self.env["discord.sync.log"]
        logs.search([]).unlink()
        ended = self.synchronize()
        queued, late = self.request(), self.request()
        late.write({"state": "success", "date_end": fields.Datetime.now()})
        (ended + queued).date_end = YEARS_AGO
        self.vacuum()
        self.assertEqual(logs.search([]), late + queued)

    def test_zero_days_keep_everything(self):
        told = self.told(self.new_topup())
        self.settle(told, "sent")
        self.age(told)
        self.env["ir.config_parameter"].set_param(RETENTION, "0")
        self.forget()
        self.assertTrue(told.content)

    def test_a_million_days_are_no_error(self):
        told = self.told(self.new_topup())
        self.settle(told, "sent")
        self.age(told)
        self.env["ir.config_parameter"].set_param(RETENTION, "1000000")
        self.forget()
        self.assertTrue(told.content)

    def test_it_works_in_batches_and_is_called_again_for_the_rest(self):
        told = self.told(self.new_topups(5))
        self.settle(told, "sent")
        self.age(told)
        with patch.object(discord_retention, "BATCH", 2):
            progress = self.env["discord.retention"]._gc_notifications()
            self.assertEqual(progress, (2, True))
            self.assertEqual(len(told.filtered("active")), 3)
            self.vacuum()
        self.assertFalse(told.filtered("active"))

    def test_after_it_nothing_is_told_twice_however_last_sync_moves(self):
        topups = self.new_topups(3) + self.insert_topup(reference_no="SQL")
        self.synchronize()
        told = self.told(topups)
        self.assertEqual(len(told), 4)
        self.settle(told[:3], "sent")
        told[3].action_cancel()
        self.age(told)
        self.forget()
        self.assertFalse(told.filtered("active"))
        for days in (0, 400, 0, 4000):
            for state in self.env["discord.sync.state"].search([]):
                state.last_sync = fields.Datetime.now() - timedelta(days=days)
            for _again in range(2):
                self.assertEqual(self.synchronize().found_count, 0)
        backfill = self.synchronize(date_from=fields.Datetime.to_datetime("2000-01-01"))
        self.assertEqual(backfill.found_count, 0)
        every = self.env["discord.notification"].with_context(active_test=False)
        self.assertEqual(every.search([("res_id", "in", topups.ids)]), told[::-1])

    def test_an_incomplete_record_is_told_when_it_is_mended_years_later(self):
        topup = self.insert_topup(reference_no="ALM/9", client=None)
        self.synchronize()
        [skipped] = self.told(topup)
        self.age(skipped)
        self.forget()
        self.assertFalse(self.synchronize().lines)
        self.update(topup, client=self.client.id)
        self.synchronize()
        self.assertEqual((skipped.state, skipped.active), ("outgoing", True))
        self.assertIn("ALM/9", skipped.content)

    def test_the_list_hides_what_is_archived_and_a_filter_shows_it(self):
        told = self.told(self.new_topup())
        self.settle(told, "sent")
        self.age(told)
        self.forget()
        notifications = self.env["discord.notification"]
        self.assertFalse(notifications.search([("id", "=", told.id)]))
        search = self.env.ref("odoo_discord_notify.discord_notification_view_search")
        self.assertIn("[('active', '=', False)]", search.arch)
        shown = notifications.search([("active", "=", False), ("id", "=", told.id)])
        self.assertEqual(shown, told)

    def forget(self):
        """Clean up what is ours, as Odoo's vacuum does with all that there is."""
        ours = self.env["discord.retention"]
        for method in (ours._gc_notifications, ours._gc_deliveries, ours._gc_runs):
            while method()[1]:
                self.env.flush_all()

    def vacuum(self):
        """Clean up as Odoo does once a day; it tells of a failure in its log alone."""
        with (
            self.enter_registry_test_mode(),
            self.assertNoLogs("odoo.addons.base.models.ir_autovacuum", "ERROR"),
        ):
            self.env.ref("base.autovacuum_job").method_direct_trigger()

    def age(self, told, requests=()):
        self.env.flush_all()
        told.create_date = YEARS_AGO
        told.filtered("sent_date").sent_date = YEARS_AGO
        for request in requests:
            request.create_date = YEARS_AGO

    def settle(self, told, state):
        sent = {"sent_date": fields.Datetime.now()} if state == "sent" else {}
        told._set_state(state, **sent)

    def new_topups(self, count):
        values = [{"client": self.client.id, "solde": 1500}] * count
        return self.env["alimenteur.solde"].with_user(self.agent).create(values)

    def request_of(self, told, state="delivered"):
        return self.env["discord.delivery"].create(
            {
                "webhook_id": told.webhook_id.id,
                "notification_ids": told.ids,
                "state": state,
            }
        )
