"""Values in a text, as a reader with Discord's own rules sees them."""

import re
import time
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.drawing import plain
from discord.markdown import (
    BACKTICK_LIKE,
    escape,
    escape_code,
    escape_link_text,
    escape_url,
    flat_line,
    flat_value,
    flatten,
    lines,
)
from discord.places import HOLE, Context, Place, escape_in, without_holes
from discord.reader import read

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
ENDS_OF_LINES = [
    chr(code) for code in range(0x3000) if len(f"a{chr(code)}b".splitlines()) > 1
]


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
def test_a_url_in_a_value_stays_a_link_and_formats_nothing(before, after):
    nodes = read(escape(f"{before}https://b.c/{after}"))
    assert {node.type for node in nodes} <= {"text", "url", "emoji"}
    assert not any("\\" in node.text for node in nodes if node.type == "url")


@given(texts)
def test_a_value_in_code_stays_in_its_code(value):
    [code] = READER.finditer(f"`{escape_code(value)}`")
    assert code["code"] == f"`{flatten(value).replace('`', BACKTICK_LIKE) or ' '}`"


@pytest.mark.parametrize("end", ENDS_OF_LINES, ids=ascii)
def test_whatever_ends_a_line_ends_that_of_a_value(end):
    assert lines(f"a{end}b") == ["a", "b"]
    assert flatten(f"a{end}b") == "a b"


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
        ("<https://asg.example/bc/7>", r"\<<https://asg.example/bc/7>>"),
        ("(https://asg.example/bc/7)", "(https://asg.example/bc/7)"),
        ("*https://asg.example/bc/7*", r"\*<https://asg.example/bc/7>\*"),
        ("«https://b.c/d_(e)»", "«https://b.c/d_(e)»"),
        ("https://b.c/d, puis", "https://b.c/d, puis"),
        (":100:", r"\:100:"),
        ("00:1a:ab:x:3c", r"00\:1a\:ab\:x:3c"),
        ("BC:a:2025", r"BC\:a:2025"),
        ("12:30:45", "12:30:45"),
        ("ref:abc", "ref:abc"),
    ],
)
def test_a_value_looks_familiar_when_escaped(value, escaped):
    assert escape(value) == escaped


@pytest.mark.parametrize("mark", r"\*_~|`<[]->#+")
def test_a_mark_is_escaped_though_it_is_the_only_one(mark):
    assert escape(f"{mark} x") == f"\\{mark} x"


def test_the_url_of_a_link_leads_where_it_led():
    url = "https://asg.example/é (1)?q=[a]&x=%20#y_z"
    assert escape_url(url) == "https://asg.example/%C3%A9%20%281%29?q=%5Ba%5D&x=%20#y_z"
    assert unquote(escape_url("https://b.c/(é)")) == "https://b.c/(é)"
    assert escape_link_text("voir https://b.c/[1]") == "voir b.c/(1)"


@pytest.mark.parametrize(
    "value", [":100:", "00:1a:ab:x:3c", "BC:a:2025", "a:ab:", "<:x:1>", "fe80::a:b"]
)
def test_no_value_lights_up_as_emoji(value):
    assert plain(read(escape(value))) == value
    assert {node.type for node in read(escape(value))} == {"text"}


@pytest.mark.parametrize(
    ("value", "leads_to"),
    [
        ("<https://asg.example/bc/7>", "https://asg.example/bc/7"),
        ("(https://asg.example/bc/7)", "https://asg.example/bc/7"),
        ("*https://asg.example/bc/7*", "https://asg.example/bc/7"),
        ("**https://asg.example/bc/7**", "https://asg.example/bc/7"),
        ("[https://asg.example/bc/7]", "https://asg.example/bc/7"),
        ("`https://asg.example/bc/7`", "https://asg.example/bc/7"),
        ("(https://asg.example/bc_(7))", "https://asg.example/bc_(7)"),
        ("Voir https://asg.example/bc/7.", "https://asg.example/bc/7"),
    ],
)
def test_a_link_in_a_value_leads_where_it_led_and_all_shows_as_typed(value, leads_to):
    nodes = read(escape(value))
    assert [node.text for node in nodes if node.type == "url"] == [leads_to]
    assert plain(nodes) == value


@pytest.mark.parametrize("behind", [")", "**", "|", "_x", "ديبو", "*"])
def test_a_link_at_the_end_of_a_value_takes_nothing_of_what_stands_behind(behind):
    url, *others = read(escape("https://b.c/d", is_glued=True) + behind)
    assert (url.type, url.text) == ("url", "https://b.c/d")
    assert plain(others) == behind


@pytest.mark.parametrize("mark", ["**", "__", "*", "_", "~~", "||"])
@given(texts)
def test_marks_around_a_value_stay_around_it_or_go_with_it(mark, value):
    said = escape_in(Place(Context.MARKED, is_glued=True), value)
    nodes = read(without_holes(f"a {mark}{said}{mark} b"))
    words = " / ".join(filter(None, lines(value))).strip()
    if not words:
        assert plain(nodes) == "a  b"
        return
    assert [node.type for node in nodes][::2] == ["text", "text"]
    assert len(nodes) == 3
    assert re.sub("[\u2060\u2068\u2069]", "", plain(nodes)) == re.sub(
        "\u2060", "", f"a {words} b"
    )


def test_marks_with_nothing_in_them_are_left_out_with_their_spaces():
    assert without_holes(f"x **{HOLE}** y") == "x  y"
    assert without_holes(f"*{HOLE} MAD* ~~{HOLE}{HOLE}~~ **_{HOLE}_**") == "*MAD*  "


@pytest.mark.parametrize("hostile", [" ", "[](", "`a``", "1", "https://", ":a", "a\n"])
def test_no_value_takes_long_however_hostile(hostile):
    text, started = hostile * 8_000, time.process_time()
    for context in Context:
        escape_in(Place(context), text)
    assert time.process_time() - started < 4


def test_a_line_of_a_log_keeps_apart_what_runs_the_other_way_and_nothing_ends_it():
    names = flat_value("الرباط\nb"), flat_value("\u2069فاس\u2068")
    line = " → ".join(names)
    assert line == "\u2068الرباط / b\u2069 → \u2068فاس\u2069"
    assert flat_line(line) == line
    assert flat_value("Rabat") == "Rabat"
    forged = "a\nb\u2069 \u2068 \u2068c\n\u202ed\u2069"
    assert flat_line(forged) == "a b  \u2068c d\u2069"


@pytest.mark.parametrize("mark", [")", "]", ">", "'", ")]"])
def test_millions_of_marks_behind_an_address_are_looked_at_once(mark):
    value = f"https://b.c/d{mark * 10**6}"  # all counted for each, it would not end
    assert escape(value, is_glued=True).startswith("<https://b.c/d")
