"""A message that is struck out: each word readable, each line struck, nothing lost."""

import pytest

from discord.drawing import count, plain
from discord.limits import NODES_MAX
from discord.reader import read
from discord.striking import struck, struck_message

TOPUP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif`
> **Montant crédité** : **1 500,00 MAD**"""
STRUCK = """~~💸 **Nouvelle alimentation détectée !**~~

> ~~**Client** : `Dépôt Maârif`~~
> ~~**Montant crédité** : **1 500,00 MAD**~~"""

TEXTS = {
    "a": "~~a~~",
    "two\nlines": "~~two~~\n~~lines~~",
    "**bold\nover lines** and more": "~~**bold\nover lines** and more~~",
    "# Title\n-# small": "# ~~Title~~\n-# ~~small~~",
    "- one\n- two\n  - three": "- ~~one~~\n- ~~two~~\n  - ~~three~~",
    ">>> a\nb": "> ~~a~~\n> ~~b~~",
    "~~old~~ new": "~~old new~~",
    "[here](https://a.ma) _it is_": "~~[here](https://a.ma) _it is_~~",
    "https://a.ma/b": "~~https://a.ma/b~~",
    "||secret||": "~~||secret||~~",
    "```py\ncode\n```": "~~```py\ncode\n```~~",
    TOPUP: STRUCK,
}
# A strike would end at these tildes.
TILDES = (
    "`a~~b`",
    r"a\~",
    r"\~a\~\~b",
    "`~~`",
    "https://a.ma/~~b~~",
    "[a~~](https://a.ma)",
)


def words(text):
    """What a reader sees, without white space and what holds tildes apart."""
    return "".join(plain(read(text)).replace("\u2060", "").split())


def is_struck(nodes):
    """Whether all words of the nodes are in a strike."""
    return all(
        node.type == "strike"
        or (is_struck(node.children) if node.children else blank(node))
        for node in nodes
    )


def blank(node):
    return not node.text.replace("\u2060", "").strip()


@pytest.mark.parametrize(("text", "expected"), TEXTS.items())
def test_lines_and_formatting_stay(text, expected):
    assert struck(text) == expected


@pytest.mark.parametrize("text", [*TEXTS, *TILDES])
def test_every_word_is_struck_and_none_is_lost(text):
    made = struck(text)
    assert words(made) == words(text)
    assert is_struck(read(made))


@pytest.mark.parametrize("text", ["", " \n", "\u200b"])
def test_what_shows_nothing_stays_as_it_is(text):
    assert struck(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(f"> **a{number}** : `b`" for number in range(60)),
        "\n".join(f"- **a{number}** : `b`" for number in range(90)),
        "\n".join(f"a{number}" for number in range(300)),
        "\n".join(f"# a{number}" for number in range(150)),
    ],
)
def test_formatting_gives_way_before_words(text):
    made = struck(text)
    assert count(read(made)) < NODES_MAX - 1
    assert words(made) == words(text)
    assert is_struck(read(made))


def test_the_last_line_says_who_and_stays_readable():
    text, embed = struck_message("a", None, "Deleted by *Ali*")
    assert text == "~~a~~\n-# Deleted by \\*Ali\\*"
    assert embed is None


def test_an_embed_is_struck_in_its_parts_and_links_to_nothing():
    embed = {
        "title": "**New**",
        "description": "a\nb",
        "fields": [{"name": "Amount", "value": "`5`", "inline": True}],
        "url": "https://a.ma",
        "color": 1,
    }
    text, made = struck_message("whole", embed, "Deleted by *Ali*")
    assert text.startswith("~~whole~~\n")
    assert made == {
        "title": "~~**New**~~",
        "description": "~~a~~\n~~b~~",
        "fields": [{"name": "Amount", "value": "~~`5`~~", "inline": True}],
        "color": 1,
        "footer": {"text": "Deleted by *Ali*"},
    }
    assert embed["url"]
