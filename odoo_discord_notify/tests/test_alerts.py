"""The administrators hear of each cause once, however many records it strikes."""

from odoo.tests import tagged

from .common import DiscordCase

ALERTS = "odoo.addons.odoo_discord_notify.models.screens.discord_alert"


@tagged("post_install", "-at_install")
class TestAlerts(DiscordCase):
    def setUp(self):
        super().setUp()
        parameter = "odoo_discord_notify.fallback_addresses"
        self.env["ir.config_parameter"].set_param(parameter, "it@asg.example")
        self.env["discord.notification"].search([]).unlink()

    def heard(self):
        """Return the lines that the administrators now hear."""
        mails = self.env["mail.mail"].search([])
        with self.assertLogs(ALERTS, "WARNING") as log:
            self.env["discord.alert"]._tell_administrators()
        lines = [record.getMessage() for record in log.records]
        [mail] = self.env["mail.mail"].search([]) - mails
        self.assertEqual(mail.body_html.count("<li>"), len(lines))
        return lines

    def assertNothingNew(self):
        with self.assertNoLogs(ALERTS, "WARNING"):
            self.env["discord.alert"]._tell_administrators()

    def fail(self, template="{no_such_field}", count=3):
        """Save top-ups of which a broken rule can tell nothing."""
        self.rule("solde").template = template
        topups = self.env["alimenteur.solde"].create(
            [{"client": self.client.id} for _ in range(count)]
        )
        return self.told(topups)

    def test_many_failures_of_one_cause_are_one_line(self):
        failed = self.fail(count=60)
        [line] = self.heard()
        self.assertIn("60 notifications", line)
        self.assertIn("no_such_field", line)
        self.assertIn(f"alimenteur.solde {failed[0].res_id}", line)
        self.assertEqual(set(failed.mapped("reported")), {True})
        self.assertNothingNew()

    def test_names_in_letters_from_right_to_left_stay_apart(self):
        self.rule("solde").name = "الرباط\nforgé"
        self.fail(count=2)
        [line] = self.heard()
        self.assertIn("2 notifications (\u2068الرباط forgé\u2069), the first", line)
        self.rule("solde").webhook_id.write({"name": "فاس", "trouble": "فاس ."})
        [line] = self.heard()
        self.assertTrue(line.startswith("Webhook “\u2068فاس\u2069”: "))

    def test_each_cause_has_its_line(self):
        self.fail()
        self.fail("{no_other_field}", count=1)
        several, one = self.heard()
        self.assertIn("no_such_field", several)
        self.assertTrue(one.startswith("Notification "))

    def test_a_rule_that_goes_on_failing_is_told_once(self):
        self.fail()
        self.heard()
        failed = self.fail()
        self.assertNothingNew()
        self.assertEqual(set(failed.mapped("reported")), {True})

    def test_a_rule_that_fails_again_after_it_was_mended_is_told_again(self):
        failed = self.fail()
        self.heard()
        failed.action_cancel()
        self.fail()
        self.assertEqual(len(self.heard()), 1)

    def test_what_discord_refuses_is_told_each_time(self):
        for _time in range(2):
            notification = self.told(self.new_topup())
            notification._set_state(
                "error", failure_type="refused", failure_reason="Discord 200000"
            )
            self.assertEqual(len(self.heard()), 1)
