"""Discord's Markdown as its clients read it; each expected tree is written by hand."""

import time

import pytest

from discord.drawing import as_json
from discord.reader import read, read_title

# A text is itself; any other node is its type and what is in it.
TREES = {
    "emphasis": [
        ("**a** __b__ ~~c~~", [("strong", "a"), " ", ("underline", "b"), " ",
                               ("strike", "c")]),
        ("*a* _b c_", [("em", "a"), " ", ("em", "b c")]),
        ("***a***", [("em", ("strong", "a"))]),
        ("**a *b* c**", [("strong", "a ", ("em", "b"), " c")]),
        ("**a ** b", [("strong", "a "), " b"]),
        ("*a * b", ["*a * b"]),
        ("2 * 3 * 4", ["2 * 3 * 4"]),
        ("snake_case_name", ["snake_case_name"]),
        ("_a_b", ["_a_b"]),
        ("**a", ["**a"]),
        ("**a\nb**", [("strong", "a\nb")]),
        ("||a `b`||", [("spoiler", "a ", ("code", "b"))]),
        ("a | b ~ c", ["a | b ~ c"]),
        (r"\*a\* \\ \_", [r"*a* \ _"]),
        (r"**a\*\*b**", [("strong", "a**b")]),
        (r"~~a\~~ b", [("strike", "a\\"), " b"]),
    ],
    "code": [
        ("`**a**`", [("code", "**a**")]),
        ("``a`b``", [("code", "a`b")]),
        ("`` `a` ``", [("code", "`a`")]),
        ("` a `", [("code", " a ")]),
        ("`a", ["`a"]),
        ("`a``b", ["`a``b"]),
        ("```py\n**a**\n```b", [("codeBlock", "**a**"), "b"]),
        ("```a```", [("codeBlock", "a")]),
        ("```\na", ["```\na"]),
    ],
    "blocks": [
        ("a\n> b\n> **c**\nd", ["a\n", ("quote", "b\n", ("strong", "c")), "d"]),
        ("> a\n\n> b", [("quote", "a"), "\n", ("quote", "b")]),
        (">>> a\n> b", [("quote", "a\n> b")]),
        (">a\nb > c", [">a\nb > c"]),
        ("# a\nb", [("heading", "a"), "b"]),
        ("### **a**", [("heading", ("strong", "a"))]),
        ("#a #", ["#a #"]),
        ("-# a\nb", [("subtext", "a"), "b"]),
        ("- a\n- b", [("list", ("item", "a"), ("item", "b"))]),
        ("- a\n  - b\n- c",
         [("list", ("item", "a", ("list", ("item", "b"))), ("item", "c"))]),
        ("3. a\nb", [("list", ("item", "a")), "b"]),
        ("> - a\n> # b", [("quote", ("list", ("item", "a")), ("heading", "b"))]),
        ("**# a**", [("strong", "# a")]),
        ("-a\n1.b\n-", ["-a\n1.b\n-"]),
    ],
    "links": [
        ("[a **b**](https://c.d)", [("link", "a ", ("strong", "b"))]),
        ("[a](https://c.d 'e')", ["[a](", ("url", "https://c.d"), " 'e')"]),
        ("[a](c.d) [](https://c.d)", ["[a](c.d) [](", ("url", "https://c.d"), ")"]),
        ("[https://a.b](https://c.d)", ["[https://a.b](https://c.d)"]),
        ("[a [b]](<https://c.d>)", [("link", "a [b]")]),
        ("<https://a.b> https://a.b.",
         [("url", "https://a.b"), " ", ("url", "https://a.b"), "."]),
        ("(https://a.b/c_(d))", ["(", ("url", "https://a.b/c_(d)"), ")"]),
        ("https://a.b/*c*", [("url", "https://a.b/*c*")]),
        ("**https://a.b**", [("strong", ("url", "https://a.b"))]),
        ("ftp://a.b", ["ftp://a.b"]),
    ],
    "the rest": [
        ("<@1> <@&2> <#3>",
         [("mention", "@1"), " ", ("mention", "@role 2"), " ", ("mention", "#3")]),
        ("@here @heret a@everyone",
         [("mention", "@here"), " @heret a", ("mention", "@everyone")]),
        ("<t:1746199800:d> <t:x>", [("timestamp", "<t:1746199800:d>"), " <t:x>"]),
        ("💸❤️", [("emoji", "💸"), ("emoji", "❤️")]),
        ("👩‍👧🇲🇦", [("emoji", "👩‍👧"), ("emoji", "🇲🇦")]),
        ("1️⃣ 1 # ✓ → ديبو", [("emoji", "1️⃣"), " 1 # ✓ → ديبو"]),
        ("👍🏽©", [("emoji", "👍🏽"), ("emoji", "©")]),
        (":tada: BC:a:2025 :100:",
         [("emoji", ":tada:"), " BC", ("emoji", ":a:"), "2025 ", ("emoji", ":100:")]),
        ("12:30:45 a: b: :A: ::", ["12:30:45 a: b: :A: ::"]),
        ("<:asg:123> <a:b:4>", [("emoji", ":asg:"), " ", ("emoji", ":b:")]),
        (r"\:tada: \💸", [":tada: 💸"]),
    ],
}  # fmt: skip


def tree(nodes):
    """The nodes of a drawing, as short as the expected ones."""
    return [
        node["text"]
        if node["type"] == "text"
        else (node["type"], *(tree(node.get("children", ())) or [node["text"]]))
        for node in nodes
    ]


@pytest.mark.parametrize("rules", TREES)
def test_a_text_is_read_as_discords_clients_read_it(rules):
    assert [(text, tree(as_json(read(text)))) for text, _ in TREES[rules]] == TREES[
        rules
    ]


def test_there_are_at_least_forty_results_written_by_hand():
    assert sum(map(len, TREES.values())) >= 40


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("## a", {"level": 2}),
        ("3. a", {"start": 3}),
        ("- a", {"start": None}),
        ("```py\na```", {"language": "py"}),
        ("<t:1746199800>", {"seconds": 1746199800, "style": "f"}),
        (r"[a](https://c.d/e\)f)", {"href": "https://c.d/e)f"}),
        ('[a](https://c.d "e")', {"href": "https://c.d"}),
    ],
)
def test_a_node_says_what_its_drawing_needs(text, facts):
    [node] = as_json(read(text))
    assert {key: node[key] for key in facts} == facts


def test_a_title_knows_bold_but_no_links_and_no_blocks():
    title = "# **a** [b](https://c.d)"
    assert tree(as_json(read_title(title))) == [
        "# ",
        ("strong", "a"),
        " [b](https://c.d)",
    ]


@pytest.mark.parametrize("mark", ["*", "_", "[", "> ", "||a", "`a ``", "**a", "- a\n"])
def test_thousands_of_marks_are_read_in_good_time(mark):
    began = time.process_time()
    assert read(mark * (4000 // len(mark)))
    assert time.process_time() - began < 2
