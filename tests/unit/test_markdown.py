"""Values in a text, as a reader with Discord's own rules sees them."""

import re
import time
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.markdown import (
    BACKTICK_LIKE,
    MARK,
    Context,
    escape,
    escape_code,
    escape_in,
    escape_link_text,
    escape_url,
    flatten,
    hole_contexts,
    shorten,
)

# The rules of Discord's clients, in their order, as far as they can change a text.
READER = re.compile(
    r"""
      (?P<block> ^\s*(?:\#{1,3}\s|[-*]\s|\d+\.\s|>\s|>>>|-\#\s) )
    | \\(?P<escaped> [^0-9A-Za-z\s] )
    | (?P<tag> <[^\s>]+> ) | (?P<mention> @everyone|@here )
    | (?P<url> https?://[^\s<]+ )
    | (?P<link> \[(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*\]
                \(\s*(?:\([^)]*\)|[^\s\\()])+\s*\) )
    | (?P<code> (?P<ticks>`+).*?[^`](?P=ticks)(?!`) )
    | (?P<format> (?P<marks>\*{1,3}|_{1,2}|~~|\|\|)(?=\S).+?(?P=marks) )
    | (?P<text> . )
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
READER_URL = re.compile(r"https?://[^\s<]+")
MARKS = "*_~|`[]()<>\\#-+>@! 1.:/\n"
texts = (
    st.text()
    | st.text(MARKS + "ab\u202e\u200d💸é")
    | st.sampled_from(
        ["@everyone", "<@123>", "[a](https://b.c)", "> q", "- l", "1. l", "# h", "-# s"]
    )
)
without_urls = texts.filter(lambda text: "://" not in text)


def kinds(text):
    return {found.lastgroup for found in READER.finditer(text)}


def shown(text):
    parts = READER.finditer(text)
    return "".join(found["escaped"] or found[0] for found in parts)


@given(without_urls)
def test_an_escaped_value_is_shown_as_it_is_and_formats_nothing(value):
    assert kinds(escape(value)) <= {"text", "escaped"}
    assert shown(escape(value)) == flatten(value)


@given(texts, texts)
def test_a_url_in_a_value_stays_a_link_and_takes_no_escape_with_it(before, after):
    escaped = escape(f"{before}https://b.c/{after}")
    assert kinds(escaped) <= {"text", "escaped", "url"}
    assert not any("\\" in url for url in READER_URL.findall(escaped))


@given(texts)
def test_a_value_in_code_stays_in_its_code(value):
    [code] = READER.finditer(f"`{escape_code(value)}`")
    assert code["code"] == f"`{flatten(value).replace('`', BACKTICK_LIKE) or ' '}`"


@given(texts, texts)
def test_a_link_stays_one_link(text, target):
    link = f"[{escape_link_text(text)}](https://asg.example/{escape_url(target)})"
    assert [found.lastgroup for found in READER.finditer(link)] == ["link"]


@pytest.mark.parametrize(
    ("value", "escaped"),
    [
        ("Dépôt Maârif", "Dépôt Maârif"),
        ("1\u202f500,00", "1\u202f500,00"),
        ("ALM/2025/0042", "ALM/2025/0042"),
        ("2 * 3 * 4", r"2 \* 3 \* 4"),
        ("a_b", r"a\_b"),
        ("[x](https://b.c)", r"\[x\](https://b.c)"),
        ("> cité", r"\> cité"),
        ("# titre", r"\# titre"),
        ("#42", "#42"),
        ("-5,00", "-5,00"),
        ("- 5,00", r"\- 5,00"),
        ("1. abc", r"1\. abc"),
        ("1.5", "1.5"),
        ("@everyone", r"\@everyone"),
        ("a@here.example", r"a\@here.example"),
        ("b@asg.example", "b@asg.example"),
        ("<@123> <t:1:R>", r"\<@123> \<t:1:R>"),
        ("ligne 1 \r\n ligne 2", "ligne 1 ligne 2"),
        ("a\x00b\x1b\u202ec\ud800", "abc"),
        ("👩\u200d👧 ديبو", "👩\u200d👧 ديبو"),
        ("https://b.c/a_b?q=*`", "https://b.c/a_b?q=%2A%60"),
        ("https://b.c/<@123>", "https://b.c/%3C@123%3E"),
        ("https://b.c/>@here", "https://b.c/%3E%40here"),
    ],
)
def test_a_value_looks_familiar_when_escaped(value, escaped):
    assert escape(value) == escaped


def test_the_url_of_a_link_leads_where_it_led():
    url = "https://asg.example/é (1)?q=[a]&x=%20#y_z"
    assert escape_url(url) == "https://asg.example/%C3%A9%20%281%29?q=%5Ba%5D&x=%20#y_z"
    assert unquote(escape_url("https://b.c/(é)")) == "https://b.c/(é)"
    assert escape_link_text("voir https://b.c/[1]") == "voir b.c/(1)"


@pytest.mark.parametrize(
    ("template", "contexts"),
    [
        ("", []),
        ("{} MAD", ["plain"]),
        ("💸 **Nouvelle !**\n\n> **Client** : `{}`\n> **Montant** : **{} MAD**",
         ["code", "plain"]),
        ("> [🔗 Voir dans ASG]({}) _(connexion ASG requise)_", ["link_target"]),
        ("[BC {} ({})](https://b.c/{}?x={})", ["link_text"] * 2 + ["link_target"] * 2),
        ("Voir https://b.c/{}/{} ou {}", ["link_target"] * 2 + ["plain"]),
        ("```\n{}\n{}```{}", ["code", "code", "plain"]),
        ("``{} ` {}``{}", ["code", "code", "plain"]),
        (r"\`{} `{}`", ["plain", "code"]),
        ("un ` seul {}", ["plain"]),
        ("{}{}`{}{}`", ["plain", "plain", "code", "code"]),
        ("[{}] ({})", ["plain", "plain"]),
        ("<{}> <https://b.c/{}>", ["plain", "link_target"]),
    ],
)  # fmt: skip
def test_each_placeholder_is_known_by_where_it_stands(template, contexts):
    assert hole_contexts(template.split("{}")) == contexts


@given(st.lists(st.text(MARKS + "a{}"), min_size=1))
def test_every_placeholder_stands_somewhere(literals):
    assert len(hole_contexts(literals)) == len(literals) - 1


@pytest.mark.parametrize("context", list(Context))
def test_there_is_an_escape_for_every_place(context):
    assert "\n" not in escape_in(context, "a\nb")


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("abcdefghij", 10, "abcdefghij"),
        ("abcdefghijklm", 12, "abcdef … klm"),
        (r"\*\*\*\*\*\*\*", 12, r"\*\*\* … \*"),
        ("[a](https://b.c) fin", 12, " … fin"),
        ("le https://b.c/d fin", 15, "le  …  fin"),
        ("le https://b.c/d fin des fins", 27, "le https://b.c/d … des fins"),
        ("`abcdefghijklmnop`", 14, "`abcdef` … `p`"),
        ("``abcd`efghijklmnop``", 12, "``abcd`` … "),
        ("👩\u200d👧" * 5, 12, "👩\u200d👧👩\u200d👧 … 👩\u200d👧"),
        ("abcd", 3, " … "),
        ("a\u200d\\*bcdefgh", 6, "a\u200d … h"),  # it joins no escape
    ],
)
def test_a_shortened_text_keeps_its_beginning_and_its_end(text, limit, short):
    assert shorten(text, limit) == short
    assert len(short) <= limit


@pytest.mark.parametrize("hostile", [" ", "[](", "`a``", "1"])
def test_no_text_takes_long_however_hostile(hostile):
    text, started = hostile * 8_000, time.monotonic()
    for context in Context:
        escape_in(context, text)
    hole_contexts([text, ""])
    shorten(text, 2000)
    assert time.monotonic() - started < 2


@pytest.mark.parametrize("unit", ["*", "\\*", "`", "\\", "ab "])
def test_of_a_text_of_megabytes_the_ends_alone_are_looked_at(unit):
    """As of one that is just too long: no escape is cut, in whichever place."""
    for odd in ("", "x"):
        text = odd + unit * 2_000_000
        short = shorten(text, 300)
        assert len(short) <= 300
        end = short.rpartition(MARK)[2]
        assert text.endswith(end)
        if unit == "\\*":
            assert len(end) % 2 == 0


pieces = (
    without_urls.map(escape)
    | texts.map(lambda value: f"`{escape_code(value)}`")
    | texts.map(lambda value: f"[x](https://b.c/{escape_url(value)})")
    | texts.map(lambda value: f"https://b.c/{escape_url(value)}")
)


@given(st.lists(pieces).map(" \n".join), st.integers(len(MARK), 99))
def test_nothing_is_cut_in_two_and_nothing_new_comes_of_it(text, limit):
    short = shorten(text, limit)
    assert len(short) <= limit
    if short != text:
        assert MARK in short
        before, after = (tokens(t) for t in (text, short))
        assert after["whole"] <= before["whole"]
        assert all(any(c in w for w in before["code"]) for c in after["code"])


def tokens(text):
    """What must stay whole, and what is in code and may be shortened inside."""
    found = list(READER.finditer(text))
    return {
        "whole": {f[0] for f in found if f.lastgroup in ("link", "url", "escaped")},
        "code": {f["code"].strip("`") for f in found if f["code"]},
    }
