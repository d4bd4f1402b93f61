"""A reader: Discord's Markdown, read as Discord's clients read it.

The result is a tree of :class:`Node`. Rules are tried in order at each position, and
the first that matches is taken. Blocks begin at the start of a line only, and not
inside bold, italic and the like. The rules are those of the clients, which are
JavaScript's: a word is of ASCII letters.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from . import grammar

BLOCKS = frozenset({"heading", "subtext", "quote", "list", "item"})
LONE = (("lone", True),)  # of a mark that formats nothing, for want of another
# Thousands of asterisks must not exhaust the stack.
NESTING_MOST = 20


class Node(NamedTuple):
    """What one rule has read.

    The source of a leaf is ``before + source + after``; of any other node it is its
    ``before``, the source of its children, and its ``after``. Blocks begin a line and
    swallow its end, which :func:`.writing.write` puts back. A text that Discord leaves
    as it is, marks and all, is its own ``before``.
    """

    type: str
    text: str = ""  #: of a leaf: what is seen of it
    children: tuple["Node", ...] = ()
    before: str = ""
    source: str = ""
    after: str = ""
    facts: tuple[tuple[str, object], ...] = ()  #: what else drawing needs: its href …


class _Inside(NamedTuple):
    """What may be found in a text: it depends on what the text stands in."""

    blocks: bool = True
    links: bool = True
    quote: bool = False
    depth: int = 0


@lru_cache(maxsize=256)
def read(text: str) -> tuple[Node, ...]:
    """Read a ``content``, the description of an embed, or the value of a field."""
    return _read(text, _Inside())


def read_title(text: str) -> tuple[Node, ...]:
    """Read a title or the name of a field: they know bold, but no links or blocks."""
    return _read(text, _Inside(blocks=False, links=False))


def _read(source, inside):
    nodes, at, dead = [], 0, set()
    while at < len(source):
        found = None
        if inside.blocks and (not at or source[at - 1] == "\n"):
            found = _block(source, at, inside)
        if not found and (plain := grammar.PLAIN.match(source, at)):
            found = Node("text", plain[0], source=plain[0]), plain.end()
        node, at = found or _inline(source, at, inside, dead)
        nodes.append(node)
    return tuple(nodes)


def _inline(source, at, inside, dead):
    """Return the node at a special character, and where it ends.

    :param dead: rules that need not be tried again: what would end them is not there
    """
    best, node = at, None
    for pattern, make in _RULES.get(source[at], ()):
        if pattern in dead:
            continue
        found = pattern.match(source, at)
        if not found:
            if source.startswith(_MARKS.get(pattern, "\0"), at):
                dead.add(pattern)
        elif found.end() > best and (made := make(found, inside)):
            best, node = found.end(), made
            if pattern not in _EMPHASES:
                break
    if node:
        # A bare address may be shorter than what its pattern found.
        leaf = node.before + node.source + node.after
        return node, best if node.children else at + len(leaf)
    if emoji := grammar.PICTURE.match(source, at):
        return Node("emoji", emoji[0], source=emoji[0]), emoji.end()
    return Node("text", source[at], source=source[at], facts=LONE), at + 1


def _block(source, at, inside):
    """Return the block at the start of a line and where it ends, or None."""
    found = grammar.BLOCK.match(source, at)
    if not found or inside.quote and (found["quote"] or found["rest"] is not None):
        return None
    if found["quote"] or found["rest"] is not None:
        text = grammar.QUOTE_MARK.sub("", found["quote"] or "") or found["rest"] or ""
        children = _read(text, inside._replace(quote=True))
        node = Node("quote", "", children, before="> ")
    elif found["list"]:
        node = _list(found["list"].split("\n"), inside)
    elif found["heading"]:
        level = ("level", len(found["marks"]))
        children = _read(found["title"], inside._replace(blocks=False))
        node = Node("heading", "", children, found["heading"], facts=(level,))
    else:
        children = _read(found["print"], inside._replace(blocks=False))
        node = Node("subtext", "", children, found["subtext"])
    return node, found.end()


def _list(lines, inside):
    """Read the lines of a list; those further to the right are lists in its items."""
    indent = _indent(lines[0])
    groups = []
    for line in lines:
        if groups and _indent(line) > indent:
            groups[-1].append(line)
        else:
            groups.append([line])
    items = []
    for line, *below in groups:
        mark, text = grammar.LIST_ITEM.match(line).groups()
        children = _read(text, inside._replace(blocks=False))
        if below:
            children += (_list(below, inside),)
        items.append(Node("item", "", children, before=mark))
    number = re.match(r" *(\d+)", lines[0])
    start = ("start", int(number[1]) if number else None)  # None: bullets
    return Node("list", "", tuple(items), facts=(start,))


def _indent(line):
    return len(line) - len(line.lstrip(" "))


def _escaped(found, _inside):
    return Node("text", found[1], source=found[0])


def _fence(found, _inside):
    before = found[0][: found.start(2) - found.start()]
    after = found[0][found.end(2) - found.start() :]
    facts = (("language", found[1]),)
    return Node("codeBlock", found[2], (), before, found[2], after, facts)


def _code(found, _inside):
    shown = grammar.PADDING.sub("", found[2])
    return Node("code", shown, (), found[1], found[2], found[1])


def _link(found, inside):
    """A text that shows an address could lie: Discord then prints all literally."""
    label, href = found.groups()
    if not inside.links or re.search("https?://", label) or not label.strip():
        return Node("text", found[0], before=found[0])
    children = _read(label, inside._replace(blocks=False, links=False))
    after = found[0][found.end(1) - found.start() :]
    href = ("href", re.sub(r"\\(.)", r"\1", href))
    return Node("link", "", children, before="[", after=after, facts=(href,))


def _autolink(found, inside):
    node = _as_url(found[2], inside)
    return node._replace(before=found[1], after=found[3])


def _url(found, inside):
    return _as_url(balanced(found[0]), inside)


def _as_url(href, inside):
    facts = (("href", href),)
    return Node("url" if inside.links else "text", href, source=href, facts=facts)


def balanced(href: str) -> str:
    """Without closing brackets that it did not open, as in "(see https://a.b)"."""
    spare = href.count(")") - href.count("(")
    closing = len(href) - len(href.rstrip(")"))
    return href[: len(href) - max(0, min(spare, closing))]


def _timestamp(found, _inside):
    facts = ("seconds", int(found[1])), ("style", found[2] or "f")
    return Node("timestamp", found[0], source=found[0], facts=facts)


def _mention(found, _inside):
    kind = {"@&": "@role ", "#": "#"}.get(found[1], "@")
    return Node("mention", kind + found[2], source=found[0])


def _custom_emoji(found, _inside):
    return Node("emoji", found[1], source=found[0])


def _leaf(type_):
    return lambda found, _inside: Node(type_, found[0], source=found[0])


def _marked(type_, mark):
    def make(found, inside):
        depth = inside.depth + 1
        if depth > NESTING_MOST:
            return Node("text", found[0], before=found[0])
        children = _read(found[1], inside._replace(blocks=False, depth=depth))
        return Node(type_, "", children, before=mark, after=mark)

    return make


_EMPHASES = frozenset({grammar.EM, grammar.EM_WORD, grammar.STRONG, grammar.UNDERLINE})
_MARKS = {
    grammar.STRIKE: "~~",
    grammar.SPOILER: "||",
    grammar.STRONG: "**",
    grammar.UNDERLINE: "__",
}
_RULES = {
    "\\": [(grammar.ESCAPE, _escaped)],
    "`": [(grammar.FENCE, _fence), (grammar.CODE, _code)],
    "[": [(grammar.LINK, _link)],
    "<": [
        (grammar.AUTOLINK, _autolink),
        (grammar.TIMESTAMP, _timestamp),
        (grammar.MENTION, _mention),
        (grammar.CUSTOM_EMOJI, _custom_emoji),
    ],
    "h": [(grammar.URL, _url)],
    "@": [(grammar.EVERYBODY, _leaf("mention"))],
    ":": [(grammar.NAME, _leaf("emoji"))],
    "~": [(grammar.STRIKE, _marked("strike", "~~"))],
    "|": [(grammar.SPOILER, _marked("spoiler", "||"))],
    "*": [(grammar.EM, _marked("em", "*")), (grammar.STRONG, _marked("strong", "**"))],
    "_": [
        (grammar.EM_WORD, _marked("em", "_")),
        (grammar.UNDERLINE, _marked("underline", "__")),
    ],
}
