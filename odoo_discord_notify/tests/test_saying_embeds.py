"""Embeds: what a rule says as a card, to the letter, and what it refuses to be."""

from datetime import date, datetime
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DiscordCase

FIELDS = """
Référence = `{reference_no}` |
Source={source} |
Montant = **{solde:.2f} MAD**

Contrôle = x = {solde:.0f}
"""


@tagged("post_install", "-at_install")
class TestSayingEmbeds(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The moment of creation is the database's; naive, and UTC.
        now = patch.object(cls.cr, "now", lambda: datetime(2025, 5, 2, 14, 30, 7))
        cls.startClassPatcher(now)
        cls.env["ir.config_parameter"].set_param(
            "odoo_discord_notify.link_base", "https://asg.example"
        )

    def new_embed(self, template="", model_name="alimenteur.solde", **values):
        values = {"message_format": "embed", **values}
        return self.new_rule(model_name, template, **values)

    def test_an_embed_has_what_its_rule_gives_it(self):
        rule = self.new_embed(
            "Saisie par {agent}",
            embed_title="💸 Alimentation de {client}",
            embed_color="#5865F2",
            embed_fields=FIELDS,
            embed_timestamp=True,
            embed_link=True,
        )
        topup = self.new_topup(reference_no="ALM/7", source="Caisse")
        notification = self.told(topup, rule)
        url = "https://asg.example/mail/view?model=alimenteur.solde&res_id="
        self.assertEqual(
            notification.embed,
            {
                "title": "💸 Alimentation de Dépôt Maârif",
                "url": f"{url}{topup.id}",
                "description": "Saisie par Amina",
                "color": 0x5865F2,
                "timestamp": "2025-05-02T14:30:07+00:00",
                "fields": [
                    {"name": "Référence", "value": "`ALM/7`", "inline": True},
                    {"name": "Source", "value": "Caisse", "inline": True},
                    {"name": "Montant", "value": "**1500,00 MAD**"},
                    {"name": "Contrôle", "value": "x = 1500"},
                ],
            },
        )

    def test_its_text_says_the_same(self):
        rule = self.new_embed("d", embed_title="t", embed_fields="n = {solde:.0f} |")
        self.assertEqual(
            self.told(self.new_topup(), rule).content, "t\nd\n**n** : 1500"
        )

    def test_a_rule_tells_a_text_unless_it_is_asked_for_an_embed(self):
        rule = self.new_rule("alimenteur.solde", "{source}", embed_title="{source}")
        notification = self.told(self.new_topup(source="Caisse"), rule)
        self.assertEqual((notification.content, notification.embed), ("Caisse", False))

    def test_what_is_empty_is_left_out(self):
        rule = self.new_embed(
            "{source}",
            embed_title="{comment}",
            embed_fields="Source = **{source}**\nMontant = {solde:.0f}",
            embed_link=True,
        )
        embed = self.told(self.new_topup(), rule).embed
        self.assertEqual(embed, {"fields": [{"name": "Montant", "value": "1500"}]})

    def test_values_are_escaped_for_where_they_stand(self):
        rule = self.new_embed(
            "> {source}",
            embed_title="{source}",
            embed_fields="Texte = {source}\nCode = `{source}`",
        )
        embed = self.told(self.new_topup(source="*a* `b`\n@everyone"), rule).embed
        escaped = r"\*a\* \`b\` \@everyone"
        self.assertEqual(embed["title"], escaped)
        self.assertEqual(embed["description"], f"> {escaped}")
        self.assertEqual(embed["fields"][0]["value"], escaped)
        self.assertEqual(embed["fields"][1]["value"], "`*a* ˋbˋ @everyone`")

    def test_a_long_value_is_kept_as_far_as_any_message_shows_it(self):
        rule = self.new_embed("{comment}", embed_fields="Note = {comment}")
        embed = self.told(self.new_topup(comment="x" * 9000), rule).embed
        for text in (embed["description"], embed["fields"][0]["value"]):
            self.assertEqual(len(text), 4096)
            self.assertIn(" … ", text)

    def test_the_time_of_a_change_is_that_of_the_change(self):
        rule = self.new_embed(
            "{old.date_ecriture} → {new.date_ecriture}",
            "bldimagaz.bc",
            watched_fields="date_ecriture",
            embed_timestamp=True,
        )
        order = self.new_order(date_ecriture=date(2025, 5, 2))
        order.date_ecriture = date(2025, 5, 10)
        notification = self.told(order, rule)
        told = datetime.fromisoformat(notification.embed.pop("timestamp"))
        late = notification.create_date - told.replace(tzinfo=None)
        self.assertLess(abs(late.total_seconds()), 5)
        self.assertEqual(notification.embed["description"], "02-05-2025 → 10-05-2025")

    def test_a_later_flush_of_the_transaction_renews_the_embed(self):
        rule = self.new_embed(embed_title="{source}")
        topup = self.new_topup(source="Caisse")
        self.assertEqual(self.told(topup, rule).embed, {"title": "Caisse"})
        topup.source = "Banque"
        self.assertEqual(self.told(topup, rule).embed, {"title": "Banque"})
        rule.write({"message_format": "markdown", "template": "{source}"})
        topup.source = "Virement"
        self.assertFalse(self.told(topup, rule).embed)

    def test_what_is_canceled_keeps_its_embed(self):
        rule = self.new_embed(embed_title="{reference_no}", required_fields="client")
        notification = self.told(self.new_topup(reference_no="A", client=False), rule)
        self.assertEqual(notification.state, "canceled")
        self.assertEqual(notification.embed, {"title": "A"})

    def test_a_field_that_cannot_be_written_is_an_error(self):
        rule = self.new_embed(embed_fields="Montant = {solde:%d}")
        notification = self.told(self.new_topup(), rule)
        self.assertEqual((notification.state, notification.embed), ("error", False))

    def test_the_summary_names_what_title_and_fields_use(self):
        rule = self.new_embed(embed_title="{client}", embed_fields="N = {reference_no}")
        notification = self.told(self.new_topup(reference_no="A"), rule)
        self.assertEqual(notification.summary, "Dépôt Maârif · A")

    def test_a_missing_field_of_the_model_is_said_by_the_rule(self):
        rule = self.new_embed(embed_fields="Note = {no_such_field}")
        self.assertEqual(rule.state, "error")
        self.assertIn("no_such_field", rule.state_message)
        rule.write({"message_format": "markdown", "template": "ok"})
        self.assertEqual(rule.state, "watching")

    def test_an_edit_of_the_embed_holds_for_the_next_record(self):
        rule = self.new_embed(embed_title="first")
        self.assertEqual(self.told(self.new_topup(), rule).embed["title"], "first")
        for field, value in {
            "embed_title": "second",
            "embed_color": "#000000",
            "embed_fields": "a = b",
            "embed_timestamp": True,
            "embed_link": True,
        }.items():
            rule[field] = value
        embed = self.told(self.new_topup(), rule).embed
        self.assertEqual(embed["title"], "second")
        parts = {"title", "color", "fields", "timestamp", "url"}
        self.assertEqual(set(embed), parts)

    def test_what_discord_would_not_show_is_refused_in_words(self):
        for words, values in (
            ("Write what to say", {"template": " "}),
            ("Write what to say", {"template": "", "message_format": "markdown"}),
            ("no color", {"embed_color": "red"}),
            ("no color", {"embed_color": "#5865F2A"}),
            ("title can link", {"embed_link": True}),
            ("Name = {field}", {"embed_fields": "Montant"}),
            ("Name = {field}", {"embed_fields": "= {solde}"}),
            ("Name = {field}", {"embed_fields": "Montant = |"}),
            ("stand behind", {"embed_fields": "{client} = {solde}"}),
            ("at most 256", {"embed_fields": f"{'x' * 257} = 1"}),
            ("at most 25", {"embed_fields": "a = b\n" * 26}),
            ("does not name a field", {"embed_fields": "a = {}"}),
            ("has no “}”", {"embed_title": "{client"}),
        ):
            with self.subTest(words), self.assertRaisesRegex(ValidationError, words):
                self.new_embed(**{"template": "text", **values})

    def test_what_an_embed_is_refused_does_not_hinder_a_text(self):
        rule = self.new_embed("text", message_format="markdown", embed_color="red")
        with self.assertRaisesRegex(ValidationError, "no color"):
            rule.message_format = "embed"
