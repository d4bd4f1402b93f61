"""A message written anew: all that it carries, within Discord's limits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.drawing import count, shown
from discord.limits import CONTENT_MAX, EMBED_TOTAL_MAX, NODES_MAX
from discord.packing import Item, pack
from discord.reader import read
from discord.rewriting import NoRoom, rewrite
from discord_standin import validate

TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt {}`
> **Référence** : `ALM/2025/0042`
> **Date** : `02-05-2025 15:30`
> **Montant crédité** : **1 500,00 MAD**"""


def texts_of(payload):
    return [payload["content"], *(e.get("description", "") for e in payload["embeds"])]


def test_both_parts_are_always_named():
    assert rewrite([Item("a")], {0}) == {"content": "a", "embeds": [], "flags": 4}
    embed = {"title": "a"}
    written = rewrite([Item("a", embed=embed)], {0})
    assert written == {"content": "", "embeds": [embed], "flags": 0}


def test_a_full_pack_of_top_ups_stays_whole_when_all_grow():
    items = [Item(TOP_UP.format(n)) for n in range(100)]
    carried = items[: pack(iter(items)).count]
    longer = [Item(f"{one.text}\n> {'x' * 300} THE END") for one in carried]
    written = rewrite(longer, range(len(longer)))
    seen = shown(written)
    assert seen.count("END") == len(carried)
    assert [seen.count(f"Dépôt {n}\n") for n in range(3)] == [1, 1, 1]


def test_only_the_edited_text_gives_way():
    others = [Item("b" * 900), Item("c" * 900)]
    written = rewrite([Item("a" * 5000 + " end"), *others], {0})
    said = "".join(texts_of(written))
    assert " … " in said and " end" in said
    assert "b" * 900 in said and "c" * 900 in said


def test_too_much_formatting_gives_way_too():
    others = [Item(f"*{n}*" * 25) for n in range(10)]
    edited = Item("**x** " * 190 + "end")
    written = rewrite([*others, edited], {10})
    for text in texts_of(written):
        assert count(read(text)) <= NODES_MAX
    assert shown(written).endswith("end")


def test_an_embed_gives_way_within_the_sum():
    small = [Item("s", embed={"description": "s" * 600}) for _n in range(9)]
    written = rewrite([*small, Item("l", embed={"description": "l" * 4000})], {9})
    lengths = [len(embed["description"]) for embed in written["embeds"]]
    assert lengths[:9] == [600] * 9
    assert sum(lengths) <= EMBED_TOTAL_MAX


def test_what_cannot_be_carried_however_short_is_said():
    full = [Item("s", embed={"title": "s"}) for _n in range(10)]
    with pytest.raises(NoRoom):
        rewrite([*full, Item("a text")], {10})


@given(
    st.lists(st.text(max_size=400), min_size=1, max_size=12),
    st.text(alphabet="*_`>ab \n[](:/|~#-", max_size=3000),
)
def test_what_is_written_is_what_discord_takes(texts, edit):
    items = [Item(text) for text in texts]
    carried = items[: pack(iter(items)).count]
    carried[0] = Item(f"{edit}e")
    try:
        written = rewrite(carried, {0})
    except NoRoom:
        return
    assert validate(written) is None
    assert len(written["content"]) <= CONTENT_MAX
