"""Whom Discord can call: read from what it copies, kept by name."""

from psycopg2.errors import ForeignKeyViolation

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestMentions(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mentions = cls.env["discord.mention"]

    def paste(self, text):
        """Paste into a rule's tags, as its form does; returns the form that opens."""
        return Form(self.mentions.with_context(default_name=text))

    def test_what_is_pasted_into_a_rule_is_read(self):
        for text, kind, number in (
            ("<@&123456789012345678>", "role", "123456789012345678"),
            ("<@!42>", "user", "42"),
            (" <@42> ", "user", "42"),
        ):
            with self.subTest(text):
                form = self.paste(text)
                self.assertEqual((form.kind, form.discord_id), (kind, number))
                self.assertFalse(form.name)  # people know it by another

    def test_of_a_bare_number_the_form_asks_which_it_is(self):
        form = self.paste("42")
        self.assertEqual((form.kind, form.discord_id), (False, "42"))
        with self.assertRaisesRegex(ValidationError, "role or a person"):
            self.mentions.name_create("42")

    def test_here_and_everyone_need_no_number(self):
        form = self.paste("@here")
        self.assertEqual((form.kind, form.name), ("here", "@here"))
        self.assertFalse(form.save().discord_id)

    def test_a_name_stays_a_name(self):
        form = self.paste("@compta")
        self.assertEqual((form.kind, form.name), (False, "@compta"))
        with self.assertRaisesRegex(ValidationError, "paste what it copies"):
            self.mentions.name_create("@compta")

    def test_the_number_may_be_pasted_with_its_marks(self):
        form = Form(self.mentions)
        form.name = "@compta"
        form.kind = "user"
        form.discord_id = "<@&42>"
        self.assertEqual((form.kind, form.discord_id), ("role", "42"))
        written = form.save()
        written.write({"discord_id": "<@43>"})
        self.assertEqual((written.kind, written.discord_id), ("user", "43"))

    def test_the_same_is_kept_once_when_it_is_pasted_again(self):
        first, _name = self.mentions.name_create("<@&42>")
        again, name = self.mentions.name_create("<@&42>")
        self.assertEqual((first, name), (again, "@42"))
        other, _name = self.mentions.name_create("<@42>")
        self.assertNotEqual(first, other)

    def test_what_is_no_number_of_discords_is_refused(self):
        for values in (
            {"kind": "role"},
            {"kind": "user", "discord_id": "@ali"},
            {"kind": "user", "discord_id": "٤٢"},
            {"kind": "user", "discord_id": "0"},
            {"kind": "role", "discord_id": "9" * 20},
            {"kind": "role", "discord_id": "9" * 5000},
            {"kind": "here", "discord_id": "42"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.mentions.create({"name": "X", **values})

    def test_one_that_a_rule_calls_stays(self):
        mention = self.mentions.create({"name": "X", "kind": "role", "discord_id": "1"})
        self.rule("bl").mention_ids = mention
        with mute_logger("odoo.sql_db"), self.assertRaises(ForeignKeyViolation):
            with self.cr.savepoint():
                mention.unlink()

    def test_one_that_a_rule_calls_does_not_come_to_call_everybody_unasked(self):
        mention = self.mentions.create({"name": "X", "kind": "role", "discord_id": "1"})
        everybody = {"kind": "everyone", "discord_id": False}
        rule = self.rule("bl")
        rule.write({"mention_ids": [(4, mention.id)], "active": False})
        with self.assertRaisesRegex(ValidationError, "which asks first"):
            mention.write(everybody)
        mention.write({"name": "@livraison", "kind": "user"})
        rule.mention_ids = False
        mention.write(everybody)
        rule.mention_ids = mention
        mention.write({**everybody, "name": "@everyone"})  # as it is already

    def test_a_rule_calls_no_more_than_fit_beside_a_message(self):
        mentions = self.mentions.create(
            [
                {"name": f"{n}", "kind": "role", "discord_id": str(n)}
                for n in range(1, 22)
            ]
        )
        self.rule("bl").mention_ids = mentions[:20]
        with self.assertRaisesRegex(ValidationError, "Call 20 at most"):
            self.rule("bl").mention_ids = mentions
