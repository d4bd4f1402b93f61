"""Who may do what by RPC: nobody in who does not belong."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import DiscordCase, webhook_url

OPERATIONS = ("read", "write", "create", "unlink")
# What each kind of user may do with each model, by the operations' initials.
EXPECTED = {
    "discord.rule": {"user": "r", "manager": "rwcu", "system": "rwcu"},
    "discord.rule.route": {"user": "r", "manager": "rwcu", "system": "rwcu"},
    "discord.mention": {"user": "r", "manager": "rwcu", "system": "rwcu"},
    "discord.recap": {"user": "r", "manager": "rwcu", "system": "rwcu"},
    "discord.webhook": {"user": "r", "manager": "r", "system": "rwcu"},
    "discord.notification": {"user": "r", "manager": "r", "system": "r"},
    "discord.delivery": {"user": "r", "manager": "r", "system": "r"},
    "discord.sync.state": {"user": "r", "manager": "rw", "system": "rw"},
    "discord.sync.log": {"user": "r", "manager": "r", "system": "r"},
    "discord.topup": {"user": "r", "manager": "r", "system": "r"},
    "discord.sync.console": {"manager": "rwcu", "system": "rwcu"},
    "discord.sync.move": {"manager": "rwcu", "system": "rwcu"},
    "discord.backlog": {"manager": "rwcu", "system": "rwcu"},
    "discord.question": {"manager": "rwcu", "system": "rwcu"},
    "discord.copy": {"manager": "rwcu", "system": "rwcu"},
    "discord.arrived": {"manager": "rwcu", "system": "rwcu"},
}
GROUPS = {
    "portal": "base.group_portal",
    "internal": "base.group_user",
    "user": "odoo_discord_notify.group_discord_user",
    "manager": "odoo_discord_notify.group_discord_manager",
    "system": "base.group_system",
}


@tagged("post_install", "-at_install")
class TestAccessRights(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            kind: new_test_user(cls.env, f"discord_{kind}", groups=group)
            for kind, group in GROUPS.items()
        }
        cls.notification = cls.new_notification()

    @classmethod
    def new_notification(cls, **values):
        return cls.env["discord.notification"].create(
            {
                "rule_id": cls.rule("solde").id,
                "webhook_id": cls.webhook("solde").id,
                "event": "created",
                "content": "💸",
                **values,
            }
        )

    def as_user(self, kind, records):
        return records.with_user(self.users[kind])

    def test_each_kind_of_user_may_do_what_the_table_says(self):
        for model, expected in EXPECTED.items():
            for kind in GROUPS:
                records = self.as_user(kind, self.env[model])
                allowed = "".join(
                    operation[0]
                    for operation in OPERATIONS
                    if records.has_access(operation)
                )
                with self.subTest(model=model, user=kind):
                    self.assertEqual(allowed, expected.get(kind, ""))

    def test_the_table_knows_every_model_of_the_addon(self):
        models = self.env["ir.model"].search(
            [("model", "=like", "discord.%"), ("abstract", "=", False)]
        )
        self.assertEqual(set(models.mapped("model")), EXPECTED.keys())

    def test_settings_administrator_is_discord_manager(self):
        self.assertTrue(self.users["system"].has_group(GROUPS["manager"]))

    def test_even_an_administrator_cannot_rewrite_the_audit(self):
        notification = self.as_user("system", self.notification)
        with self.assertRaises(AccessError):
            notification.write({"content": "another amount"})
        with self.assertRaises(AccessError):
            notification.unlink()

    def test_manager_neither_reads_nor_writes_a_webhook_url(self):
        webhook = self.as_user("manager", self.webhook("solde"))
        with self.assertRaises(AccessError):
            webhook.read(["url"])
        with self.assertRaises(AccessError):
            webhook.write({"url": webhook_url(9)})

    def test_administrator_writes_a_webhook_url_and_never_reads_it(self):
        webhook = self.as_user("system", self.webhook("solde"))
        webhook.write({"url": webhook_url(9)})
        self.assertEqual(webhook.read(["url"])[0]["url"], False)
        with self.assertRaises(AccessError):
            webhook.read(["url_secret"])

    def test_only_a_manager_presses_the_buttons(self):
        for button in ("action_send_now", "action_retry", "action_cancel"):
            with self.subTest(button=button), self.assertRaises(AccessError):
                getattr(self.as_user("user", self.notification), button)()
        self.as_user("manager", self.notification).action_cancel()
        self.assertEqual(self.notification.state, "canceled")

    def test_outsider_cannot_press_a_button(self):
        with self.assertRaises(AccessError):
            self.as_user("internal", self.notification).action_cancel()

    def test_user_sees_the_own_companies_and_what_belongs_to_none(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        foreign = self.new_notification(company_id=company.id)
        seen = self.as_user("user", self.env["discord.notification"]).search([])
        self.assertIn(self.notification, seen)
        self.assertNotIn(foreign, seen)

    def test_webhook_of_another_company_hides_all_that_it_carries(self):
        company = self.env["res.company"].create({"name": "Elsewhere"})
        self.webhook("solde").company_id = company
        hidden = (
            self.webhook("solde"),
            self.rule("solde"),
            self.notification,
            self.env["discord.delivery"].create(
                {"webhook_id": self.webhook("solde").id, "state": "delivered"}
            ),
        )
        for records in hidden:
            with self.subTest(model=records._name):
                self.assertFalse(self.as_user("user", records).has_access("read"))
