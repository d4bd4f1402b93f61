"""How messages are drawn: in the stand-in's page and in the addon's own preview.

What is seen the reader decides; the script draws it, and nothing else.
"""

import random

import pytest

from discord.drawing import as_json, seen
from discord.reader import read
from discord_standin import Standin

# What Discord makes of a text, as HTML without our class names.
MARKDOWN = {
    "emphasis": [
        ("**a** __b__ ~~c~~", "<strong>a</strong> <u>b</u> <s>c</s>"),
        ("*a* _(b c)_", "<em>a</em> <em>(b c)</em>"),
        ("***a*** snake_case_name", "<em><strong>a</strong></em> snake_case_name"),
        ("2 * 3 * 4 **", "2 * 3 * 4 **"),
        (r"\*a\* \\ \a \`b`", r"*a* \ \a `b`"),
    ],
    "code": [
        ("`**a** \\` b", "<code>**a** \\</code> b"),
        ("``a`b`` `` `c` ``", "<code>a`b</code> <code>`c`</code>"),
        ("```py\n**a**\n```b", "<pre><code>**a**</code></pre>b"),
        ("`a``b", "`a``b"),
    ],
    "blocks": [
        ("a\n> b\n> **c**\nd", "a\n<blockquote>b\n<strong>c</strong></blockquote>d"),
        (">>> a\n> b", "<blockquote>a\n&gt; b</blockquote>"),
        (">a\nb > c", "&gt;a\nb &gt; c"),
        ("### a\n-# b", '<div role="heading" aria-level="5">a</div><small>b</small>'),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("3. a\n4. b\nc", '<ol start="3"><li>a</li><li>b</li></ol>c'),
        ("a\n\nb", "a\n\nb"),
    ],
    "links": [
        ("[a _b_](https://c.d/e_(f))", "<a https://c.d/e_(f)>a <em>b</em></a>"),
        (r"[a](https://c.d/e\)f)", "<a https://c.d/e)f>a</a>"),
        ("<https://a.b>", "<a https://a.b>https://a.b</a>"),
        ("(https://a.b/c), [x](d)", "(<a https://a.b/c>https://a.b/c</a>), [x](d)"),
        ("[https://a.b](https://c.d)", "[https://a.b](https://c.d)"),
    ],
    "mentions": [
        ("<@1> <@&2> <#3>", "<span>@1</span> <span>@role 2</span> <span>#3</span>"),
        ("@here a@everyone.b", "<span>@here</span> a<span>@everyone</span>.b"),
    ],
    "times": [
        ("<t:1746199800:d>", "<time>02/05/2025</time>"),
        ("<t:1746199800> <t:x>", "<time>2 mai 2025 à 16:30</time> &lt;t:x&gt;"),
    ],
}  # fmt: skip

DRAW = """async (nodes) => {
    const {drawText} = await import("/draw/discord_message.js");
    const drawn = drawText(nodes, {locale: "fr", timeZone: "Africa/Lagos"});
    return drawn.innerHTML
        .replace(/<a href="([^"]*)"[^>]*>/g, "<a $1>")
        .replace(/<time [^>]*>/g, "<time>")
        .replace(/ class="[^"]*"/g, "");
}"""


@pytest.fixture(scope="module")
def draw(browser):
    with Standin() as standin:
        page = browser.new_page()
        page.goto(standin.url)
        yield lambda text: page.evaluate(DRAW, as_json(seen(read(text))[0]))
        page.close()


@pytest.fixture(scope="module")
def draw_outlines(browser):
    with Standin() as standin:
        page = browser.new_page()
        page.goto(standin.url)
        yield lambda texts: page.evaluate(OUTLINE, texts)
        page.close()


@pytest.mark.parametrize("rules", MARKDOWN)
def test_markdown_is_read_as_discord_reads_it(draw, rules):
    assert [(text, draw(text)) for text, _ in MARKDOWN[rules]] == MARKDOWN[rules]


# What the script makes of each type of node; a text is itself.
TAGS = {
    "strong": "strong", "em": "em", "underline": "u", "strike": "s", "code": "code",
    "codeBlock": "pre", "quote": "blockquote", "spoiler": "span", "emoji": "span",
    "mention": "span", "url": "a", "link": "a", "subtext": "small", "heading": "div",
    "item": "li", "timestamp": "time",
}  # fmt: skip
PIECES = (
    "* ** *** _ __ ~~ || | ` `` ``` > >>> # ### -# 1. [ ] ( ) < > @here :a: : \\ a b "
    "é 💸 [a](https://b.c) https://b.c <@1> <t:0:x> **a** `b` ||c|| <b> &amp;"
).split(" ")
OUTLINE = """async (texts) => {
    const {drawText} = await import("/draw/discord_message.js");
    const outline = (element) => [...element.childNodes].flatMap((node) => {
        if (node.nodeType === Node.TEXT_NODE) {
            return [node.data];
        }
        const own = node.localName + (node.getAttribute("href") || "");
        return [own, ...outline(node)];
    });
    return texts.map((nodes) => outline(drawText(nodes)));
}"""


def generated(number):
    chance = random.Random(16)
    pieces = [*PIECES, " ", "\n", "\n\n", "\n> ", "\n# ", "\n- ", "\n  - "]
    for _each in range(number):
        yield "".join(chance.choices(pieces, k=chance.randint(1, 30)))


def outline(nodes):
    """The elements and texts that a drawing of the nodes has, in order."""
    for node in nodes:
        if node["type"] == "text":
            yield node["text"]
            continue
        if node["type"] == "list":
            yield "ul" if node["start"] is None else "ol"
        else:
            yield TAGS[node["type"]] + node.get("href", "")
        if node["type"] == "spoiler":
            yield "span"  # what is hidden until it is clicked
        if node["type"] == "codeBlock":
            yield "code"
        yield node["text"] if "text" in node else ""
        yield from outline(node.get("children", ()))


def test_hundreds_of_texts_are_drawn_as_the_reader_says(draw_outlines):
    texts = [*generated(600), "💸" * 300, "**a** " * 250]
    drawn = [as_json(seen(read(text))[0]) for text in texts]
    for text, nodes, outlined in zip(texts, drawn, draw_outlines(drawn), strict=True):
        assert outlined == [part for part in outline(nodes) if part], text
    kinds = {tag for nodes in drawn for tag in outline(nodes)}
    assert {"strong", "em", "u", "s", "blockquote", "span", "li", "small"} <= kinds


def test_the_cut_is_drawn_where_the_client_would(draw):
    assert draw("💸" * 250 + " fin").count("💸") == 199
    assert "fin" not in draw("💸" * 250 + " fin")
