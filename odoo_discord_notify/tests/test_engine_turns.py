"""One webhook's trouble is not the others'."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import mute_logger

from ..discord.verdict import Verdict
from ..models.sending import delivery_claim
from .dispatcher_common import DispatcherCase

DELIVERED = Verdict("delivered", http_status=200, message_id="17")
REFUSED = Verdict("rejected", http_status=400)
DISPATCHER = "odoo.addons.odoo_discord_notify.models.sending.discord_dispatcher"


class TestEngineTurns(DispatcherCase):
    def claimed(self):
        """Return the webhooks whose turn it is, as the sender sees it."""
        self.env.flush_all()
        claims, _pause = self.env["discord.dispatcher"]._claim_due(None, 8)
        ids = [one.delivery_id for one in claims]
        return self.env["discord.delivery"].browse(ids).webhook_id

    def test_after_a_ban_a_webhook_without_a_url_does_not_keep_others_from_asking(self):
        self.queue("a")
        self.queue("b", webhook=self.other)
        self.sender.url_secret = False
        (self.sender | self.other).needs_probe = True
        self.assertEqual(self.claimed(), self.other)

    def test_after_a_ban_one_webhook_asks_for_all(self):
        self.queue("a")
        self.queue("b", webhook=self.other)
        (self.sender | self.other).needs_probe = True
        self.assertEqual(len(self.claimed()), 1)
        self.assertFalse(self.claimed())

    def test_of_two_that_are_stopped_one_is_looked_at(self):
        for webhook in (self.sender, self.other):
            self.queue("a", webhook=webhook)
            self.come_to("disabled", webhook, http_status=400, discord_code=40006)
        self.let_time_pass()
        self.assertEqual(len(self.claimed()), 1)
        self.assertFalse(self.claimed())

    def test_a_claim_is_five_statements(self):
        dispatcher = self.env["discord.dispatcher"]
        self.queue("a")
        self.queue("b", webhook=self.other)
        self.env.flush_all()
        dispatcher._claim_due(None, 1)
        with self.assertQueryCount(5):
            claims, _pause = dispatcher._claim_due(None, 1)
        self.assertEqual(len(claims), 1)

    def test_of_all_that_are_stopped_the_last_look_is_asked_for_once(self):
        for webhook in (self.sender, self.other):
            self.queue("a", webhook=webhook)
            self.come_to("disabled", webhook, http_status=400, discord_code=40006)
        with self.assertQueryCount(2):
            claims, _pause = self.env["discord.dispatcher"]._claim_due(None, 8)
        self.assertFalse(claims)

    @mute_logger(DISPATCHER)
    def test_a_message_that_cannot_be_made_stops_nobody_else(self):
        self.queue("a")
        self.queue("b", webhook=self.other)
        pack = delivery_claim.pack

        def fail(items):
            first, *others = items
            if first.text == "a":
                raise ValueError
            return pack([first, *others])

        with patch.object(delivery_claim, "pack", fail):
            self.assertEqual(self.claimed(), self.other)

    def test_the_administrators_hear_of_what_has_failed_often_enough(self):
        self.queue("a")
        for _failure in range(4):
            self.come_to("offline")
            self.let_time_pass()
        self.assertFalse(self.sender.trouble)
        self.come_to("offline")
        self.assertIn("cannot be reached", self.sender.trouble)
        self.let_time_pass()
        self.come_to("delivered", message_id="17")
        self.assertFalse(self.sender.trouble)

    def test_the_administrators_hear_of_a_broken_webhook_after_an_outage_too(self):
        self.queue("a")
        for _failure in range(5):
            self.come_to("offline")
            self.let_time_pass()
        self.env["discord.alert"]._tell_administrators()
        self.assertTrue(self.sender.alerted)
        self.come_to("webhook_unknown", http_status=404, discord_code=10015)
        self.assertIn("deleted in Discord", self.sender.trouble)
        self.assertFalse(self.sender.alerted)

    @mute_logger(DISPATCHER)
    def test_an_alert_that_cannot_be_mailed_does_not_make_the_sender_fail(self):
        """Odoo deactivates a scheduled action that has failed for a week."""
        self.queue("a")
        self.come_to("webhook_unknown", http_status=404, discord_code=10015)
        parameter = "odoo_discord_notify.fallback_addresses"
        self.env["ir.config_parameter"].set_param(parameter, "it@asg.example")
        mails = type(self.env["mail.mail"])
        with (
            patch.object(mails, "create", side_effect=ValueError("its own trouble")),
            self.enter_registry_test_mode(),
            self.registry.cursor() as cr,
        ):
            self.env(cr=cr)["discord.dispatcher"]._run()
        self.assertFalse(self.sender.alerted)  # tried again by the next run

    def test_what_to_send_of_a_queue_takes_a_date_where_it_says_since(self):
        waiting = self.queue("a")
        self.sender.asks_backlog = True
        backlog = self.env["discord.backlog"].create(
            {"webhook_id": self.sender.id, "choice": "since"}
        )
        with self.assertRaisesRegex(UserError, "Enter the date"):
            backlog.action_decide()
        self.assertEqual((waiting.state, self.due()), ("outgoing", {}))

    def test_a_queue_of_which_nothing_is_older_than_the_date_is_let_go(self):
        waiting = self.queue("a")
        self.sender.asks_backlog = True
        values = {"webhook_id": self.sender.id, "since": "2020-01-01 00:00:00"}
        backlog = self.env["discord.backlog"].create({**values, "choice": "since"})
        backlog.action_decide()
        self.assertFalse(self.sender.asks_backlog)
        self.assertEqual((waiting.state, self.due()), ("outgoing", {self.sender: None}))

    def test_a_webhook_that_gets_another_thread_is_tried_again(self):
        self.queue("a")
        self.come_to("thread_unknown", http_status=404, discord_code=10003)
        self.assertEqual(self.sender.state, "broken")
        self.assertGreater(self.seconds_held(self.sender), 50)
        self.sender.thread_id = "1" * 18
        self.assertEqual(self.due(), {self.sender: None})

    def test_one_bad_message_among_45_is_found_in_a_few_requests(self):
        notifications = self.queue(*(f"n{number}" for number in range(45)))
        bad, requests = notifications[29], 0
        while self.due():
            _payload, delivery = self.claim()
            is_bad = bad in delivery.notification_ids
            delivery._settle(REFUSED if is_bad else DELIVERED)
            requests += 1
        self.assertEqual(bad.state, "error")
        self.assertEqual(set((notifications - bad).mapped("state")), {"sent"})
        self.assertLessEqual(requests, 14)
        carried = self.env["discord.delivery"].search([("state", "=", "delivered")])
        arrived = [sorted(one.notification_ids.ids) for one in carried.sorted("id")]
        self.assertEqual(sum(arrived, []), (notifications - bad).ids)
