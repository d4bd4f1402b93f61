"""Who a webhook posts as: judged when typed, and by Discord's answer."""

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

    def test_a_refused_picture_is_not_used_again_until_another_is_chosen(self):
        picture = "https://asg.example/logo.png"
        self.sender.write({"username": "ASG", "avatar_url": picture})
        notification = self.queue("a")
        self.come_to("misnamed", http_status=400, paths=("avatar_url",))
        payload, delivery = self.come_to("delivered", message_id="17")
        self.assertEqual(payload, {"content": "a", "flags": 4})
        self.assertEqual(delivery.form, "anonymous")
        self.assertEqual(notification.state, "sent")
        self.assertIn(picture, self.sender.avatar_problem)
        self.assertEqual(self.sender.state_message, self.sender.avatar_problem)
        self.assertFalse(self.sender.username_problem)
        self.queue("b")
        payload, _delivery = self.come_to("delivered", message_id="18")
        self.assertEqual(payload, {"content": "b", "flags": 4, "username": "ASG"})
        self.sender.avatar_url = "https://asg.example/other.png"
        self.assertFalse(self.sender.avatar_problem)
        self.queue("c")
        payload, _delivery = self.come_to("delivered", message_id="19")
        self.assertEqual(payload["avatar_url"], "https://asg.example/other.png")

    def test_both_may_be_refused_at_once(self):
        picture = "https://asg.example/logo.png"
        self.sender.write({"username": "groundsphere", "avatar_url": picture})
        self.queue("a")
        paths = ("username", "avatar_url")
        self.come_to("misnamed", http_status=400, paths=paths)
        self.come_to("delivered", message_id="17")
        self.assertEqual(self.sender._sender(), {})
        self.assertIn("groundsphere", self.sender.state_message)
        self.assertIn(picture, self.sender.state_message)

    def test_a_picture_that_others_cannot_load_says_so(self):
        self.sender.avatar_url = "http://localhost:8069/logo.png"
        self.assertTrue(self.sender.avatar_problem)
        self.assertEqual(self.sender._sender(), {})
