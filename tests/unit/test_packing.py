import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.filling import quiet_payload
from discord.packing import Item, pack, pack_plain
from discord_standin.validator import is_empty, validate

TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif`
> **Référence** : `ALM/2025/0042`
> **Date** : `02-05-2025 15:30`
> **Montant crédité** : **1 500,00 MAD**"""
REPEAT = "\n-# répétition possible · réf a1b2"

lengths = st.one_of(st.integers(1, 99), st.integers(1, 2500))
items = st.builds(
    lambda letter, length, reference: Item(letter * length, reference),
    st.sampled_from("a💸é*`\\["),
    lengths,
    st.sampled_from(["", "", "a1b2"]),
)


def blocks(payload):
    descriptions = [embed["description"] for embed in payload.get("embeds", [])]
    return [payload["content"], *descriptions]


def test_one_alone_is_the_content():
    packed = pack([Item("seule")])
    assert (packed.payload, packed.count) == (quiet_payload("seule"), 1)


def test_a_few_stand_in_the_content_a_blank_line_between():
    assert pack([Item("a"), Item("b\n")]).payload == quiet_payload("a\n\nb")


def test_a_burst_fills_the_content_and_then_embeds():
    packed = pack([Item(TOP_UP)] * 100)
    content, *descriptions = blocks(packed.payload)
    assert content.count("💸") == 11
    assert sum(map(len, descriptions)) > 6000 - len(TOP_UP) - 2
    assert packed.count == 44
    assert not validate(packed.payload)


def test_an_embed_is_filled_before_the_next_begins():
    packed = pack([Item("x" * 2000)] + [Item("y" * 1999)] * 9)
    assert [len(block) for block in blocks(packed.payload)] == [2000, 4000, 1999]
    assert packed.count == 4


@given(st.lists(items, min_size=1, max_size=80))
def test_a_pack_is_what_discord_takes_with_every_item_whole_and_in_order(waiting):
    packed = pack(waiting)
    assert packed.count >= 1
    assert not validate(packed.payload)
    texts = [item.within(2000) for item in waiting[: packed.count]]
    assert "\n\n".join(blocks(packed.payload)) == "\n\n".join(texts)


@given(st.lists(items, max_size=200))
def test_every_item_is_carried_once(waiting):
    left, carried = list(waiting), 0
    while left:
        count = pack(left).count
        carried, left = carried + count, left[count:]
    assert carried == len(waiting)


def test_the_line_of_a_repeat_stays_however_long_the_text():
    content = pack([Item("début " + "x" * 9000 + " fin", "a1b2")]).payload["content"]
    assert len(content) == 2000
    assert content.startswith("début")
    assert content.endswith(f"x fin{REPEAT}")


def test_only_the_repeated_item_carries_the_line():
    content = pack([Item("a"), Item("b", "a1b2"), Item("c")]).payload["content"]
    assert content == f"a\n\nb{REPEAT}\n\nc"


@pytest.mark.parametrize("blank", ["", " \n", "\u200b\u2060", "\u00a0"])
def test_a_blank_item_is_left_to_be_refused_alone(blank):
    assert pack([Item("a"), Item(blank), Item("b")]).count == 1
    assert pack([Item(blank), Item("b")]).count == 1


def test_of_the_plain_form_only_the_words_are_left():
    item = Item("# **Gros**\n> [lien](https://b.c)\x00", "a1b2")
    plain = "\\# \\*\\*Gros\\*\\*\n\\> \\[lien\\](https://b.c)"
    assert pack_plain(item).payload == quiet_payload(plain + REPEAT)
    assert len(pack_plain(Item("*" * 2000)).payload["content"]) <= 2000
    assert is_empty(pack_plain(Item(" ")).payload)


def test_the_plain_form_keeps_the_order_of_right_to_left_words():
    item = Item("**\u2068الرباط https://b.c\u2069** → \u2068فاس\u2069")
    plain = "\\*\\*\u2068الرباط <https://b.c>\u2069\\*\\* → \u2068فاس\u2069"
    assert pack_plain(item).payload["content"] == plain
