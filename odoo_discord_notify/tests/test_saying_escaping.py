"""No value, whatever is in it, changes a message's shape or mentions anybody."""

import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..discord.embeds import text_length
from ..discord.limits import (
    CONTENT_MAX,
    EMBED_DESCRIPTION_MAX,
    EMBED_FIELD_VALUE_MAX,
    EMBED_TITLE_MAX,
    EMBED_TOTAL_MAX,
)
from ..discord.markdown import flatten, is_blank
from ..discord.packing import Item, pack
from .common import DiscordCase

# Anything that PostgreSQL keeps as text, and more often what Discord reads as a mark.
MARKS = [
    *("`", "```", "*", "**", "_", "~~", "||", "\\", ">", ">>> ", "# ", "-# ", "- "),
    *("@everyone", "@here", "<@123456789012345678>", "<#1>", "<t:1>", "<:a:1>"),
    *(
        "[a](https://evil.example)",
        "](",
        "https://evil.example",
        "\n",
        "\r\n",
        "\u2028",
    ),
    *("\u202e", "\u0627\u0644", "👩‍👩‍👧", "🇲🇦", "{name}", "}", "{"),
]
ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
PIECES = st.lists(st.one_of(st.sampled_from(MARKS), ANY_TEXT), min_size=1)
NAMES = PIECES.map("".join).filter(lambda text: not is_blank(flatten(text)))
# As long as an import makes them, and all of it made of such pieces.
LONG = 10_000
LONG_NAMES = NAMES.map(lambda text: (text * LONG)[:LONG])
ANYTHING = settings(
    max_examples=60,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.differing_executors],
)
# What stands for itself: an escaped mark, code, an address as a whole.
NO_MARKS = re.compile(r"\\[^\w\s]|`[^`]+`|https?://\S+")
EMBED_MAXIMA = (EMBED_TITLE_MAX, EMBED_DESCRIPTION_MAX, *[EMBED_FIELD_VALUE_MAX] * 2)


