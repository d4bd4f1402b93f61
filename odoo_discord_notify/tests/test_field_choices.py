"""From which fields a person chooses, and why not from the others."""

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from ..models.watching.watchable import why_not_watched
from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestFieldChoices(DiscordCase):
    def choices(self, model_name, purpose="watched", rules=None):
        """Return {name: why not} in the order in which they are offered."""
        rules = self.env["discord.rule"] if rules is None else rules
        choices = rules.field_choices(model_name, purpose)
        return {one["name"]: one["why"] for one in choices}

    def test_what_can_be_watched_is_offered_and_why_not_for_the_rest(self):
        choices = self.choices("res.partner")
        for name, words in {
            "city": "",
            "country_id": "",
            "complete_name": "",  # computed, and stored
            "barcode": "each company",
            "category_id": "list of records",
            "child_ids": "list of records",
            "image_1920": "holds a file",
            "contact_address": "computed anew",
            "write_date": "changes with every save",
            "create_date": "never changes",
        }.items():
            with self.subTest(name):
                self.assertIn(words, choices[name])
                self.assertEqual(bool(words), bool(choices[name]))

    def test_a_field_of_another_model_is_to_be_watched_there(self):
        city = self.env["res.users"]._fields["city"]
        self.assertIn("belongs to res.partner", why_not_watched(self.env, city))

    def test_what_odoo_keeps_by_sql_is_to_be_watched_where_it_comes_from(self):
        path = self.choices("res.partner.category")["parent_path"]
        self.assertIn("watch the parent", path)

    def test_what_is_offered_is_what_the_rule_takes(self):
        choices = self.choices("res.partner")
        good = [name for name, why in choices.items() if not why]
        rule = self.new_rule("res.partner", watched_fields=",".join(good))
        self.assertEqual(rule.state, "watching")

    def test_what_can_be_watched_comes_first_in_the_order_of_its_labels(self):
        choices = self.env["discord.rule"].field_choices("bldimagaz.bc")
        order = [(bool(one["why"]), one["label"].lower()) for one in choices]
        self.assertEqual(order, sorted(order))

    def test_whatever_a_person_fills_in_can_be_required(self):
        choices = self.choices("res.partner", "required")
        for name in ("child_ids", "barcode", "contact_address"):
            self.assertFalse(choices[name])
        self.assertIn("holds a file", choices["image_1920"])
        rule = self.new_rule("res.partner", required_fields="image_1920")
        self.assertIn("holds a file", rule.state_message)

    def test_fields_that_the_author_may_not_read_are_not_mentioned(self):
        group = "odoo_discord_notify.group_discord_manager"
        author = new_test_user(self.env, "discord_author", groups=group)
        rules = self.env["discord.rule"].with_user(author)
        self.assertIn("city", self.choices("res.partner", rules=rules))
        field = self.env["res.partner"]._fields["city"]
        self.patch(field, "groups", "base.group_system")
        self.assertNotIn("city", self.choices("res.partner", rules=rules))
        access = [("model_id.model", "=", "res.partner")]
        self.env["ir.model.access"].search(access).unlink()
        self.assertFalse(self.choices("res.partner", rules=rules))

    def test_of_what_cannot_be_watched_nothing_is_offered(self):
        for name in ("no.such.model", "ir.cron", "base", 42, ["res.partner"], None):
            with self.subTest(name), self.assertRaises(UserError):
                self.choices(name)
