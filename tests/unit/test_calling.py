"""A message calls whom it is to call, once and first, and nobody else."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.calling import NOBODY, Call, broken, names, pasted
from discord.drawing import drawing, shown
from discord.filling import SUPPRESS_EMBEDS
from discord.limits import NODES_MAX
from discord.packing import Item, pack, pack_plain
from discord_standin.mentions import pinged
from discord_standin.validator import validate

COMPTA = {"kind": "role", "discord_id": "123", "name": "@compta"}
ALI = {"kind": "user", "discord_id": "456", "name": "Ali"}
HERE = {"kind": "here", "discord_id": False, "name": "@here"}
EVERYONE = {"kind": "everyone", "name": "@everyone"}
SOMEBODY = [COMPTA, ALI, HERE, EVERYONE]
# What people write, and what templates and neighbours put around it.
PIECES = [
    *("@everyone", "@here", "<@456>", "<@!456>", "<@&123>", "<@&9>", "<@9>", "@"),
    *("<@", "everyone", "here", "&", "!", "123", "9", ">", "<", "\\", "`", "```", "**"),
    *("||", "> ", ">>> ", "\n", "\n\n", " ", "https://a.b/", "[", "](", ")", "-# "),
    *("é", "💸", "\u2068", "\u2069", "\u2060", "~~", "_", "@EVERYONE"),
    *("x" * 700, "💸" * 70),
]

texts = st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join)
calls = st.lists(st.sampled_from(SOMEBODY), max_size=4).map(Call.of)
embeds = st.none() | st.builds(lambda text: {"title": text, "description": text}, texts)
items = st.builds(
    Item, texts, st.sampled_from(["", "a1b2"]), embeds, calls, st.booleans()
)


def sent(packed):
    """What Discord is told of a message."""
    return {**packed.payload, "allowed_mentions": packed.call.allowed()}


def assert_calls_exactly_its_call(packed):
    body = sent(packed)
    assert not validate(body)
    # By Discord's rules, and as if it did not look at whom it is told to call.
    everybody = {"parse": ["everyone", "roles", "users"]}
    mentioned = pinged({**body, "allowed_mentions": everybody})
    assert pinged(body) == list(packed.call)
    if packed.call:
        assert mentioned == list(packed.call)
        assert body["content"].startswith(packed.call.line)
        rest = body["content"].removeprefix(packed.call.line)
        assert not pinged({"content": rest, "allowed_mentions": everybody})
    assert not drawing(packed.payload)["is_cut"]


@given(st.lists(items, min_size=1, max_size=12))
def test_nobody_is_ever_called_who_was_not_chosen(waiting):
    left = list(waiting)
    while left:
        packed = pack(left)
        assert packed.count
        assert_calls_exactly_its_call(packed)
        together, left = left[: packed.count], left[packed.count :]
        if not together[0].is_blank:
            assert packed.call == together[0].call
        assert all(item.call in (NOBODY, together[0].call) for item in together)


@given(items)
def test_the_plain_form_calls_the_same(item):
    packed = pack_plain(item)
    assert packed.call == (NOBODY if item.is_blank else item.call)
    assert_calls_exactly_its_call(packed)


@given(texts)
def test_what_is_broken_looks_as_before_and_breaks_once(text):
    assert broken(broken(text)) == broken(text)
    unseen = broken(text).replace("\u200b", "").replace("%40", "@")
    assert unseen == text.replace("\u200b", "").replace("%40", "@")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@everyone", "@\u200beveryone"),
        ("a@here.ma", "a@\u200bhere.ma"),
        ("`<@&1>`", "`<@&\u200b1>`"),
        ("\\@here <@!1>", "\\@\u200bhere <@!\u200b1>"),
        ("[x](https://a.b/@here)", "[x](https://a.b/%40here)"),
        ("moi@exemple.ma <@you> @hier", "moi@exemple.ma <@you> @hier"),
    ],
)
def test_each_form_of_a_mention_is_broken(text, expected):
    assert broken(text) == expected


def test_what_calls_nobody_is_as_it_was():
    [plain] = {json.dumps(pack([Item("@here <@1>")]).payload)}
    assert json.loads(plain) == {"content": "@here <@1>", "flags": SUPPRESS_EMBEDS}


def test_the_call_stands_once_and_first():
    call = Call.of([COMPTA, HERE])
    waiting = [Item("a", call=call), Item("b"), Item("c", call=Call.of([HERE, COMPTA]))]
    packed = pack(waiting)
    assert packed.count == 3
    assert packed.payload["content"] == "<@&123> @here\na\n\nb\n\nc"
    assert packed.call.allowed() == {"parse": ["everyone"], "roles": ["123"]}


@pytest.mark.parametrize(
    ("calls", "counts"),
    [
        ([[], [COMPTA], []], [1, 2]),
        ([[COMPTA], [ALI], [ALI], []], [1, 3]),
        ([[], [], [HERE], [], [HERE], [EVERYONE]], [2, 3, 1]),
    ],
)
def test_what_calls_begins_a_message_or_follows_its_like(calls, counts):
    waiting = [Item("a", call=Call.of(mentions)) for mentions in calls]
    found = []
    while waiting:
        found.append(pack(waiting).count)
        waiting = waiting[found[-1] :]
    assert found == counts


@pytest.mark.parametrize("text", ["x" * 2500, "💸" * 250, "x" * 1999, "💸" * NODES_MAX])
def test_the_call_counts_in_the_limits_of_the_text(text):
    call = Call.of(SOMEBODY)
    payload = pack([Item(f"début {text} fin", call=call)]).payload
    assert len(payload["content"]) <= 2000
    assert not drawing(payload)["is_cut"]
    assert shown(payload).endswith("fin")


def test_an_embed_has_its_call_as_content():
    item = Item("a", embed={"title": "@here"}, call=Call.of([ALI]))
    packed = pack([item, Item("b")])
    assert packed.payload["content"] == "<@456>"
    titles = [embed.get("title") for embed in packed.payload["embeds"]]
    assert titles == ["@here", None]


def test_nobody_is_called_to_what_shows_nothing():
    packed = pack([Item("\u200b", call=Call.of([HERE])), Item("a")])
    assert (packed.count, packed.call) == (1, NOBODY)
    assert "@" not in packed.payload["content"]


@pytest.mark.parametrize(
    ("silences", "flags"), [([True, True], 4096 + 4), ([True, False], 4), ([False], 4)]
)
def test_a_message_is_silent_only_if_all_that_it_carries_is(silences, flags):
    waiting = [Item("a", is_silent=silent) for silent in silences]
    assert pack(waiting).payload["flags"] == flags
    assert not validate(pack(waiting).payload)


def test_a_silent_embed_has_the_flag_of_silence_alone():
    payload = pack([Item("a", embed={"title": "a"}, is_silent=True)]).payload
    assert payload["flags"] == 4096


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" <@&123> ", ("role", "123")),
        ("<@!456>", ("user", "456")),
        ("<@456>", ("user", "456")),
        ("456", (None, "456")),
        ("@here", ("here", "")),
        ("everyone", ("everyone", "")),
        ("@compta", None),
        ("<#1>", None),
        ("", None),
        ("<@&1> <@&2>", None),
        ("<@٣>", None),
    ],
)
def test_what_somebody_pastes_is_read(text, expected):
    assert pasted(text) == expected


def test_apps_show_names_for_numbers():
    assert names(SOMEBODY) == {
        **{"<@&123>": "@compta", "<@456>": "@Ali"},
        **{"@here": "@here", "@everyone": "@everyone"},
    }


def test_a_call_is_drawn_with_the_names_that_people_know():
    payload = pack([Item("a <@&123>", call=Call.of([ALI, COMPTA]))]).payload
    drawn = drawing(payload, names(SOMEBODY))["content"]
    mentioned = [node["text"] for node in drawn if node["type"] == "mention"]
    assert mentioned == ["@compta", "@Ali"]
