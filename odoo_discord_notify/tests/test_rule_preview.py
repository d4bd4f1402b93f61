"""The preview shows what the rule would say, of what its author may read."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestRulePreview(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "odoo_discord_notify.group_discord_manager"
        cls.manager = new_test_user(cls.env, "discord_author", groups=group)

    def preview(self, rule):
        rule.invalidate_recordset()
        return rule.with_user(self.manager).preview

    def test_it_shows_the_latest_record_as_the_real_message_would(self):
        topup = self.new_topup(reference_no="ALM/1")
        real = self.told(topup).content
        preview = self.preview(self.rule("solde"))
        self.assertEqual(preview["message"]["content"], real)
        self.assertEqual(preview["about"], topup.display_name)

    def test_it_shows_the_chosen_record(self):
        first, _second = self.new_topup(reference_no="A"), self.new_topup()
        rule = self.rule("solde")
        rule.preview_res_id = first.id
        self.assertIn("`A`", self.preview(rule)["message"]["content"])

    def test_the_latest_is_looked_for_among_those_that_match(self):
        match, _other = self.new_topup(reference_no="A"), self.new_topup()
        rule = self.rule("solde")
        rule.filter_domain = f"[('id', '=', {match.id})]"
        self.assertEqual(self.preview(rule)["about"], match.display_name)

    def test_the_latest_is_looked_for_among_those_that_would_be_told(self):
        topup = self.new_topup(reference_no="A")
        self.env["alimenteur.solde"].create({"solde": 1})
        preview = self.preview(self.rule("solde"))
        self.assertEqual((preview["about"], preview["note"]), (topup.display_name, ""))

    def test_a_record_that_does_not_match_says_so(self):
        topup, rule = self.new_topup(), self.rule("solde")
        rule.filter_domain = "[('solde', '>', 1000000)]"
        self.assertIn("Only records matching", self.preview(rule)["note"])
        rule.preview_res_id = topup.id
        self.assertIn("Only records matching", self.preview(rule)["note"])
        rule.filter_domain = "[('solde', '>', 1)]"
        self.assertEqual(self.preview(rule)["note"], "")

    def test_a_record_of_another_company_says_so(self):
        other = self.env["res.company"].create({"name": "Other"})
        other.partner_id.company_id = other
        rule = self.new_rule("res.partner", company_id=self.env.company.id)
        self.assertIn("another company", rule._why_not_told(other.partner_id))
        self.assertFalse(rule._why_not_told(self.client))

    def test_a_domain_that_is_being_written_breaks_no_preview(self):
        self.new_topup()
        for text in ("[", "[('no', '=', 1)]", "[('solde', '=', 'x')]", "[1]", "{}"):
            with self.subTest(text):
                values = {"filter_domain": text, "lang": "fr_FR"}
                rule = self.rule("solde").new(values, origin=self.rule("solde"))
                preview = rule.with_user(self.manager)._preview()
                self.assertIn("message", preview)
                self.assertEqual(preview["note"], "")

    def test_an_embed_is_shown_as_one(self):
        rule = self.new_rule(
            "res.partner",
            "Ville : {city}",
            message_format="embed",
            embed_title="{name}",
        )
        [embed] = self.preview(rule)["message"]["embeds"]
        self.assertEqual(set(embed), {"title", "description"} & set(embed))
        self.assertTrue(embed["title"])

    def test_where_the_model_is_absent_the_names_of_fields_stand_for_values(self):
        rule = self.new_rule("no.such.model", "a {name} {date:%d}")
        self.assertEqual(self.preview(rule)["message"]["content"], "a {name} {date}")

    def test_it_follows_what_is_typed_in_the_form(self):
        self.new_topup(reference_no="A")
        with Form(self.rule("solde")) as form:
            form.template = "**{reference_no}**"
            self.assertEqual(form.preview["message"]["content"], "**A**")
            form.template = "**{reference_n}**"
            self.assertIn("Did you mean", form.preview["problems"][0])
            form.template = "**{reference_no**"
            self.assertIn("has no “}”", form.preview["problems"][0])
            form.template = "**{reference_no}**"

    def test_what_its_author_may_not_read_is_not_shown(self):
        rule = self.new_rule("res.partner", "{name} {city}")
        self.assertIn("about", self.preview(rule))
        self.patch(
            self.env["res.partner"]._fields["city"], "groups", "base.group_system"
        )
        self.assertIn("no right to read", self.preview(rule)["problems"][0])
        self.assertNotIn("message", self.preview(rule))

    def test_records_that_its_author_may_not_read_are_not_shown(self):
        access = [("model_id.model", "=", "res.partner")]
        self.env["ir.model.access"].search(access).unlink()
        preview = self.preview(self.new_rule("res.partner", "{name}"))
        self.assertEqual(preview["message"]["content"], "{name}")

    def test_a_record_that_lacks_a_required_field_says_so(self):
        self.env["alimenteur.solde"].search([]).unlink()
        self.env["alimenteur.solde"].create({"solde": 1})
        self.assertIn("not filled in", self.preview(self.rule("solde"))["note"])

    def test_what_stays_empty_is_noted_beside_the_message(self):
        rule = self.new_rule(
            "res.partner", "{name}\n{old.email}", watched_fields="name"
        )
        preview = self.preview(rule)
        self.assertIn("“email” is not watched", preview["note"])
        self.assertTrue(preview["message"]["content"])

    def pressed(self, rule):
        """Press the button; return the notification, which nobody posts."""
        sent = []

        def send_now(dispatcher, prepare):
            sent.append(prepare(dispatcher.env(su=True)))
            return {sent[0].id: ("sent", "")}

        with patch.object(type(self.env["discord.dispatcher"]), "_send_now", send_now):
            rule.with_user(self.manager).action_test()
        return sent[0]

    def test_a_test_says_that_it_is_one_in_the_rules_language(self):
        self.new_topup(reference_no="A")
        french = self.new_rule("alimenteur.solde", "**{reference_no}**")
        line = "-# Essai de la règle : rien ne s’est passé"
        self.assertEqual(self.pressed(french).content, f"**A**\n{line}")
        self.assertEqual(self.preview(french)["message"]["content"], "**A**")
        english = self.new_rule(
            "alimenteur.solde",
            lang="en_US",
            message_format="embed",
            embed_title="{reference_no}",
        )
        test, line = self.pressed(english), "A test of the rule: nothing has happened"
        self.assertEqual(test.embed["footer"], {"text": line})
        self.assertTrue(test.content.endswith(f"\n-# {line}"))
        self.assertNotIn("footer", self.preview(english)["message"]["embeds"][0])

    def test_a_test_needs_a_record_and_a_url(self):
        waiting = self.new_rule("no.such.model", "{name}")
        with self.assertRaisesRegex(UserError, "no record yet"):
            waiting.action_test()
        webhook = self.env["discord.webhook"].create({"name": "#new"})
        rule = self.new_rule("res.partner", webhook_id=webhook.id)
        with self.assertRaisesRegex(UserError, "URL first"):
            rule.action_test()
