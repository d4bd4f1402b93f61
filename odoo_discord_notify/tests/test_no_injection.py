"""A name stays a name: it is no line of a log, and no markup of a mail."""

import json
import logging

from odoo.exceptions import UserError

from ..models.saying.audit_line import audit_line
from .dispatcher_common import DispatcherCase
from .sync_common import SyncCase

MODELS = "odoo.addons.odoo_discord_notify.models"
FORGED = "#soldes\n2026-11-23 10:00:00,000 1 INFO db odoo: all is well <b>bold</b>"


class TestNoInjection(DispatcherCase, SyncCase):
    def break_sender(self):
        """Let a webhook with a forger's name break; returns its notification."""
        self.sender.name = FORGED
        notification = self.queue("n001")
        self.come_to("webhook_unknown", http_status=404)
        return notification

    def test_no_name_forges_a_line_of_the_log(self):
        sending = f"{MODELS}.sending.discord_delivery"
        with self.assertLogs(sending, "WARNING") as deliveries:
            self.break_sender()
        with self.assertLogs(f"{MODELS}.screens.discord_alert", "WARNING") as alerts:
            self.env["discord.alert"]._tell_administrators()
        for record in (*deliveries.records, *alerts.records):
            self.assertIn("all is well", record.getMessage())
            self.assertNotIn("\n", record.getMessage())

    def test_no_record_forges_a_line_of_a_synchronizations_log(self):
        rule = self.rule("solde")
        rule._look_again()
        self.client.name = FORGED
        topup = self.insert_topup(reference_no=FORGED)
        with self.assertLogs(f"{MODELS}.syncing.discord_sync", logging.INFO) as server:
            [told] = self.synchronize().lines.splitlines()
        self.assertTrue(told.startswith(f"[NOUVEAU] Odoo id={topup.id} "))
        self.assertIn("all is well", told)
        for record in server.records:
            self.assertNotIn("\n", record.getMessage())

    def test_no_name_of_a_model_forges_a_line_of_the_log(self):
        rule = self.new_rule("res.partner", trigger="on_demand")
        rule.model_name = f"no.model {FORGED}"
        with self.assertLogs(f"{MODELS}.outbox.outbox_on_demand", "WARNING") as log:
            self.env["discord.outbox"]._tell_asked(rule, self.client)
        [record] = log.records
        self.assertIn("all is well", record.getMessage())
        self.assertNotIn("\n", record.getMessage())

    def test_no_name_ends_the_json_of_a_request(self):
        """Quotes, backslashes and control characters: it stays the one text it was."""
        self.client.name = 'A"}], "content": "\\", \x07\x1b[31m\u2028 "tts": true'
        self.told(self.new_topup())
        payload, _delivery = self.claim()
        self.assertEqual(json.loads(json.dumps(payload)), payload)
        self.assertNotIn("tts", payload)
        said = payload["content"]
        self.assertIn('"tts": true', said)
        self.assertNotRegex(said, "[\x00-\x09\x0b-\x1f\x7f\u2028]")

    def test_no_text_makes_a_search_wider(self):
        rows = self.queue("BL/1 100 %", "BL_1", "O'Brien \\ son", "plain")
        rows._set_state("sent")
        found = {
            words: rows.search(
                [("search_text", "ilike", words), ("id", "in", rows.ids)]
            )
            for words in ("%", "_", "O'B", "' OR 1=1 --", "\\")
        }
        self.assertEqual(found["%"], rows[0])
        self.assertEqual(found["_"], rows[1])
        self.assertEqual(found["O'B"], rows[2])
        self.assertFalse(found["' OR 1=1 --"])
        self.assertEqual(found["\\"], rows[2])

    def test_a_filter_is_read_and_never_computed(self):
        for text in ("[('id', '=', 9**9**9)]", "[('id', '=', i) for i in (1, 2)]"):
            with self.subTest(text), self.assertRaisesRegex(UserError, "not a domain"):
                self.rule("solde").filter_domain = text

    def test_no_name_forges_a_line_of_a_synchronization(self):
        notification = self.queue("n001")
        notification.failure_reason = f"Canceled by {FORGED}"
        line = audit_line(notification.rule_id, "manual", notification)
        self.assertIn("all is well", line)
        self.assertNotIn("\n", line)

    def test_no_name_is_markup_of_the_mail_or_a_header(self):
        self.env["ir.config_parameter"].set_param(
            "odoo_discord_notify.fallback_addresses", "it@asg.example"
        )
        self.break_sender()
        self.env["discord.alert"]._tell_administrators()
        mail = self.env["mail.mail"].search([("email_to", "=", "it@asg.example")])
        self.assertIn("&lt;b&gt;bold", mail.body_html)
        self.assertNotIn("<b>", mail.body_html)
        self.assertEqual(mail.subject, "Discord notifications need attention")
