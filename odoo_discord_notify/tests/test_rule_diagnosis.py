"""What a rule says it misses, and what to do about it."""

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestRuleDiagnosis(DiscordCase):
    def assertSays(self, words, **values):
        rule = self.new_rule("bldimagaz.bc", **values)
        self.assertEqual(rule.state, "error")
        self.assertIn(words, rule.state_message)

    def test_an_unknown_field_is_named_with_those_it_resembles(self):
        self.assertSays("Did you mean depositaire", template="{depositare}")
        self.assertSays("Did you mean date_ecriture", watched_fields="date_ecritur")

    def test_an_unknown_field_behind_a_relation_is_looked_for_there(self):
        self.assertSays("res.partner has no field “nam”", template="{client.nam}")
        self.assertSays("name?", template="{client.nam}")

    def test_a_label_is_understood_as_the_field_that_it_names(self):
        label = self.env["res.partner"]._fields["phone"].string
        rule = self.new_rule("res.partner", template="{name}", required_fields=label)
        self.assertIn("Did you mean", rule.state_message)
        self.assertIn("phone", rule.state_message)

    def test_a_brace_that_is_no_pair_is_shown_with_what_stands_behind_it(self):
        for template, words in {
            "**a**\n{name and more\nb": "“{name and more” has no “}”",
            "{{name}": "A “}” has no “{” before it",
            "{name}}": "A “}” has no “{” before it",
        }.items():
            with self.subTest(template):
                problems = self.rule("bc").new({"template": template})
                self.assertIn(words, problems._message_problems(None)[0])

    def test_a_format_cannot_make_a_value_too_long_for_the_servers_memory(self):
        for spec in (">20000000", ".20000000f", "020000000", "1000"):
            with self.subTest(spec), self.assertRaisesRegex(ValidationError, "999"):
                self.rule("bc").template = f"{{name:{spec}}}"
        self.rule("bc").template = "{name:>999} {create_date:depuis 2026 %d-%m}"

    def test_an_old_value_that_is_never_known_is_told(self):
        watched = {"watched_fields": "date_ecriture"}
        stays = "“comment” is not watched: {old.comment} stays empty."
        self.assertSays(stays, template="{name} {old.comment}", **watched)
        self.assertSays(stays, template="{name}", audit_line="{old.comment}", **watched)
        for trigger in ("on_create", "on_demand"):
            says = "{old.comment} stays empty: what was before"
            self.assertSays(says, template="{name} {old.comment}", trigger=trigger)
        known = self.new_rule("bldimagaz.bc", "{old.date_ecriture:%d}", **watched)
        self.assertEqual(known.state, "watching")

    def test_a_format_that_does_not_fit_its_field_is_told(self):
        for placeholder in (
            *("{name:.2f}", "{color:zz}", "{partner_latitude:s}"),
            *("{type:d}", "{parent_id.name:.2f}", "{comment:,}", "{agent:zz}"),
            *("{parent_id:zz}", "{child_ids:zz}", "{active:zz}", "{reason:%H}"),
        ):
            with self.subTest(placeholder):
                rule = self.new_rule("res.partner", placeholder)
                self.assertEqual(rule.state, "error")
                self.assertIn("does not fit", rule.state_message)
                [problem] = rule._preview()["problems"]
                self.assertEqual(problem, rule.state_message)

    def test_a_format_that_fits_its_field_is_fine(self):
        template = (
            "{name:>20} {color:05d} {partner_latitude:.2f} {create_date:%d-%m-%Y} "
            "{type:>9} {parent_id:.9} {child_ids:02d} {active:>3} {agent:.9} "
            "{comment:.20}"
        )
        rule = self.new_rule("res.partner", template)
        self.assertEqual((rule.state, rule.state_message), ("watching", ""))

    def test_a_rule_knows_all_fields_that_it_reads(self):
        rule = self.new_rule(
            "bldimagaz.bc",
            "{name} {old.date_ecriture} {new.client.city} {agent} {record_url}",
            watched_fields="date_ecriture",
            required_fields="client",
            reason_field="comment",
            audit_line="{bl_number}",
            filter_domain="[('client.country_id.code', '=', 'MA')]",
            message_format="embed",
            embed_title="{depositaire}",
            embed_fields="Prix = {client.credit_limit}",
        )
        self.assertEqual(
            {".".join(path) for path in rule._read_paths()},
            {
                *("date_ecriture", "client", "comment", "depositaire", "name"),
                *("client.city", "client.credit_limit", "bl_number"),
                "client.country_id.code",
            },
        )

    def test_what_cannot_be_read_hides_no_other_field_that_a_rule_reads(self):
        rule = self.env["discord.rule"].new(
            {"template": "{a", "audit_line": "{name}", "filter_domain": "["}
        )
        self.assertEqual(rule._read_paths(), (("name",),))
