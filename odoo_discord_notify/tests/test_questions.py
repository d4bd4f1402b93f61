"""Nothing is canceled, or told twice, by one click: a question says how many."""

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user

from .dispatcher_common import DispatcherCase


class TestQuestions(DispatcherCase):
    def asked(self, action):
        """Return the question that a button opens."""
        self.assertEqual(action["target"], "new")
        return self.env[action["res_model"]].browse(action["res_id"])

    def test_canceling_one_asks_and_does_it_only_then(self):
        [row] = self.queue("a")
        asking = self.asked(row.action_ask_cancel())
        self.assertIn("Discord will not be told of this.", asking.question)
        self.assertIn("can be put back", asking.question)
        self.assertEqual(row.state, "outgoing")
        toast = asking.action_confirm()
        self.assertEqual(row.state, "canceled")
        self.assertEqual(toast["params"]["message"], "Will not be sent: 1 of 1")

    def test_canceling_several_says_how_many_and_what_becomes_of_the_others(self):
        rows = self.queue(*"abcd")
        rows[0]._set_state("sent")
        asking = self.asked(rows.action_ask_cancel())
        told = asking.question.splitlines()
        self.assertEqual(told[0], "3 of 4 will not be sent to Discord.")
        self.assertEqual(told[1], "Already sent: 1")

    def test_sending_again_asks_with_the_count_and_says_when_it_went(self):
        rows = self.queue("a", "b")
        rows[0]._set_state("sent", sent_date="2026-11-29 10:42:00")
        asking = self.asked(rows[0].action_ask_send_again())
        told = asking.question.splitlines()
        self.assertEqual(told[0], "This was sent already. Send it once more?")
        self.assertIn("10:42", told[1])
        asking = self.asked(rows.action_ask_send_again())
        told = asking.question.splitlines()
        self.assertEqual(
            told,
            [
                "1 of 2 were sent already. Send them once more?",
                "Waiting in the queue: 1",
            ],
        )

    def test_what_fits_nothing_is_not_asked(self):
        [row] = self.queue("a")
        with self.assertRaises(UserError):
            row.action_ask_send_again()

    def test_a_record_that_was_told_is_asked_about_and_one_that_was_not_is_sent(self):
        rule = self.new_rule("res.partner", in_action_menu=True)
        outbox, client = self.env["discord.outbox"], self.client
        told = self.env["discord.notification"].create(
            {
                "rule_id": rule.id,
                "webhook_id": rule.webhook_id.id,
                **{"res_model": client._name, "res_id": client.id},
                **{"event": "manual", "content": "a", "state": "sent"},
                "sent_date": fields.Datetime.now(),
            }
        )
        both = client | self.agent.partner_id
        asking = self.asked(outbox._send_asked(rule, client))
        self.assertIn("This was sent already. Send it once more?", asking.question)
        self.assertIn("Sent on ", asking.question)
        asking = self.asked(outbox._send_asked(rule, both))
        self.assertIn("1 of 2 were sent already", asking.question)
        with self.enter_registry_test_mode():
            asking.action_confirm()
        again = self.env["discord.notification"].search([("rule_id", "=", rule.id)])
        self.assertEqual((again - told).mapped("res_id"), both.ids[::-1])
        told.state = "canceled"
        (again - told).state = "error"
        with self.enter_registry_test_mode():
            toast = outbox._send_asked(rule, client)
        self.assertEqual(toast["tag"], "display_notification")

    def test_a_record_was_sent_when_it_was_told_not_when_that_was_edited(self):
        rule = self.new_rule("res.partner", in_action_menu=True)
        row = {"rule_id": rule.id, "webhook_id": rule.webhook_id.id}
        row |= {"res_model": "res.partner", "res_id": self.client.id}
        row |= {"content": "a", "state": "sent"}
        notifications = self.env["discord.notification"]
        sent = {"event": "created", "sent_date": "2026-11-29 10:42:00"}
        told = notifications.create({**row, **sent})
        edit = {"event": "edited", "sent_date": "2026-11-29 11:00:00"}
        notifications.create({**row, **edit, "edit_of_id": told.id})
        outbox = self.env["discord.outbox"]
        asking = self.asked(outbox._send_asked(rule, self.client))
        self.assertEqual(asking.notification_ids, told)
        self.assertIn("10:42", asking.question)
        self.assertNotIn("11:00", asking.question)

    def test_only_managers_are_asked_and_only_by_themselves(self):
        [row] = self.queue("a")
        reader = new_test_user(
            self.env, "asked_reader", groups="odoo_discord_notify.group_discord_user"
        )
        manager = new_test_user(
            self.env, "asked", groups="odoo_discord_notify.group_discord_manager"
        )
        with self.assertRaises(AccessError):
            row.with_user(reader).action_ask_cancel()
        asking = self.asked(row.action_ask_cancel())
        with self.assertRaises(AccessError):
            asking.with_user(manager).action_confirm()

    def test_a_program_that_asks_about_nonsense_learns_nothing(self):
        manager = new_test_user(
            self.env, "asking", groups="odoo_discord_notify.group_discord_manager"
        )
        questions = self.env["discord.question"].with_user(manager)
        for numbers in (None, "all", [True, "x", -1], {"id": 1}):
            values = {"command": "tell_again", "record_ids": numbers}
            with self.subTest(numbers), self.assertRaises(UserError):
                asking = questions.create(values)
                self.assertNotIn("sent already.", asking.question)
                asking.action_confirm()

    def test_who_may_not_read_what_was_told_is_not_told_of_it_by_a_question(self):
        rule = self.new_rule("res.partner", in_action_menu=True)
        manager = new_test_user(
            self.env, "walled", groups="odoo_discord_notify.group_discord_manager"
        )
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        told = {"rule_id": rule.id, "webhook_id": rule.webhook_id.id}
        told |= {"res_model": "res.partner", "res_id": self.client.id}
        told |= {"event": "manual", "content": "a", "state": "sent"}
        row = self.env["discord.notification"].create(told)
        outbox = self.env["discord.outbox"]
        client = self.client.with_user(manager).sudo(False)
        self.assertEqual(outbox._told_of(rule, client), row)
        row.company_id = elsewhere
        self.assertFalse(outbox._told_of(rule, client))
