"""A webhook's readers: who may read what it tells, and what concerns nobody else."""

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from ..models.settings import FALLBACK, LINK_BASE
from .common import DiscordCase

USER = "odoo_discord_notify.group_discord_user"
MANAGER = "odoo_discord_notify.group_discord_manager"
TOLD = ("discord.notification", "discord.delivery", "discord.sync.log")


@tagged("post_install", "-at_install")
class TestWebhookReaders(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.group = cls.env["res.groups"].create({"name": "Wages"})
        reader = cls.env["res.groups"].search([("id", "=", cls.env.ref(USER).id)])
        cls.outsider = new_test_user(cls.env, "outsider", groups=MANAGER)
        cls.reader = new_test_user(cls.env, "reader", groups=USER)
        cls.reader.group_ids = reader + cls.group
        cls.admin = new_test_user(cls.env, "boss", groups="base.group_system")
        cls.sender = cls.webhook("solde")
        cls.sender.reader_group_ids = cls.group
        cls.note = cls.env["discord.notification"].create(
            {"webhook_id": cls.sender.id, "event": "manual", "content": "Hunter2"}
        )
        cls.env["discord.delivery"].create(
            {
                "webhook_id": cls.sender.id,
                "state": "delivered",
                "notification_ids": cls.note.ids,
            }
        )
        cls.log = cls.env["discord.sync.log"]._request("all")

    def test_only_its_groups_and_administrators_read_what_it_tells(self):
        for user, seen in (
            (self.outsider, False),
            (self.reader, True),
            (self.admin, True),
        ):
            for model_name in TOLD:
                found = self.env[model_name].with_user(user).search([])
                with self.subTest(user=user.login, model=model_name):
                    self.assertEqual(bool(found), seen)

    def test_nothing_of_it_is_counted_or_shown_to_others(self):
        outsiders = self.note.with_user(self.outsider)
        with self.assertRaises(AccessError):
            outsiders.read(["content"])
        with self.assertRaises(AccessError):
            outsiders.action_cancel()
        self.note._set_state("error")
        for user, seen in ((self.outsider, False), (self.reader, True)):
            overview = self.env["discord.overview"].with_user(user).read_all()
            keys = {item["key"] for item in overview["attention"]}
            self.assertEqual("error" in keys, seen)
            self.assertEqual(bool(overview["history"]), seen)

    def test_nor_why_something_was_not_told(self):
        topup = self.new_topup()
        why = {"failure_type": "refused", "failure_reason": "Hunter2"}
        self.told(topup)._set_state("error", **why)
        refused = {"webhook_id": self.sender.id, "state": "refused", "error": "Hunter2"}
        self.env["discord.delivery"].create(refused)
        self.env.flush_all()
        for user, seen in ((self.outsider, False), (self.reader, True)):
            audit = self.env["discord.topup"].with_user(user)
            [line] = audit.search_read([("id", "=", topup.id)])
            found = audit.search([("failure_reason", "=", "Hunter2")])
            overview = self.env["discord.overview"].with_user(user).read_all()
            with self.subTest(user.login):
                self.assertEqual(line["told"], "error")
                self.assertEqual("Hunter2" in str((line, overview["webhooks"])), seen)
                self.assertEqual(bool(found), seen)

    def test_nobody_decides_about_a_queue_that_he_may_not_read(self):
        wizards = self.env["discord.backlog"].with_user(self.outsider)
        wizard = wizards.create({"webhook_id": self.sender.id, "choice": "cancel"})
        with self.assertRaises(AccessError):
            wizard.action_decide()

    def test_without_groups_all_discord_users_read_it(self):
        self.sender.reader_group_ids = False
        for model_name in TOLD:
            self.assertTrue(self.env[model_name].with_user(self.outsider).search([]))

    def test_a_thread_and_a_picture_have_their_form(self):
        for values in (
            {"thread_id": "#general"},
            {"thread_id": "1&wait=false"},
            {"avatar_url": "javascript:alert(1)"},
            {"avatar_url": "logo.png"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.sender.write(values)
        self.sender.thread_id = "1234567890123456789"
        self.sender.avatar_url = "https://example.com/logo.png"

    def test_defaults_tell_nothing_to_whom_they_do_not_concern(self):
        self.env["ir.config_parameter"].set_param(FALLBACK, "it@example.com")
        self.env["ir.config_parameter"].set_param(LINK_BASE, "https://intern.example")
        employee = new_test_user(self.env, "employee")
        portal = new_test_user(self.env, "portal_1", groups="base.group_portal")
        for user in (employee, portal, self.outsider):
            settings = self.env["res.config.settings"].with_user(user)
            names = [name for name in settings._fields if name.startswith("discord_")]
            for given in (settings.default_get(names), settings.get_values()):
                self.assertFalse([name for name in given if name in names])
            with self.assertRaises(AccessError):
                settings.new({}).set_values()
        settings = self.env["res.config.settings"].with_user(self.admin)
        given = settings.default_get(["discord_fallback_addresses"])
        self.assertEqual(given["discord_fallback_addresses"], "it@example.com")
        for user in (employee, portal):
            with self.assertRaises(AccessError):
                self.env["discord.copy"].with_user(user).default_get(["former_name"])
