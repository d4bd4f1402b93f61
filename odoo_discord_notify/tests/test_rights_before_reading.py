"""Nothing is read for somebody before it is known that he may read it."""

from unittest.mock import patch

from odoo.exceptions import UserError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import DiscordCase

MANAGER = "odoo_discord_notify.group_discord_manager"


@tagged("post_install", "-at_install")
class TestRightsBeforeReading(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "chief", groups=MANAGER)
        # A model that only administrators read, with a password in a field.
        cls.hidden = cls.env["decimal.precision"].create({"name": "Hunter2"})
        comment = cls.env["res.partner"]._fields["comment"]
        cls.startClassPatcher(patch.object(comment, "groups", "base.group_system"))
        cls.client.comment = "Hunter2"

    def saved(self, model_name, **values):
        """Return what a manager reads who saves a rule."""
        rules = self.env["discord.rule"].with_user(self.manager)
        webhook_id = self.webhook("solde").id
        values = {"template": "{id}", "webhook_id": webhook_id, **values}
        try:
            with self.env.cr.savepoint():
                rules.create({"name": "Spy", "model_name": model_name, **values})
                return "saved"
        except UserError as error:
            return str(error)

    def typed(self, model_name, **values):
        """Return what a manager reads who types a rule in the form."""
        rules = self.env["discord.rule"].with_user(self.manager)
        spec = {"state": {}, "state_message": {}, "preview": {}}
        values = {"model_name": model_name, "trigger": "on_create", **values}
        with self.env.cr.savepoint():
            return rules.onchange({**values, "template": "x"}, [*values], spec)["value"]

    def test_no_answer_tells_how_a_secret_begins(self):
        """PostgreSQL refuses a pattern only once a value begins like it."""
        for model_name, field in (
            ("decimal.precision", "name"),
            ("res.partner", "comment"),
            ("res.partner", "parent_id.comment"),
        ):
            answers = [
                (self.saved(model_name, **spied), self.typed(model_name, **spied))
                for letters in ("H", "Hunter", "X")
                for spied in [
                    {"filter_domain": f"[({field!r}, '=like', '{letters}\\\\')]"}
                ]
            ]
            with self.subTest(model_name):
                self.assertEqual(*answers[:2])
                self.assertEqual(*answers[1:])
                self.assertIn("You may not read", answers[0][0])

    def test_nothing_is_asked_of_the_database_before_the_right_to_it(self):
        asked = []
        search = type(self.hidden)._search

        def notice(records, *args, **kwargs):
            asked.append(records.env.uid)
            return search(records, *args, **kwargs)

        self.patch(type(self.hidden), "_search", notice)
        spied = {"filter_domain": "[('name', 'like', 'H')]"}
        self.assertIn("You may not read", self.saved("decimal.precision", **spied))
        self.typed("decimal.precision", **spied)
        self.assertFalse(asked)

    def test_a_pattern_that_ends_in_the_middle_is_refused_whatever_there_is(self):
        for value in ("D\\", "X\\", "D\\\\\\"):
            with self.subTest(value), self.assertRaises(ValidationError):
                self.rule("solde").filter_domain = f"[('source', '=like', {value!r})]"
        value = "D\\\\"
        self.rule("solde").filter_domain = f"[('source', '=like', {value!r})]"

    def test_what_is_tried_out_is_tried_as_who_asks(self):
        users = set()
        search = type(self.client)._search

        def notice(records, domain, *args, **kwargs):
            if "Hunter" in str(domain):
                users.add((records.env.uid, records.env.su))
            return search(records, domain, *args, **kwargs)

        self.patch(type(self.client), "_search", notice)
        spied = {"filter_domain": "[('name', 'like', 'Hunter')]"}
        self.assertEqual(self.saved("res.partner", **spied), "saved")
        self.typed("res.partner", **spied)
        self.assertEqual(users, {(self.manager.id, False)})

    @mute_logger("odoo.sql_db")
    def test_no_exception_of_others_is_shown_in_words(self):
        def search(records, operator, value):
            records.env.cr.execute("SELECT 'Hunter2'::int")

        self.patch(self.env["res.partner"]._fields["tz_offset"], "search", search)
        spied = {"filter_domain": "[('tz_offset', '=', '+0100')]"}
        answer = self.saved("res.partner", **spied)
        self.assertIn("InvalidTextRepresentation", answer)
        typed = str(self.typed("res.partner", **spied))
        self.assertIn("InvalidTextRepresentation", typed)
        self.assertNotIn("Hunter2", answer + typed)

    def test_what_a_preview_stumbles_over_is_shown_as_its_class(self):
        def compute(records):
            raise UserError("Hunter2")  # pylint: disable=translation-required

        self.patch(self.env["res.partner"]._fields["display_name"], "compute", compute)
        rule = self.new_rule("res.partner", "{name}").with_user(self.manager)
        self.assertEqual(rule.preview["problems"], ["The preview failed: UserError"])

    def test_a_rule_opens_whose_record_names_what_is_hidden(self):
        topup = self.new_topup()
        rule = self.rule("solde")
        rule.preview_res_id = topup.id
        hide = {
            "name": "Hidden",
            "model_id": self.env["ir.model"]._get_id("res.partner"),
        }
        hide |= {"domain_force": f"[('id', '!=', {self.client.id})]"}
        self.env["ir.rule"].create(hide)
        self.env.invalidate_all()
        spec = {
            "preview": {},
            "state": {},
            "preview_res_id": {"fields": {"display_name": {}}},
        }
        [read] = rule.with_user(self.manager).web_read(spec)
        self.assertIn("no right to read", read["preview"]["problems"][0])

    def test_thousands_of_names_are_looked_at_in_no_time(self):
        names = ", ".join(f"no_such_{number}" for number in range(5000))
        with patch("difflib.SequenceMatcher.ratio", return_value=0) as compared:
            rule = self.new_rule("res.partner", watched_fields=f"name, {names}")
            self.assertLess(len(rule.state_message.splitlines()), 50)
            few = compared.call_count
        self.assertLess(few, 50_000)
