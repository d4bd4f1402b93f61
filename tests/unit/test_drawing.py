"""How much of a text a reader sees: Discord's clients stop after 199 nodes."""

import pytest

from discord.drawing import count, drawing, plain, seen, shown
from discord.limits import NODES_MAX
from discord.reader import read

ENTRY = "**a** *b* `c` ~~d~~ __e__\n"  # of five nodes, as in the public example
TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif`
> **Référence** : `ALM/2025/0042`
> **Date** : `02-05-2025 15:30`
> **Montant crédité** : **1 500,00 MAD**"""


def is_cut(text):
    return seen(read(text))[1]


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        ("rien que des mots", 0),
        (ENTRY, 5),
        (TOP_UP, 11),
        ("> a\n> b\n> c", 1),
        ("> a\n\n> b", 2),
        ("[**a** `b`](https://c.d)", 3),
        ("https://a.b <https://c.d>", 2),
        ("💸💸 <@1> <t:1>", 4),
        ("```\na\n```", 1),
        ("||a|| @here", 2),
        ("# a\n-# b\n- c\n- d", 5),
        ("- a\n  - b", 4),
        (r"\*a\* \💸", 0),
    ],
)
def test_every_node_counts_but_plain_text(text, nodes):
    assert count(read(text)) == nodes


@pytest.mark.parametrize(("entries", "cut"), [(39, False), (40, True), (41, True)])
def test_the_public_example_is_whole_at_39_entries_and_cut_from_40_on(entries, cut):
    assert is_cut(ENTRY * entries) is cut


@pytest.mark.parametrize(("emoji", "cut"), [(199, False), (200, True)])
def test_199_nodes_are_drawn_and_the_words_behind_them(emoji, cut):
    text = "💸" * emoji + " fin"
    nodes, is_cut = seen(read(text))
    assert is_cut is cut
    assert plain(nodes) == ("💸" * 199 if cut else text)


def test_of_23_top_ups_in_one_text_18_are_seen():
    nodes, is_cut = seen(read("\n\n".join([TOP_UP] * 23)))
    assert is_cut
    assert plain(nodes).count("Montant crédité") == 18
    assert not seen(read("\n\n".join([TOP_UP] * 18)))[1]


def test_the_cut_is_where_the_nodes_are_spent_also_within_others():
    text = "💸" * (NODES_MAX - 1) + "**a *b* c** d"
    nodes, is_cut = seen(read(text))
    assert is_cut
    assert plain(nodes) == "💸" * (NODES_MAX - 1) + "a "


def test_a_message_is_drawn_text_by_text():
    message = {
        "content": "💸" * 200,
        "embeds": [
            {
                "title": "**BL** [x](https://a.b)",
                "description": "> a",
                "fields": [{"name": "n", "value": "`v`", "inline": True}],
                "footer": {"text": "**f**"},
                "color": 7,
            }
        ],
    }
    drawn = drawing(message)
    assert drawn["is_cut"]
    assert len(drawn["content"]) == 199
    [embed] = drawn["embeds"]
    assert embed == {
        "title": [
            {"type": "strong", "children": [{"type": "text", "text": "BL"}]},
            {"type": "text", "text": " [x](https://a.b)"},
        ],
        "description": [{"type": "quote", "children": [{"type": "text", "text": "a"}]}],
        "fields": [
            {
                "name": [{"type": "text", "text": "n"}],
                "value": [{"type": "code", "text": "v"}],
                "inline": True,
            }
        ],
        "footer": {"text": "**f**"},
        "color": 7,
    }
    words = ["💸" * 199, "BL [x](https://a.b)", "a\n", "n", "v", "**f**"]
    assert shown(message) == "\n\n".join(words)


def test_suppressed_embeds_are_not_seen():
    message = {"content": "a", "embeds": [{"description": "b"}], "flags": 4}
    assert shown(message) == "a"
    assert drawing(message)["embeds"] == []


def test_the_value_of_a_field_has_nodes_of_its_own():
    field = {"name": "n", "value": "💸" * 199}
    message = {"embeds": [{"description": "💸" * 199, "fields": [field, field]}]}
    assert not drawing(message)["is_cut"]
    message["embeds"][0]["fields"].append({"name": "n", "value": "💸" * 200})
    assert drawing(message)["is_cut"]
