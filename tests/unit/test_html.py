"""What Odoo's editors write as HTML, said in Discord's Markdown."""

import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discord.clip import VALUE_MAX
from discord.drawing import plain
from discord.html import from_html, without_pictures
from discord.reader import read


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<p><br></p>", ""),
        ("<p>Bonjour <b>le monde</b>, <i>ici</i></p><p>deux</p>",
         "Bonjour **le monde**, *ici*\ndeux"),
        ("<p><strong>gras </strong>suite</p>", "**gras** suite"),
        ("<u>a</u> <del>b</del> <code>c</code>", "__a__ ~~b~~ `c`"),
        ("<b>a <i>b</i> c</b>", "**a *b* c**"),
        ("<b>a</b><b>b</b>", "**ab**"),
        ("a<br/>b", "a\nb"),
        ("<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li></ul>", "- a\n- b\n  - c"),
        ("<ol><li>un</li><li>deux</li></ol>", "1. un\n2. deux"),
        ("<h2>Titre</h2><p>texte</p>", "**Titre**\ntexte"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<p> &gt; cité</p><p># t</p><div>1. x</div>", "\\> cité\n\\# t\n1\\. x"),
        ("<p>2 * 3 * 4 :100: `c`</p>", "2 \\* 3 \\* 4 \\:100: \\`c\\`"),
        ("<script>x()</script><style>p{}</style>ok<!-- non -->", "ok"),
        ("plain text", "plain text"),
    ],
)  # fmt: skip
def test_html_is_said_in_markdown(html, markdown):
    assert from_html(html).markdown == markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ('<a href="https://asg.example/x_(1)">le <b>bon</b></a>',
         "[le **bon**](https://asg.example/x_%281%29)"),
        ('<a href="https://evil.example/x">google.com</a>', "<https://evil.example/x>"),
        ('<a href="https://evil.example">https://bank</a>', "<https://evil.example>"),
        ('<a href="https://b.c/d"><img src="x"/></a>', "<https://b.c/d>"),
        ('<p>a <a href="https://b.c"> <i class="fa"></i> </a> b</p>',
         "a <https://b.c> b"),
        ('<a href="https://b.c"></a>', ""),
        ('<a href="HTTPS://b.c/D">ici</a>', "[ici](https://b.c/D)"),
        ('<a href="//b.c/d e">ici</a>', "[ici](https://b.c/d%20e)"),
        ('<a href="https://b.c"><i>a</i><b>b</b></a>', "[ab](https://b.c)"),
        ('https://<a href="https://b.c">ici</a>', "<https://ici> <https://b.c>"),
        ('a<a href="https://b.c"> </a>b', "a b"),
        ('<a href="javascript:x()"><img src="x"/></a>', ""),
        ('<a href="javascript:x()">clic</a>', "clic"),
        ('<a href="/web">clic</a>', "clic"),
        ('<a href="mailto:a@b.c">a@b.c</a>', "a@b.c"),
        ("voir https://b.c/d_e_", "voir <https://b.c/d_e_>"),
        ('<p>الرباط <a href="https://b.c/d">ici</a></p>',
         "\u2068الرباط [ici](https://b.c/d)\u2069"),
    ],
)  # fmt: skip
def test_a_link_leads_to_the_web_and_its_label_does_not_lie(html, markdown):
    assert from_html(html).markdown == markdown


def test_it_is_a_plain_text_too_without_footnotes():
    html = "<p>Voir <a href='https://b.c'><b>ici</b></a></p><ul><li>a</li></ul>"
    assert from_html(html) + "" == "Voir ici\n- a"
    assert from_html("<a href='https://b.c'><img/></a>") + "" == "https://b.c"


@pytest.mark.parametrize(
    "copied", [copy.copy, copy.deepcopy, lambda said: pickle.loads(pickle.dumps(said))]
)
def test_it_bears_the_copies_that_odoos_tests_make_of_what_is_noted(copied):
    said = from_html("<b>un</b>")
    assert copied(said) == said
    assert copied(said).markdown == "**un**"


def test_what_is_too_long_to_be_shown_is_plain():
    assert from_html("<b>a</b>" * VALUE_MAX).markdown.count("a") == VALUE_MAX
    assert type(from_html("<b>a</b>" * (VALUE_MAX + 1))) is str


TAGS = ["b", "i", "u", "s", "code", "p", "li", "ul", "a href='https://b.c'", "br/"]


@given(st.lists(st.tuples(st.sampled_from(TAGS), st.text("ab *_`~|[]()<&:\\.-#1 \n"))))
def test_whatever_the_html_its_words_are_seen(pieces):
    html = "".join(
        f"<{tag}>{text.replace('&', '&amp;').replace('<', '&lt;')}</{tag.split()[0]}>"
        for tag, text in pieces
    )
    words = {letter for _tag, text in pieces for letter in text if letter in "ab1"}
    said = from_html(html)
    seen = plain(read(said.markdown))
    if "https://b.c" not in seen:
        assert words <= set(seen)
    assert words <= set(said)


PIXELS = "iVBORw0KGgo+/A" * 100_000 + "=="
PICTURES = (
    f'<img src="data:image/png;base64,{PIXELS}"/>',
    f"<img alt='a' src='data:image/svg+xml;charset=utf-8,%3Csvg%3E{PIXELS}'>",
    f"<img src=data:image/gif;base64,{PIXELS}>",
    f'<p style="background: url(&quot;data:image/png;base64,{PIXELS}&quot;)">',
    f'<a href="data:application/pdf;base64,{PIXELS}"></a>',
)


@pytest.mark.parametrize("picture", PICTURES)
def test_the_words_behind_a_large_picture_are_said(picture):
    html = f"<p>avant</p>{picture}{picture}<p>derri\u00e8re</p>"
    beginning = without_pictures(html, 1000)
    assert len(beginning) < 1000
    assert from_html(beginning).markdown == "avant\nderri\u00e8re"


@pytest.mark.parametrize("html", ["", "<p>a</p>", "data: a,b", "<p>data:image/x"])
def test_html_without_pictures_stays_as_it_is(html):
    assert without_pictures(html, 1000) == html


def test_html_is_cut_where_it_may_not_be_longer():
    html = "<b>x</b>" * 1000
    assert without_pictures(html, 100) == html[:100]


def test_a_deep_list_does_not_multiply_what_was_entered():
    html = "<ul>" * 200 + "<li>x" * 1000
    said = from_html(html)
    assert len(getattr(said, "markdown", said)) < 50_000
