"""Silence of rules, quiet hours of webhooks, and the calls that break them."""

from odoo.exceptions import ValidationError
from odoo.tests import freeze_time, tagged

from .dispatcher_common import DispatcherCase

SILENT = 4096
NIGHT, MORNING = "2026-12-10 23:30:00", "2026-12-10 12:00:00"  # Casablanca: UTC


@tagged("post_install", "-at_install")
class TestQuietHours(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["discord.notification"].search([]).unlink()
        cls.sender.write({"quiet_from": 22, "quiet_to": 7})
        cls.call = [{"kind": "role", "discord_id": "123", "name": "@compta"}]

    def flags(self, *many, now=MORNING):
        """Send notifications with these values in one message; returns its flags."""
        with freeze_time(now):
            for values in many:
                row = self.queue("texte")
                row.write(values)
            payload, delivery = self.come_to("delivered")
        self.assertEqual(len(delivery.notification_ids), len(many))
        return payload["flags"] & SILENT

    def test_in_quiet_hours_nothing_makes_a_sound_and_nothing_waits(self):
        self.assertEqual(self.flags({}, now=NIGHT), SILENT)
        self.assertEqual(self.flags({}, now=MORNING), 0)

    def test_a_message_is_silent_only_if_all_that_it_carries_is(self):
        self.assertEqual(self.flags({"silent": True}), SILENT)
        self.assertEqual(self.flags({"silent": True}, {"silent": True}), SILENT)
        self.assertEqual(self.flags({"silent": True}, {}), 0)

    def test_a_call_breaks_the_quiet_only_if_its_rule_says_so(self):
        calls = {"mentions": self.call}
        self.assertEqual(self.flags(calls, now=NIGHT), SILENT)
        self.assertEqual(self.flags({**calls, "breaks_quiet": True}, now=NIGHT), 0)
        loud = {**calls, "breaks_quiet": True, "silent": True}
        self.assertEqual(self.flags(loud, now=MORNING), 0)
        self.assertEqual(self.flags({**calls, "silent": True}, now=MORNING), SILENT)

    def test_who_calls_nobody_breaks_nothing(self):
        self.assertEqual(self.flags({"breaks_quiet": True}, now=NIGHT), SILENT)

    def test_days_are_chosen_and_hours_of_another_zone(self):
        thursday = self.sender
        thursday.thu = False  # 2026-12-10
        self.assertEqual(self.flags({}, now=NIGHT), 0)
        self.assertEqual(self.flags({}, now="2026-12-11 23:30:00"), SILENT)
        self.sender.quiet_tz = "Asia/Tokyo"  # there it is 8:30 on Saturday
        self.assertEqual(self.flags({}, now="2026-12-11 23:30:00"), 0)
        self.assertEqual(self.flags({}, now="2026-12-11 14:00:00"), SILENT)

    def test_without_a_zone_that_of_the_messages_counts(self):
        self.sender.quiet_tz = False
        self.env["ir.config_parameter"].set_param(
            "odoo_discord_notify.timezone", "Asia/Tokyo"
        )
        self.assertEqual(self.flags({}, now="2026-12-11 14:00:00"), SILENT)
        self.assertEqual(self.flags({}, now=NIGHT), 0)

    def test_a_new_webhook_has_no_quiet_hours(self):
        webhook = self.env["discord.webhook"].create({"name": "#new"})
        self.assertEqual((webhook.quiet_from, webhook.quiet_to), (0, 0))
        self.assertEqual(webhook.quiet_tz, "Africa/Casablanca")
        self.assertTrue(all(webhook[day] for day in ("mon", "wed", "sun")))

    def test_what_is_no_hour_of_the_day_is_refused(self):
        for values in ({"quiet_from": -1}, {"quiet_to": 24.5}, {"quiet_from": 24}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.sender.write(values)
        self.sender.write({"quiet_from": 0, "quiet_to": 24})
        self.assertEqual(self.flags({}, now=MORNING), SILENT)

    def test_a_silent_rule_tells_in_silence(self):
        self.sender.write({"quiet_from": 0, "quiet_to": 0})
        self.rule("solde").silent = True
        self.told(self.new_topup())
        payload, _delivery = self.come_to("delivered")
        self.assertEqual(payload["flags"], SILENT | 4)
