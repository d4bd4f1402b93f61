"""A name stays a name: it is no line of a log, and no markup of a mail."""

from ..models.audit_line import audit_line
from .dispatcher_common import DispatcherCase

MODELS = "odoo.addons.odoo_discord_notify.models"
FORGED = "#soldes\n2026-11-23 10:00:00,000 1 INFO db odoo: all is well <b>bold</b>"


class TestNoInjection(DispatcherCase):
    def break_sender(self):
        """Let a webhook with a forger's name break; returns its notification."""
        self.sender.name = FORGED
        notification = self.queue("n001")
        self.come_to("webhook_unknown", http_status=404)
        return notification

    def test_no_name_forges_a_line_of_the_log(self):
        with self.assertLogs(f"{MODELS}.discord_delivery", "WARNING") as deliveries:
            self.break_sender()
        with self.assertLogs(f"{MODELS}.discord_alert", "WARNING") as alerts:
            self.env["discord.alert"]._tell_administrators()
        for record in (*deliveries.records, *alerts.records):
            self.assertIn("all is well", record.getMessage())
            self.assertNotIn("\n", record.getMessage())

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
