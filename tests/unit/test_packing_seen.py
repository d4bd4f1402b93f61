"""What is packed is seen: by a reader whose client stops drawing after 199 nodes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.drawing import count, drawing, plain, shown
from discord.packing import Item, pack
from discord.reader import read
from discord.shortening import NODES_MARK
from discord_standin.validator import embed_text_length, validate

TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt {number:06}`
> **Référence** : `ALM/2025/0042`
> **Date** : `02-05-2025 15:30`
> **Montant crédité** : **1 500,00 MAD**"""
PIECES = (
    "* ** *** _ __ ~~ || | ` `` ``` \n \n\n > >>> # -# - [ ] ( ) < > @here :a: \\ a b "
    "é 💸 💸💸💸💸💸💸💸💸💸💸💸💸💸💸 [a](https://b.c) https://b.c **a** `b` ||c||"
).split(" ")


def messages(texts):
    """The payloads of all texts, until nothing waits."""
    waiting, payloads = [Item(text) for text in texts], []
    while waiting:
        packed = pack(waiting)
        assert packed.count and not validate(packed.payload)
        payloads.append(packed.payload)
        waiting = waiting[packed.count :]
    return payloads


def texts_of(payload):
    embeds = payload.get("embeds", [])
    return [payload.get("content", ""), *(embed["description"] for embed in embeds)]


def test_a_burst_of_1000_top_ups_is_23_messages_of_which_all_is_seen():
    payloads = messages([TOP_UP.format(number=number) for number in range(1000)])
    assert len(payloads) == 23
    seen = "\n".join(map(shown, payloads))
    at = [seen.index(f"Dépôt {number:06}\n") for number in range(1000)]
    assert at == sorted(at)
    assert not any(drawing(payload)["is_cut"] for payload in payloads)


def test_descriptions_are_about_as_full_as_one_another():
    [payload, *_] = messages([TOP_UP.format(number=number) for number in range(44)])
    assert [text.count("💸") for text in texts_of(payload)] == [11, 17, 16]


@pytest.mark.parametrize(
    ("text", "number", "most"),
    [
        ("💸" * 60, 100, 4),  # three in a text, eleven texts
        ("💸" * 199, 100, 10),
        ("💸", 1000, 1),  # 11 x 199 nodes
        ("**a** `b` " * 30, 100, 5),  # 299 code points
        ("x" * 2000, 8, 2),  # one as content, three of 2000 are the embeds' 6000
        ("x" * 1998, 8, 2),
        ("x" * 600, 33, 3),  # three as content, ten of 600 are 6000
        ("x" * 598, 39, 3),
    ],
)
def test_no_more_messages_than_the_limits_need(text, number, most):
    payloads = messages([text] * number)
    assert len(payloads) == most
    words = plain(read(text))
    seen = sum(shown(payload).count(words[0]) for payload in payloads)
    assert seen == number * words.count(words[0])


def test_one_of_200_nodes_is_shortened_and_says_so_with_its_end_kept():
    [payload] = messages(["début " + "💸" * 200 + " fin"])
    assert not drawing(payload)["is_cut"]
    assert NODES_MARK in shown(payload)
    assert shown(payload).startswith("début 💸") and shown(payload).endswith("💸 fin")


def test_the_line_of_a_repeat_is_seen_behind_as_many_nodes_as_there_may_be():
    payload = pack([Item("💸" * 199, "a1b2")]).payload
    assert not drawing(payload)["is_cut"]
    assert shown(payload).endswith("répétition possible · réf a1b2\n")


@pytest.mark.parametrize(
    "greedy", ["```\nouvert", "||secret", "**gras", ">>> cité\nencore", "`code", "a [b"]
)
def test_nobody_swallows_a_neighbour(greedy):
    neighbour = "**un** || deux ``` trois](https://b.c)"
    [payload] = messages([greedy, neighbour, greedy])
    nodes = plain(read(payload["content"])).split("\n\n")
    assert len(nodes) >= 2
    alone = plain(read(greedy)).strip() + plain(read(neighbour))
    together = shown(payload).replace("\n", "")
    assert together.startswith(alone.replace("\n", ""))
    expected = 2 * count(read(greedy)) + count(read(neighbour))
    assert count(read(payload["content"])) == expected


texts = (
    st.lists(st.sampled_from([*PIECES, " ", "> ", "# ", "- ", "x" * 300]), min_size=1)
    .map(lambda pieces: "a" + "".join(pieces))
    .filter(lambda text: count(read(text.strip())) < 200)
)


@given(st.lists(texts, min_size=1, max_size=40))
def test_all_that_goes_in_is_seen_in_order_and_whole(several):
    seen, nodes = "", 0
    for payload in messages(several):
        drawn = drawing(payload)
        assert not drawn["is_cut"]
        seen += shown(payload)
        nodes += sum(count(read(text)) for text in texts_of(payload))
    went_in = "".join(plain(read(text.strip())) for text in several)
    assert "".join(seen.split()) == "".join(went_in.split())
    assert nodes == sum(count(read(text.strip())) for text in several)


def test_a_message_alone_has_no_cards_of_its_links():
    assert messages(["voir https://asg.example/bc/7"]) == [
        {"content": "voir https://asg.example/bc/7", "flags": 4}
    ]


def test_beside_embeds_the_links_of_a_content_are_written_so_that_they_have_no_cards():
    link = "[Voir](https://asg.example/bc/7) https://asg.example/bc/8"
    card = Item("b", embed={"title": "b"})
    assert pack([Item(link), card]).payload == {
        "content": "[Voir](<https://asg.example/bc/7>) <https://asg.example/bc/8>",
        "embeds": [{"title": "b"}],
    }
    assert pack([card, Item(link)]).payload["embeds"][1] == {"description": link}


def test_a_content_that_its_links_make_too_long_becomes_a_description():
    long = "https://b.c/ " + "x" * 1986
    assert messages([long]) == [{"content": long, "flags": 4}]
    payload = pack([Item(long), Item("fin")]).payload
    assert texts_of(payload) == ["", f"{long}\n\nfin"]


def test_the_sum_of_the_embeds_is_used_up():
    [payload, *_] = messages(["x" * 600] * 20)
    assert embed_text_length(payload["embeds"]) == 6000


@pytest.mark.parametrize(
    ("url", "is_kept"),
    [
        ("https://asg.example/x", True),
        ("http://odoo:8069/x", False),
        ("http://localhost:8069/x", False),
        ("http://127.0.0.1:8069/x", False),
        ("http://192.168.1.7/x", True),
        ("ftp://asg.example", False),
        ("http://[::1]:8069/x", False),
        ("http://erp.localhost/x", False),
    ],
)
def test_an_embed_has_no_link_that_discord_refuses_or_nobody_can_follow(url, is_kept):
    item = Item("a", embed={"title": "a", "url": url})
    [embed] = pack([item]).payload["embeds"]
    assert embed == ({"title": "a", "url": url} if is_kept else {"title": "a"})
