"""Nobody has a rule tell what he may not read himself."""

from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from .common import DiscordCase

MANAGER = "odoo_discord_notify.group_discord_manager"


@tagged("post_install", "-at_install")
class TestRuleAuthor(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "chief", groups=MANAGER)
        # A field that only administrators may read, as some addons have them.
        comment = cls.env["res.partner"]._fields["comment"]
        cls.startClassPatcher(patch.object(comment, "groups", "base.group_system"))
        cls.admin = new_test_user(cls.env, "boss", groups="base.group_system")

    def save(self, user, model_name="res.partner", **values):
        rule = self.new_rule(model_name).with_user(user)
        rule.write(values or {"template": "{display_name} "})

    def assertHidden(self, *args, **values):
        with self.assertRaisesRegex(ValidationError, "You may not read"):
            self.save(self.manager, *args, **values)

    def test_what_the_author_may_read_can_be_told(self):
        self.save(self.manager, template="{name} {country_id.name}")

    def test_a_field_that_is_hidden_from_the_author_is_refused_wherever_it_stands(self):
        for values in (
            {"template": "{comment}"},
            {"template": "{parent_id.comment}"},
            {"audit_line": "{comment}"},
            {"filter_domain": "[('comment', '!=', False)]"},
            {"filter_domain": "[('parent_id.comment', 'like', 'x')]"},
            {"filter_domain": "[('parent_id', 'any', [('comment', 'like', 'x')])]"},
            {"filter_domain": "[('id', 'not any', [('comment', 'like', 'x')])]"},
            {"trigger": "on_write", "watched_fields": "name, comment"},
            {"required_fields": "comment"},
            {"reason_field": "comment"},
            {"route_field": "comment"},
            {"mention_domain": "[('comment', '!=', False)]"},
            {"message_format": "embed", "embed_fields": "A = {comment}"},
        ):
            with self.subTest(values):
                self.assertHidden(**values)

    def test_a_model_that_is_hidden_from_the_author_is_refused(self):
        self.assertHidden("decimal.precision", template="{digits}")

    def test_what_is_hidden_behind_a_reference_is_refused(self):
        models = {"res.country": "Country", "decimal.precision": "Precision"}
        self.env["ir.model.fields"].create(
            {
                "name": "x_about",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "ttype": "reference",
                "selection": str(list(models.items())),
            }
        )
        self.assertHidden(template="{x_about}")
        self.assertHidden(template="{parent_id.x_about.name}")
        field = self.env["res.partner"]._fields["x_about"]
        with patch.object(field, "selection", [("res.partner", "Partner")]):
            self.save(self.manager, template="{x_about.name}")
            self.assertHidden(template="{x_about.comment}")

    def test_who_may_read_it_may_tell_it(self):
        self.save(self.admin, template="{comment}")

    def test_a_rule_that_tells_more_cannot_be_sent_elsewhere(self):
        rule = self.new_rule("res.partner", "{comment}").with_user(self.manager)
        with self.assertRaises(ValidationError):
            rule.webhook_id = self.webhook("bl")
        rule.active = False  # silence is no leak
