"""Where the placeholders of a template stand, which says how a value is escaped."""

import re
from collections.abc import Iterator, Sequence

from .markdown import HOLE, Context, Place
from .reader import Node, read, read_title

_LINES = frozenset({"heading", "subtext", "item"})
_MARKS = frozenset({"em", "strong", "underline", "strike", "spoiler"})
_ADDRESS = re.compile(rf"(\]\(<?){HOLE}")
_BEGINS_LINE = re.compile(r"(?:\A|\n)(?: *>>?>? )?\Z")


def places(literals: Sequence[str], is_title: bool = False) -> list[Place]:
    """Where each placeholder of a template stands.

    :param literals: the template's texts between its placeholders, empty ones too:
        one more than there are placeholders
    :param is_title: whether it is a title, which knows no links
    """
    reader = read_title if is_title else read
    plain = Context.LINE if is_title else Context.PLAIN
    # An address that is a value begins as one does.
    text = _ADDRESS.sub(rf"\1https://{HOLE}", HOLE.join(literals))
    contexts = _contexts(reader(text), plain)
    # What stands before and behind each; next to another one, that is it.
    first, *between, last = literals if len(literals) > 1 else ("", "")
    between = [literal or HOLE for literal in between]
    return [
        Place(
            context,
            is_glued=bool(behind) and not behind[0].isspace(),
            begins_line=bool(_BEGINS_LINE.search(before)),
        )
        for context, before, behind in zip(
            contexts, [first, *between], [*between, last], strict=False
        )
    ]


def _contexts(nodes: Iterator[Node], around: Context) -> Iterator[Context]:
    for node in nodes:
        inside = _inside(node, around)
        yield from [inside] * node.before.count(HOLE)
        yield from [inside] * node.source.count(HOLE)
        yield from _contexts(node.children, inside)
        behind = Context.LINK_TARGET if node.type == "link" else inside
        yield from [behind] * node.after.count(HOLE)


def _inside(node, around):
    """Return what a value is that stands in a node."""
    if node.type == "codeBlock":
        return Context.FENCE
    if node.type == "code":
        return Context.CODE
    if node.type == "link":
        return Context.LINK_TEXT
    if node.type == "url":
        return Context.LINK_TARGET
    if around is Context.LINK_TEXT or node.type == "text":
        return around
    if node.type in _MARKS:
        return Context.MARKED
    if node.type in _LINES or around is Context.MARKED:
        return around if around is Context.MARKED else Context.LINE
    return Context.QUOTE if node.type == "quote" else around
