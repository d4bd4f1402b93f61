"""Rules for people: what they are refused, and what their state says."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, new_test_user, tagged

from ..models.watching.watchable import model_problem
from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestRules(DiscordCase):
    def assertRefused(self, words, **values):
        """Assert that a rule with these values is refused, in such words."""
        values = {"model_name": "bldimagaz.bc", **values}
        with self.assertRaisesRegex(ValidationError, words):
            self.new_rule(**values)

    def test_a_template_that_cannot_be_read_is_refused_in_words(self):
        for template, words in {
            "{name": "“{name” has no “}”",
            "name}": "no “{” before it",
            "{}": "does not name a field",
            "{0}": "does not name a field",
            "{name[0]}": "does not name a field",
            "{name.__class__}": "does not name a field",
            "{_name}": "does not name a field",
            "{client .name}": "does not name a field",
            "{name!r}": "no “!” in a placeholder",
            "{name:{width}}": "cannot hold a placeholder",
            "{old}": "say of which field",
            "{new}": "say of which field",
        }.items():
            with self.subTest(template):
                self.assertRefused(words, template=template)

    def test_the_line_for_the_log_is_checked_like_the_template(self):
        self.assertRefused("does not name a field", audit_line="ref={}")

    def test_braces_can_be_written_by_doubling_them(self):
        rule = self.new_rule("alimenteur.solde", "{{{reference_no}}}")
        topup = self.new_topup(reference_no="A")
        self.assertEqual(self.told(topup, rule).content, "{A}")

    def test_machinery_and_our_own_models_cannot_be_watched(self):
        for name in ("discord.rule", "ir.cron", "mail.message", "bus.bus", "res.users"):
            with self.subTest(name):
                self.assertRefused("cannot be watched", model_name=name)
        self.new_rule("res.partner")

    def test_what_does_not_last_cannot_be_watched(self):
        for name in ("base", "base.language.install"):
            with self.subTest(name):
                self.assertRefused("no lasting records", model_name=name)

    def test_a_change_needs_a_field_to_watch(self):
        self.assertRefused(
            "at least one field", trigger="on_write", watched_fields=" ,"
        )

    def test_what_is_no_domain_is_refused(self):
        for domain in ("[('no_such_field', '=', 1)]", "42", "[", "__import__('os')"):
            with self.subTest(domain):
                self.assertRefused("is not a domain", filter_domain=domain)

    def test_a_rule_may_wait_for_a_model_that_is_not_installed(self):
        rule = self.new_rule("no.such.model", "{anything}")
        self.assertEqual(rule.state, "waiting")
        self.assertIn("no.such.model", rule.state_message)
        self.assertFalse(rule.model_id)

    def test_the_shipped_rules_are_watching_once_they_have_a_url(self):
        for key in ("solde", "bc", "bl"):
            self.assertEqual(self.rule(key).state, "watching")

    def test_a_webhook_without_a_url_is_said_by_its_rules(self):
        webhook = self.env["discord.webhook"].create({"name": "#new"})
        self.rule("solde").webhook_id = webhook
        self.assertEqual(self.rule("solde").state, "unconfigured")
        self.assertIn("#new", self.rule("solde").state_message)

    def test_a_field_that_the_model_has_not_is_said_and_not_refused(self):
        rule = self.rule("bl")
        for field, value in {
            "template": "{no_such_field}",
            "audit_line": "{client.no_such_field}",
            "watched_fields": "no_such_field",
            "required_fields": "client, no_such_field",
            "reason_field": "no_such_field",
        }.items():
            with self.subTest(field), self.env.cr.savepoint() as savepoint:
                rule[field] = value
                self.assertEqual(rule.state, "error")
                self.assertIn("no_such_field", rule.state_message)
                savepoint.rollback()
        self.assertEqual(rule.state, "watching")

    def test_fields_that_cannot_be_watched_are_said_with_the_reason(self):
        for model_name, name, words in (
            ("bldimagaz.bc", "line_ids", "a list of records"),
            ("bldimagaz.bc", "display_name", "not stored"),
            ("res.partner", "barcode", "each company has"),
            ("res.partner", "image_1920", "holds a file"),
            ("res.company", "name", "no problem"),
        ):
            with self.subTest(name):
                rule = self.new_rule(model_name, watched_fields=name)
                self.assertIn(words, rule.state_message or "no problem")

    def test_fields_that_only_odoo_writes_cannot_be_watched(self):
        for model_name in ("res.partner", "no.such.model"):
            for name, words in {
                "write_date": "changes with every save",
                "write_uid": "changes with every save",
                "create_date": "never changes",
                "id": "never changes",
            }.items():
                with self.subTest(model=model_name, field=name):
                    values = {
                        "model_name": model_name,
                        "watched_fields": f"name,{name}",
                    }
                    self.assertRefused(f"{name}.*{words}", **values)
        with self.assertRaisesRegex(ValidationError, "changes with every save"):
            self.rule("bl").watched_fields = "write_date"

    def test_a_failed_message_is_said_by_its_rule(self):
        rule = self.new_rule("res.partner", "{color:c}")
        self.assertEqual(rule.state, "watching")
        self.told(self.env["res.partner"].create({"name": "A", "color": -1}))
        rule.invalidate_recordset()
        self.assertEqual(rule.state, "error")
        self.assertIn("1", rule.state_message)

    def test_what_has_told_something_is_archived_instead_of_deleted(self):
        self.told(self.new_topup())._set_state("canceled", active=False)
        for used in (self.rule("solde"), self.webhook("solde")):
            with self.assertRaisesRegex(ValidationError, "archive it instead"):
                used.unlink()
        self.new_rule("res.partner").unlink()

    def test_the_model_may_be_chosen_from_the_list(self):
        rule = self.new_rule("no.such.model", "{display_name}")
        rule.model_id = self.env["ir.model"]._get("res.partner")
        self.assertEqual(rule.model_name, "res.partner")

    def test_only_models_that_can_be_watched_are_offered(self):
        domain = self.env["discord.rule"].fields_get(["model_id"])["model_id"]["domain"]
        offered = set(self.env["ir.model"].search(domain).mapped("model"))
        self.assertLess({"res.partner", "alimenteur.solde"}, offered)
        for name in offered:
            self.assertFalse(model_problem(self.env, name))
        for name in self.env["ir.model"].search([]).mapped("model"):
            if name not in offered:
                self.assertTrue(model_problem(self.env, name))

    def test_models_that_their_author_may_not_read_are_not_offered(self):
        group = "odoo_discord_notify.group_discord_manager"
        manager = new_test_user(self.env, "discord_chooser", groups=group)
        rules = self.env["discord.rule"].with_user(manager)
        access = [("model_id.model", "=", "res.partner")]
        for offered in (True, False):
            domain = rules.fields_get(["model_id"])["model_id"]["domain"]
            models = self.env["ir.model"].search(domain).mapped("model")
            self.assertEqual("res.partner" in models, offered)
            self.env["ir.model.access"].search(access).unlink()

    def test_clearing_the_model_clears_its_name_and_another_may_be_typed(self):
        with Form(self.rule("solde")) as form:
            form.model_id = self.env["ir.model"]
            self.assertFalse(form.model_name)
            form.model_name = "no.such.model"
        self.assertEqual(self.rule("solde").model_name, "no.such.model")

    def test_a_duplicate_is_called_a_copy_and_begins_anew(self):
        original = self.rule("solde")
        topup = self.new_topup()
        self.told(topup)
        original.baseline = 0
        copy = original.copy()
        self.assertEqual(copy.name, f"{original.name} (copy)")
        self.assertEqual(original.copy({"name": "Mine"}).name, "Mine")
        self.assertEqual((copy.active, copy.notification_count), (False, 0))
        for name in ("webhook_id", "template", "required_fields", "lang", "audit_line"):
            self.assertEqual(copy[name], original[name])
        copy.action_unarchive()
        self.assertEqual((copy.state, copy.baseline), ("watching", topup.id))

    def test_a_duplicate_tells_beside_its_original_once_it_is_started(self):
        copy = self.rule("solde").copy()
        self.assertEqual(len(self.told(self.new_topup())), 1)
        copy.action_unarchive()
        self.assertEqual(len(self.told(self.new_topup())), 2)
