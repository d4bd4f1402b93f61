"""Whom a rule calls: kept when it happens, decided when it is sent."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..models.sending.delivery_claim import claim
from .dispatcher_common import DispatcherCase

LOGGER = "odoo.addons.odoo_discord_notify.models.outbox.addressing"
BIG = "[('solde', '>=', 100000)]"


@tagged("post_install", "-at_install")
class TestCalls(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.compta, cls.here = cls.env["discord.mention"].create(
            [
                {"name": "@compta", "kind": "role", "discord_id": "123"},
                {"name": "@here", "kind": "here"},
            ]
        )
        cls.topups = cls.rule("solde")
        cls.topups.write({"mention_ids": cls.compta.ids, "mention_domain": BIG})
        cls.called = [{"kind": "role", "discord_id": "123", "name": "@compta"}]

    def sent_now(self, act):
        """Do what a person's button does; returns the notification that it makes."""
        made = []

        def send_now(_dispatcher, prepare):
            made.append(prepare(self.env))
            return {}

        with patch.object(type(self.env["discord.dispatcher"]), "_send_now", send_now):
            act()
        return made[0]

    def claimed(self, webhook=None):
        """Take the next message of a webhook: a `Claim`, or None."""
        self.env.flush_all()
        return claim(webhook or self.sender)

    def test_only_records_that_match_the_filter_call(self):
        small, big = self.told(self.new_topup() + self.new_topup(solde=100_000))
        self.assertEqual((small.mentions, big.mentions), (False, self.called))

    def test_without_a_filter_all_do(self):
        self.topups.mention_domain = False
        self.assertEqual(self.told(self.new_topup()).mentions, self.called)

    def test_what_counts_is_the_record_at_the_commit(self):
        topup = self.new_topup(solde=100_000)
        self.assertTrue(self.told(topup).mentions)
        topup.solde = 10
        self.assertFalse(self.told(topup).mentions)

    def test_a_filter_may_compare_with_what_was_before(self):
        """A BL that is put off by more than a week, and no other."""
        rule = self.rule("bl")
        later = "[('date_ecriture', '>', '{old.date_ecriture} +7d')]"
        rule.write({"mention_ids": self.compta.ids, "mention_domain": later})
        self.assertEqual(rule.state, "watching")
        for new, mentions in (
            ("2025-05-09", False),
            ("2025-05-10", self.called),
            ("2025-04-01", False),
            (False, False),
        ):
            order = self.new_order(date_ecriture="2025-05-02")
            order.date_ecriture = new
            self.assertEqual(self.told(order, rule).mentions, mentions)
        order = self.new_order()  # nothing was before
        order.date_ecriture = "2027-05-02"
        self.assertFalse(self.told(order, rule).mentions)

    def test_a_filter_cannot_compare_with_what_is_not_watched(self):
        rule = self.rule("bl")
        later = "[('date_livraison', '>', '{old.date_livraison} +7d')]"
        rule.write({"mention_ids": self.compta.ids, "mention_domain": later})
        self.assertEqual(rule.state, "error")
        self.assertIn("date_livraison", rule.state_message)

    def test_a_row_keeps_what_its_rule_had_when_it_happened(self):
        self.topups.write({"silent": True, "mention_breaks_quiet": True})
        row = self.told(self.new_topup(solde=100_000))
        self.compta.write({"name": "@daf", "discord_id": "9"})
        self.topups.write({"silent": False, "mention_breaks_quiet": False})
        self.assertEqual(row.mentions, self.called)
        self.assertTrue(row.silent and row.breaks_quiet)
        later = self.told(self.new_topup(solde=100_000))
        self.assertEqual(later.mentions[0]["discord_id"], "9")
        self.assertFalse(later.silent or later.breaks_quiet)

    def test_discord_is_told_by_name_whom_it_may_call(self):
        self.topups.mention_ids += self.here
        self.topups.template = "@everyone <@7> {display_name} @here"
        self.told(self.new_topup(solde=100_000))
        taken = self.claimed()
        text = taken.payload["content"]
        self.assertTrue(text.startswith("<@&123> @here\n@\u200beveryone <@\u200b7> "))
        allowed = {"parse": ["everyone"], "roles": ["123"]}
        self.assertEqual(taken.call.allowed(), allowed)

    def test_what_calls_begins_a_message(self):
        for solde in (1, 100_000, 2, 200_000):
            self.told(self.new_topup(solde=solde))
        first = self.claimed()
        self.assertFalse(first.call)
        delivery = self.env["discord.delivery"].browse(first.delivery_id)
        self.assertEqual(len(delivery.notification_ids), 1)
        delivery.notification_ids._set_state("sent")
        delivery.state = "delivered"
        second = self.claimed()
        self.assertEqual(second.payload["content"].count("<@&123>"), 1)
        delivery = self.env["discord.delivery"].browse(second.delivery_id)
        self.assertEqual(len(delivery.notification_ids), 3)

    def test_a_repeat_after_doubt_calls_again(self):
        self.told(self.new_topup(solde=100_000))
        self.come_to("unanswered")
        self.let_time_pass()
        taken = self.claimed()
        self.assertTrue(taken.payload["content"].startswith("<@&123>\n"))
        self.assertIn("répétition possible", taken.payload["content"])
        self.assertEqual(taken.call.allowed()["roles"], ["123"])

    def test_what_happened_more_than_an_hour_ago_calls_nobody(self):
        row = self.told(self.new_topup(solde=100_000))
        row.create_date = fields.Datetime.now() - timedelta(minutes=59)
        self.assertTrue(self.claimed().call)
        self.env["discord.delivery"].search([]).state = "limited"
        row.create_date = fields.Datetime.now() - timedelta(minutes=61)
        taken = self.claimed()
        self.assertFalse(taken.call)
        self.assertNotIn("<@&", taken.payload["content"])

    def test_a_record_found_long_after_calls_nobody(self):
        topups = self.silent(self.env["alimenteur.solde"])
        old, new = topups.create([{"client": self.client.id, "solde": 100_000}] * 2)
        self.env.cr.flush()
        self.told(old + new).unlink()
        self.env.cr.execute(
            "UPDATE alimenteur_solde SET create_date = create_date - interval '2 hours'"
            " WHERE id = %s",
            [old.id],
        )
        self.env.invalidate_all()
        self.topups.baseline = old.id - 1
        self.env["discord.sync.log"]._request("sync_AlimentationSolde")
        self.run_action("ir_cron_sync")
        rows = self.told(old + new)
        self.assertEqual(rows.mapped("mentions"), [False, self.called])

    def test_what_is_sent_again_calls_nobody_unless_asked(self):
        row = self.told(self.new_topup(solde=100_000))
        row._set_state("sent")
        for call_again, mentions in ((False, False), (True, self.called)):
            question = row.action_ask_send_again()
            asked = self.env["discord.question"].browse(question["res_id"])
            self.assertEqual(asked.called, "@compta")
            asked.call_again = call_again
            again = self.sent_now(asked.action_confirm)
            self.assertEqual((again.event, again.mentions), ("manual", mentions))

    def test_what_is_put_back_calls_unless_it_happened_long_ago(self):
        for minutes, mentions in ((59, self.called), (61, False)):
            row = self.queue("texte")
            row.mentions = self.called
            row.create_date = fields.Datetime.now() - timedelta(minutes=minutes)
            row.action_cancel()
            row.action_put_back()
            again = self.env["discord.notification"].search([], limit=1)
            self.assertEqual((again.state, again.mentions), ("outgoing", mentions))

    def test_a_test_of_the_rule_calls_nobody_unless_asked(self):
        self.new_topup(solde=1)
        for button, mentions in (
            ("action_test", False),
            ("action_test_call", self.called),
        ):
            test = self.sent_now(getattr(self.topups, button))
            self.assertEqual((test.event, test.mentions), ("test", mentions))

    def test_what_a_person_sends_once_more_calls_nobody(self):
        topup = self.new_topup(solde=100_000).with_user(self.env.ref("base.user_admin"))
        self.forget_transaction()

        def ask():
            self.env["discord.outbox"]._send_asked(self.topups, topup, again=True)

        first = self.sent_now(ask)
        self.assertEqual((first.event, first.mentions), ("manual", self.called))
        first._set_state("sent")
        self.env.cr.postcommit.clear()
        self.assertFalse(self.sent_now(ask).mentions)

    def test_what_is_written_once_its_rule_is_mended_calls(self):
        self.topups.template = "{missing}"
        row = self.told(self.new_topup(solde=100_000))
        self.assertEqual(row.state, "error")
        self.topups.template = "{display_name}"
        self.topups._mend_next(0)
        self.assertEqual((row.state, row.mentions), ("outgoing", self.called))

    def test_a_filter_that_cannot_be_asked_costs_nobody_his_message(self):
        with self.assertRaises(ValidationError):
            self.topups.mention_domain = "[('missing', '=', 1)]"
        self.topups.flush_recordset()
        self.env.cr.execute(  # as when its field goes away
            "UPDATE discord_rule SET mention_domain = %s WHERE id = %s",
            ["[('missing', '=', 1)]", self.topups.id],
        )
        self.env.invalidate_all()
        self.env["discord.watch"]._changed()
        self.assertEqual(self.topups.state, "error")
        self.assertIn("missing", self.topups.state_message)
        with self.assertLogs(LOGGER, "ERROR"):
            row = self.told(self.new_topup(solde=100_000))
        self.assertEqual((row.state, row.mentions), ("outgoing", False))

    def test_the_preview_draws_the_call(self):
        self.topups.mention_domain = False
        self.new_topup(solde=1)
        content = self.topups.preview["drawing"]["content"]
        self.assertEqual(content[0], {"type": "mention", "text": "@compta"})
        row = self.told(self.new_topup(solde=2))
        self.assertEqual(row.drawing["content"][0], content[0])

    def test_the_shipped_rules_call_nobody_and_are_loud(self):
        for key in ("bc", "bl"):
            rule = self.rule(key)
            self.assertFalse(rule.mention_ids or rule.silent or rule.route_field)
