"""The name that a webhook posts under: judged when typed, and by Discord's answer."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .dispatcher_common import DispatcherCase


@tagged("post_install", "-at_install")
class TestSenderName(DispatcherCase):
    def test_a_name_that_discord_refuses_is_refused_with_the_reason(self):
        for name in (
            "Mon Discord",
            "Clyde",
            "here",
            "System Message",
            "x" * 81,
            " \u200b",
        ):
            with self.subTest(name), self.assertRaises(ValidationError) as refused:
                self.webhook("solde").username = name
            self.assertIn("Discord", str(refused.exception))

    def test_a_name_that_only_looks_like_one_is_taken(self):
        webhook = self.webhook("solde")
        webhook.username = "Atmosphere"
        self.assertEqual(webhook._sender(), {"username": "Atmosphere"})
        self.assertFalse(webhook.username_problem)

    def test_a_name_stored_before_says_what_is_wrong_with_it(self):
        webhook = self.webhook("solde")
        webhook.env.cr.execute(
            "UPDATE discord_webhook SET username = 'Discord ASG' WHERE id = %s",
            [webhook.id],
        )
        webhook.invalidate_recordset()
        self.assertIn("discord", webhook.username_problem)
        self.assertEqual(webhook.state_message, webhook.username_problem)
        self.assertEqual(webhook._sender(), {})

    def test_after_a_refusal_it_says_so_and_posts_under_its_own_name(self):
        webhook = self.webhook("solde")
        webhook.username = "groundsphere"
        webhook.refused_username = "groundsphere"
        self.assertIn("groundsphere", webhook.username_problem)
        self.assertEqual(webhook.state, "ok")
        self.assertIn("groundsphere", webhook.state_message)
        self.assertEqual(webhook._sender(), {})
        webhook.username = "ASG"
        self.assertFalse(webhook.username_problem)
        self.assertEqual(webhook._sender(), {"username": "ASG"})
