"""What no database can keep is refused in words, not with a traceback of Odoo's."""

from odoo.exceptions import UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from .common import DiscordCase

UNWRITABLE = ("a\0b", "\ud83d")
WORDS = "cannot be stored"


@tagged("post_install", "-at_install")
class TestNoHalfCharacters(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = new_test_user(cls.env, "boss", groups="base.group_system")
        cls.env = cls.env(user=admin)

    def refused(self, model_name, method, *args):
        with self.assertRaisesRegex(ValidationError, WORDS):
            call_kw(self.env[model_name], method, list(args), {})

    def test_in_every_text_of_a_rule_and_a_webhook(self):
        for records in (self.rule("solde"), self.webhook("solde")):
            for name, field in records._fields.items():
                if field.type in ("char", "text") and field.store:
                    with self.subTest(name):
                        value = {name: UNWRITABLE[0]}
                        self.refused(records._name, "write", records.ids, value)
            self.refused(records._name, "create", [{"name": UNWRITABLE[1]}])

    def test_in_a_search_however_deep(self):
        for text in UNWRITABLE:
            for domain in (
                [("content", "ilike", text)],
                [("search_text", "ilike", text)],
                [("res_model", "in", ["a", text])],
                [("rule_id", "any", [("name", "=", text)])],
                ["!", ("rule_id.name", "=", text)],
            ):
                with self.subTest(domain):
                    self.refused("discord.notification", "search_read", domain)

    def test_in_the_settings(self):
        for name in ("discord_link_base", "discord_fallback_addresses"):
            self.refused("res.config.settings", "create", [{name: UNWRITABLE[0]}])

    def test_in_what_the_preview_is_typed_from(self):
        values = {"model_name": "res.partner", "template": "{name}"}
        shown = {"preview": {}, "state_message": {}}
        for name in (
            "filter_domain",
            "required_fields",
            "model_name",
            "watched_fields",
        ):
            typed = {**values, name: "a\0"}
            with self.subTest(name):
                self.refused("discord.rule", "onchange", [], typed, [name], shown)

    def test_a_reason_that_came_with_one_is_told_without_it(self):
        rule = self.new_rule("res.partner", "{name}: {reason}", watched_fields="name")
        self.forget_transaction()
        partner = self.client.with_context(discord_notify_reason="so\0 be\ud83d it")
        partner.name = "Other"
        told, said = self.told(self.client, rule), "Other: so be it (selon OdooBot)"
        self.assertEqual((told.state, told.content), ("outgoing", said))

    def test_values_that_are_not_of_their_field_are_refused_in_words(self):
        rule = self.rule("solde")
        for values in (
            {"trigger": "on_delete"},
            {"sequence": 2**40},
            {"sequence": "many"},
            {"webhook_id": 2**40},
            {"sequence": 2.0**31},
            {"webhook_id": "any"},
            {"webhook_id": True},
            {"webhook_id": [""]},
            {"preview_res_id": {"": None}},
            {"no_such_field": 1},
            {"mention_ids": ""},
            {"mention_ids": [""]},
            {"mention_ids": [[4, "any"]]},
            {"mention_ids": [[6, 0, "any"]]},
            {"mention_ids": [[]]},
            {"mention_ids": {}},
        ):
            with (
                self.subTest(values),
                self.assertRaisesRegex(ValidationError, "not possible"),
            ):
                call_kw(self.env["discord.rule"], "write", [rule.ids, values], {})
        with self.assertRaisesRegex(ValidationError, "not possible"):
            self.env["discord.sync.state"].write({"last_sync": "0"})
        with self.assertRaisesRegex(ValidationError, "not possible"):
            self.env["discord.sync.console"].create({"date_from": "yesterday"})

    def test_a_record_that_there_cannot_be_and_a_list_nobody_shows_need_no_traceback(
        self,
    ):
        with self.assertRaisesRegex(UserError, "takes one record"):
            call_kw(self.env["discord.rule"], "action_open_notifications", [[0]], {})
        typed, shown = {"notification_ids": None}, {"display_name": {}}
        question = self.env["discord.question"]
        args = [[], typed, [*typed], shown]
        self.assertIn("value", call_kw(question, "onchange", args, {}))
