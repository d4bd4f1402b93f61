"""How messages are drawn: in the stand-in's page and in the addon's own preview."""

import time

import pytest

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

DRAW = """async (source) => {
    const {drawMarkdown} = await import("/draw/discord_message.js");
    const drawn = drawMarkdown(source, {locale: "fr", timeZone: "Africa/Lagos"});
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
        yield lambda text: page.evaluate(DRAW, text)
        page.close()


@pytest.mark.parametrize("rules", MARKDOWN)
def test_markdown_is_read_as_discord_reads_it(draw, rules):
    assert [(text, draw(text)) for text, _ in MARKDOWN[rules]] == MARKDOWN[rules]


@pytest.mark.alone
@pytest.mark.parametrize("mark", ["*", "_", "[", "> ", "||a", "`a ``"])
def test_thousands_of_marks_are_drawn_in_good_time(draw, mark):
    began = time.monotonic()
    assert draw(mark * (4000 // len(mark)))
    assert time.monotonic() - began < 2
