"""Every view opens for its readers, and every menu for those whom it is for."""

import re

from lxml import etree

from odoo.tests import new_test_user, tagged

from .common import DiscordCase

MODULE = "odoo_discord_notify"
USER_MENUS = {
    "discord_overview_menu",
    "discord_menu",
    "discord_notification_menu",
    "discord_delivery_menu",
    "discord_sync_menu",
    "discord_sync_state_menu",
    "discord_sync_log_menu",
    "discord_topup_menu",
    "discord_help_menu",
}
MANAGER_MENUS = USER_MENUS | {
    "discord_configuration_menu",
    "discord_rule_menu",
    "discord_recap_menu",
    "discord_webhook_menu",
}
SYSTEM_MENUS = MANAGER_MENUS | {"ir_cron_menu", "res_config_settings_menu"}
READ_BY_USERS = {
    "discord_notification_action",
    "discord_delivery_action",
    "discord_rule_action",
    "discord_recap_action",
    "discord_webhook_action",
    "discord_sync_state_action",
    "discord_sync_log_action",
    "discord_topup_action",
}

SHOWN_WITH_LABEL = (
    "/list/field[not(@string or @column_invisible)]"
    " | //group/field[not(@string or @nolabel or @invisible='1' or ancestor::field)]"
    " | /search/field[not(@string)]"
)


@tagged("post_install", "-at_install")
class TestMenusAndViews(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            kind: new_test_user(cls.env, f"discord_{kind}", groups=group)
            for kind, group in {
                "internal": "base.group_user",
                "user": f"{MODULE}.group_discord_user",
                "manager": f"{MODULE}.group_discord_manager",
                "system": "base.group_system",
            }.items()
        }

    def menus(self, kind):
        """Return the names of our menus that a kind of user sees."""
        menus = self.env["ir.ui.menu"].with_user(self.users[kind])
        shown = menus.load_menus(debug=False).values()
        xml_ids = [menu["xmlid"].split(".") for menu in shown if menu.get("xmlid")]
        return {name for module, name in xml_ids if module == MODULE}

    def test_each_kind_of_user_sees_the_menus_that_are_for_it(self):
        self.assertEqual(self.menus("internal"), set())
        self.assertLessEqual(USER_MENUS, self.menus("user"))
        self.assertFalse((SYSTEM_MENUS - USER_MENUS) & self.menus("user"))
        self.assertLessEqual(MANAGER_MENUS, self.menus("manager"))
        self.assertFalse((SYSTEM_MENUS - MANAGER_MENUS) & self.menus("manager"))
        self.assertLessEqual(SYSTEM_MENUS, self.menus("system"))

    def test_each_view_opens_for_the_least_of_its_readers(self):
        for name in READ_BY_USERS:
            action = self.env.ref(f"{MODULE}.{name}")
            model = self.env[action.res_model].with_user(self.users["user"])
            modes = action.view_mode.split(",")
            with self.subTest(action=name):
                views = model.get_views([(False, mode) for mode in [*modes, "search"]])
                self.assertEqual(set(views["views"]), {*modes, "search"})
                model.search([]).web_read(
                    {field: {} for field in views["models"][model._name]["fields"]}
                )

    def test_each_list_says_when_a_search_finds_nothing(self):
        lists = self.env["ir.actions.act_window"].search(
            [("res_model", "=like", "discord.%"), ("view_mode", "=like", "list%")]
        )
        lists = lists.filtered("help")
        self.assertIn("discord.recap", lists.mapped("res_model"))
        for action in lists:
            with self.subTest(action.name):
                self.assertIn("o_discord_no_match", action.help)
                for kind in {"list", "kanban"} & set(action.view_mode.split(",")):
                    arch = self.env[action.res_model].get_view(view_type=kind)["arch"]
                    drawn = etree.fromstring(arch).get("js_class", "")
                    self.assertTrue(drawn.startswith("discord_"), kind)

    def test_no_view_says_that_an_archived_rule_watches(self):
        for kind in ("list", "kanban", "form"):
            arch = self.env["discord.rule"].get_view(view_type=kind)["arch"]
            [state] = etree.fromstring(arch).xpath("//field[@name='state'][@widget]")
            with self.subTest(kind):
                self.assertIn("not active", state.get("invisible"))

    def test_labels_are_written_as_sentences_are(self):
        """Of a name alone, Odoo makes “In Action Menu”."""
        title_case = re.compile(r" (?!Action\b|Discord\b)[A-Z][a-z]")
        views = self.env["ir.ui.view"].search([("model", "=like", "discord.%")])
        self.assertTrue(views)
        for view in views:
            model = self.env[view.model]
            arch = etree.fromstring(model.get_view(view.id)["arch"])
            for node in arch.xpath(SHOWN_WITH_LABEL):
                label = model._fields[node.get("name")].string
                with self.subTest(view=view.name, field=node.get("name")):
                    self.assertNotRegex(label, title_case)

    def test_scheduled_actions_shows_ours_and_no_others(self):
        action = self.env.ref(f"{MODULE}.ir_cron_action")
        crons = self.env["ir.cron"].with_context(active_test=False)
        shown = crons.search([("model_id.model", "=like", "discord.%")])
        self.assertIn("discord.%", action.domain)
        self.assertIn(self.env.ref(f"{MODULE}.ir_cron_dispatch"), shown)
        self.assertNotIn(self.env.ref("base.autovacuum_job"), shown)

    def test_send_now_is_in_the_action_menu_of_managers_only(self):
        def offered(kind):
            actions = self.env["ir.actions.actions"].with_user(self.users[kind])
            found = actions.get_bindings("discord.notification").get("action", [])
            return "Send now" in [action["name"] for action in found]

        self.assertTrue(offered("manager"))
        self.assertFalse(offered("user"))

    def test_user_gets_no_buttons_and_manager_gets_them(self):
        commands = ["send_now", "retry", "ask_send_again", "put_back", "ask_cancel"]

        def buttons(kind):
            model = self.env["discord.notification"].with_user(self.users[kind])
            arch = model.get_view(view_type="form")["arch"]
            return [b for b in commands if f"action_{b}" in arch]

        self.assertEqual(buttons("user"), [])
        self.assertEqual(buttons("manager"), commands)

    def test_sender_runs_before_other_scheduled_actions_every_minute(self):
        cron = self.env.ref(f"{MODULE}.ir_cron_dispatch")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "minutes"))
        self.assertEqual(cron.priority, 1)
        self.assertEqual(cron.user_id, self.env.ref("base.user_root"))