@tagged("post_install", "-at_install")
class TestSayingEscaping(DiscordCase):
    def said(self, template, text):
        """Return what a rule says of an order with this comment."""
        rule = self.new_rule("bldimagaz.bc", template)
        order = self.env["bldimagaz.bc"].create({"name": "BC/1", "comment": text})
        return self.told(order, rule).content

    def test_a_backtick_cannot_end_the_code_it_stands_in(self):
        content = self.said("> `{comment}` ok", "a`**b**`c")
        self.assertEqual(content.count("`"), 2)
        self.assertTrue(content.startswith("> `a") and content.endswith("c` ok"))

    def test_marks_outside_of_code_are_shown_as_they_are(self):
        self.assertEqual(self.said("{comment}", "*a* _b_"), r"\*a\* \_b\_")

    def test_nobody_is_mentioned(self):
        content = self.said("{comment}", "@everyone @here <@123456789012345678>")
        self.assertNotIn("@everyone", content.replace("\\@", ""))
        self.assertIn(r"\<@", content)

    def test_a_text_of_many_lines_keeps_them_and_each_is_escaped(self):
        self.assertEqual(self.said("> {comment}", "a\n> b\r\nc"), "> a\n> \\> b\n> c")

    def test_a_value_cannot_turn_into_a_link(self):
        content = self.said("{comment}", "[ici](https://evil.example)")
        self.assertTrue(content.startswith(r"\[ici\]("))

    def test_a_value_within_a_link_cannot_end_it(self):
        content = self.said("[x](https://asg.example/{comment})", "a) **b** (c d")
        self.assertRegex(content, r"^\[x\]\(https://asg\.example/[^\s()]*\)$")

    def test_a_value_that_looks_like_a_placeholder_is_none(self):
        self.assertEqual(self.said("`{comment}`", "{name}"), "`{name}`")

    @ANYTHING
    @given(client=NAMES | LONG_NAMES, reference=NAMES)
    def test_whatever_the_names_are_the_top_up_keeps_its_shape(self, client, reference):
        with self.env.cr.savepoint() as savepoint:
            partner = self.env["res.partner"].create({"name": client})
            topup = self.new_topup(client=partner.id, reference_no=reference)
            content = self.told(topup, self.rule("solde")).content
            savepoint.rollback()
        lines = content.split("\n")
        self.assertEqual(len(lines), len(content.splitlines()))
        self.assertRegex(lines[2], r"^> \*\*Client\*\* : `[^`]+`$")
        self.assertEqual(len(lines), 6)
        self.assertRegex(
            lines[-1], r"^> \*\*Montant crédité\*\* : \*\*1.500,00 MAD\*\*$"
        )

    def test_a_name_of_which_nothing_can_be_seen_has_no_line(self):
        for name in ("\u202e" * LONG, "\u200b", "\u00ad\u2028"):
            with self.subTest(name[:2]):
                partner = self.env["res.partner"].create({"name": name})
                number = f"ALM-{ord(name[0])}"
                topup = self.new_topup(client=partner.id, reference_no=number)
                lines = self.told(topup, self.rule("solde")).content.split("\n")
                self.assertEqual(len(lines), 5)
                self.assertFalse([line for line in lines if "Client" in line])

    @ANYTHING
    @given(text=NAMES)
    def test_whatever_a_reason_is_it_is_one_line_and_mentions_nobody(self, text):
        with self.env.cr.savepoint() as savepoint:
            order = self.new_order(date_ecriture="2025-05-02")
            order.write({"date_ecriture": "2025-05-03", "comment": text})
            content = self.told(order, self.rule("bl")).content
            savepoint.rollback()
        *lines, last = content.split("\n")
        self.assertEqual(len(content.splitlines()), len(lines) + 1)
        # An address is a link as a whole: nothing in it is a mark.
        said = re.sub(r"<?https?://\S+", "", last.removeprefix("> **Raison** : "))
        unescaped = r"(?<!\\)(?:\\\\)*"
        self.assertNotRegex(said, unescaped + r"@(everyone|here)")
        self.assertNotRegex(said, unescaped + r"(?:[*`|\[]|<(?!https?://))")

    @ANYTHING
    @given(client=LONG_NAMES, text=LONG_NAMES)
    @example(client="a" * LONG, text="`" * LONG)
    @example(client="a" + "\u202e" * LONG, text="\u202e" * LONG)
    def test_of_names_without_end_discord_is_sent_what_it_takes(self, client, text):
        """The middle is left out: the headline, the end and each pair of marks stay."""
        with self.env.cr.savepoint() as savepoint:
            embed = self.new_embed()
            partner = self.env["res.partner"].create({"name": client})
            topup = self.new_topup(client=partner.id, comment=text)
            content = self.sent(self.told(topup, self.rule("solde")))["content"]
            [card] = self.sent(self.told(topup, embed))["embeds"]
            savepoint.rollback()
        lines = content.split("\n")
        self.assertEqual(lines[0], "💸 **Nouvelle alimentation détectée !**")
        self.assertRegex(lines[2], r"^> \*\*Client\*\* : `[^`]+`")
        self.assertRegex(lines[-1], r"\*\*1.500,00 MAD\*\*$")
        self.assertLessEqual(len(content), CONTENT_MAX)
        self.assertMentionsNobody(content)

        # A title of which nothing can be seen is left out.
        texts = [card.get("title", ""), card["description"]]
        texts += [field["value"] for field in card["fields"]]
        for said, most in zip(texts, EMBED_MAXIMA, strict=True):
            self.assertLessEqual(len(said), most)
            self.assertMentionsNobody(said)
        self.assertLessEqual(text_length(card), EMBED_TOTAL_MAX)
        self.assertEqual(texts[-1], "**1\u202f500,00**")

    def new_embed(self):
        return self.new_rule(
            "alimenteur.solde",
            "> `{client}`",
            message_format="embed",
            embed_title="{comment}",
            embed_fields="Client = `{client}`\nMontant = **{solde}**",
        )

    def sent(self, notification):
        """Return what Discord is sent of it."""
        return pack([Item(notification.content, embed=notification.embed)]).payload

    def assertMentionsNobody(self, text):
        """Assert that it lights nobody up, and that each code span is closed."""
        said = NO_MARKS.sub(" ", text)  # a space, or what stands around it meets
        self.assertNotRegex(said, r"`|@(everyone|here)|<[@#:t]")
