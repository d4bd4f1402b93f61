"""A translated field is told to the rules whose reader sees another text now."""

from odoo.tests import tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestNoticingTranslations(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for lang in ("fr_FR", "es_ES"):
            cls.env["res.lang"]._activate_lang(lang)
        cls.category = cls.env["res.partner.category"].create({"name": "Wholesale"})
        cls.category.with_context(lang="fr_FR").name = "Grossiste"
        cls.french, cls.english = cls.rules_on("name")

    def setUp(self):
        super().setUp()
        self.forget_transaction()

    @classmethod
    def rules_on(cls, name):
        """Return a rule in French and one in English that watch a field."""
        return [
            cls.new_rule(
                "res.partner.category",
                f"{{old.{name}}} → {{new.{name}}}",
                watched_fields=name,
                lang=lang,
            )
            for lang in ("fr_FR", "en_US")
        ]

    def translate(self, **translations):
        """Do what the translation dialog of the web client does."""
        self.category.web_override_translations({"name": translations})

    def said(self, *rules):
        """Return what each rule says of the category, as a list of texts."""
        return [
            self.told(self.category, rule).mapped("content")
            for rule in rules or (self.french, self.english)
        ]

    def test_a_translation_is_told_in_its_language_only(self):
        self.category.update_field_translations("name", {"fr_FR": "Demi-gros"})
        self.assertEqual(self.said(), [["Grossiste → Demi-gros"], []])

    def test_a_translation_into_a_language_of_no_rule_is_not_told(self):
        self.category.update_field_translations("name", {"es_ES": "Mayorista"})
        self.assertEqual(self.said(), [[], []])

    def test_the_english_text_is_told_to_whom_it_is_shown(self):
        self.category.update_field_translations("name", {"en_US": "Retail"})
        self.assertEqual(self.said(), [[], ["Wholesale → Retail"]])

    def test_a_text_without_a_translation_is_told_in_every_language(self):
        self.category.update_field_translations("name", {"fr_FR": False})
        self.forget_transaction()
        self.category.update_field_translations("name", {"en_US": "Retail"})
        self.assertEqual(self.said(), [["Wholesale → Retail"]] * 2)

    def test_a_translation_that_is_taken_away_shows_the_english_text(self):
        self.category.update_field_translations("name", {"fr_FR": False})
        self.assertEqual(self.said(), [["Grossiste → Wholesale"], []])

    def test_the_dialog_tells_each_language_its_own_change(self):
        self.category.update_field_translations(
            "name", {"fr_FR": "Détail", "en_US": "Retail"}
        )
        self.assertEqual(self.said(), [["Grossiste → Détail"], ["Wholesale → Retail"]])

    def test_the_same_translation_again_is_no_change(self):
        self.category.update_field_translations("name", {"fr_FR": "Grossiste"})
        self.assertEqual(self.said(), [[], []])

    def test_one_text_for_all_languages_is_told_to_those_that_had_another(self):
        self.category.with_context(lang="fr_FR").web_override_translations(
            {"name": "Wholesale"}
        )
        self.assertEqual(self.said(), [["Grossiste → Wholesale"], []])

    def test_a_translation_after_a_save_in_another_language_is_one_change_each(self):
        self.category.name = "Retail"
        self.env.cr.flush()
        self.category.update_field_translations("name", {"fr_FR": "Détail"})
        self.assertEqual(self.said(), [["Grossiste → Détail"], ["Wholesale → Retail"]])

    def test_a_translation_made_in_silence_is_kept_as_canceled(self):
        silent = self.category.with_context(discord_notify_disable=True)
        silent.update_field_translations("name", {"fr_FR": "Demi-gros"})
        self.assertEqual(self.told(self.category).failure_type, "silenced")

    def test_a_copy_brings_its_translations_and_is_told_as_new_only(self):
        created = self.new_rule("res.partner.category", "{name}")
        copy = self.category.copy()
        self.assertEqual(self.told(copy).mapped("content"), ["Grossiste"])
        self.assertEqual(self.told(copy).rule_id, created)

    def test_terms_of_a_text_are_told_in_the_language_of_their_translation(self):
        self.env["ir.model.fields"].create(
            {
                "name": "x_note",
                "field_description": "Note",
                "model_id": self.env["ir.model"]._get_id("res.partner.category"),
                "ttype": "html",
                "translate": "html_translate",
            }
        )
        self.category.x_note = "<p>Hello</p>"
        rules = self.rules_on("x_note")
        self.forget_transaction()
        terms = {"fr_FR": {"Hello": "Bonjour"}}
        self.category.update_field_translations("x_note", terms)
        self.assertEqual(self.said(*rules), [["Hello → Bonjour"], []])
