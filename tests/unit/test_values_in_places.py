"""Values with several lines, or that run the other way, where they stand."""

import pytest

from discord.html import from_html
from discord.markdown import BACKTICK_LIKE
from discord.places import Context, Place, escape_in

MANY = "un\n# deux\r\n\n- trois\n"


@pytest.mark.parametrize(
    ("context", "value", "said"),
    [
        (Context.PLAIN, MANY, "un\n\\# deux\n\n\\- trois"),
        (Context.QUOTE, MANY, "un\n> \\# deux\n> \n> \\- trois"),
        (Context.LINE, MANY, "un / # deux / - trois"),
        (Context.MARKED, MANY, "un / # deux / - trois"),
        (Context.CODE, MANY, "un / # deux / - trois"),
        (Context.FENCE, "a\n```b", f"a\n{BACKTICK_LIKE * 3}b"),
        (Context.LINK_TEXT, "a\n[b]", "a / (b)"),
        (Context.LINK_TEXT, "", "…"),
        (Context.LINK_TARGET, "a\nb", "a%20b"),
        (Context.MARKED, " Maârif ", "Maârif"),
        (Context.PLAIN, " Maârif ", " Maârif "),
        (Context.CODE, "", " "),
    ],
)
def test_the_lines_of_a_value_stay_where_the_place_allows_it(context, value, said):
    assert escape_in(Place(context), value) == said


@pytest.mark.parametrize(
    ("context", "said"),
    [
        (Context.PLAIN, "\u2068الرباط\u2069"),
        (Context.QUOTE, "\u2068الرباط\u2069"),
        (Context.MARKED, "\u2068الرباط\u2069"),
        (Context.CODE, "\u2068الرباط\u2069"),
        (Context.LINK_TEXT, "\u2068الرباط\u2069"),
        (Context.LINK_TARGET, "%D8%A7%D9%84%D8%B1%D8%A8%D8%A7%D8%B7"),
    ],
)
def test_a_value_with_right_to_left_letters_keeps_its_order_among_others(context, said):
    assert escape_in(Place(context), "الرباط") == said


def test_only_right_to_left_letters_are_kept_apart_and_each_line_by_itself():
    plain_text = Place(Context.PLAIN)
    assert escape_in(plain_text, "Rabat") == "Rabat"
    assert escape_in(plain_text, "שלום\nici") == "\u2068שלום\u2069\nici"
    link = escape_in(plain_text, "الرباط https://b.c/d")
    assert link == "\u2068الرباط <https://b.c/d>\u2069"


@pytest.mark.parametrize(("tag", "mark"), [("ul", "- "), ("ol", "1. ")])
def test_a_list_in_html_begins_a_line_of_its_own(tag, mark):
    value = from_html(f"<{tag}><li>un</li></{tag}>")
    assert escape_in(Place(Context.PLAIN), value) == f"\n{mark}un"
    assert escape_in(Place(Context.QUOTE), value) == f"\n> {mark}un"
    assert escape_in(Place(Context.PLAIN, begins_line=True), value) == f"{mark}un"
