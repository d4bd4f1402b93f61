"""Where the placeholders of a template stand, which says how a value is escaped."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from .markdown import (
    HOLE,
    Formatted,
    escape,
    escape_code,
    escape_link_text,
    escape_url,
    is_right_to_left,
    isolated,
    lines,
    one_line,
)
from .reader import Node, read, read_title

_LINES = frozenset({"heading", "subtext", "item"})
_MARKS = frozenset({"em", "strong", "underline", "strike", "spoiler"})
_ADDRESS = re.compile(rf"(\]\(<?){HOLE}")
_LIST = re.compile(r"(?:-|1\.) ")  # of a formatted value that begins with one
_BEGINS_LINE = re.compile(r"(?:\A|\n)(?: *>>?>? )?\Z")
# Of an emoji; but <t:…:R> is a moment.
_NAME_BEGINS = re.compile(r"(?<!<t):([a-z0-9_+-]*)\Z")
_NAME_ENDS = re.compile(r"[a-z0-9_+-]*:")

_MARK_LETTERS = frozenset("*_~|")
_LOST_MARKS = re.compile(rf"(\*\*|__|~~|\|\||[*_])\s*{HOLE}[\s{HOLE}]*\1")
_LOST = re.compile(rf"(?<=[*_~|]){HOLE}+\s*|\s*{HOLE}+(?=[*_~|])|{HOLE}")


class Context(str, Enum):
    """Where a value stands in a template."""

    PLAIN = "plain"  #: may be several lines
    QUOTE = "quote"  #: after ``> ``: several lines, each of them quoted
    LINE = "line"  #: of a heading, a list, a title …
    MARKED = "marked"  #: between ** and the like
    CODE = "code"  #: between backticks
    FENCE = "fence"  #: between three of them: several lines
    LINK_TEXT = "link_text"  #: [here](…)
    LINK_TARGET = "link_target"  #: […](here), and within a bare https://…

    __hash__ = str.__hash__  # Enum's own is Python: each value looks its place up


_AS_THEY_ARE = (Context.CODE, Context.FENCE, Context.LINK_TARGET)


class Place(NamedTuple):
    context: Context
    is_glued: bool = False  # to what stands behind it, no space between
    begins_line: bool = False


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


class Moment(Formatted):
    """A moment that Discord shows in each reader's zone: ``<t:seconds:style>``."""


def escape_in(place: Place, text: str) -> str:
    """The value, escaped for where it stands; its directions kept among others'."""
    if isinstance(text, Moment) and place.context not in _AS_THEY_ARE:
        return text.markdown
    return _ESCAPES[place.context](text, place)


def keep_literal(literals: Sequence[str]) -> list[str]:
    """The texts between the placeholders, so that no value becomes part of a mark.

    A backslash before a value would undo the escape of its first letter, and between
    two colons a value might be the name of an emoji.
    """
    return [
        _kept(literal, behind)
        for literal, behind in zip(literals, [*literals[1:], None], strict=True)
    ]


def without_holes(text: str) -> str:
    """A filled template without the marks that have nothing between them."""
    if HOLE not in text:
        return text
    found = _LOST_MARKS.search(text)
    while found:
        before, behind = text[: found.start()], text[found.end() :]
        is_marked = before[-1:] in _MARK_LETTERS and behind[:1] in _MARK_LETTERS
        text = f"{before}{HOLE * is_marked}{behind}"
        found = _LOST_MARKS.search(text)
    return _LOST.sub("", text)


def _kept(literal, behind):
    if behind is None:
        return literal
    slashes = len(literal) - len(literal.rstrip("\\"))
    if slashes % 2:
        return f"{literal}\\"
    if _NAME_BEGINS.search(literal) and (not behind or _NAME_ENDS.match(behind)):
        return _NAME_BEGINS.sub(r"\\:\1", literal)
    return literal


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


def _plain(text, place):
    return _lines(text, place, "\n")


def _quoted(text, place):
    return _lines(text, place, "\n> ")


def _lines(text, place, between):
    if isinstance(text, Formatted):
        is_within = _LIST.match(text.markdown) and not place.begins_line
        first = "\n" if is_within else ""
        return (first + text.markdown).replace("\n", between)
    *others, last = lines(text)
    return between.join([*map(_line_of, others), _line_of(last, place.is_glued)])


def _line_of(text, is_glued=False):
    if is_right_to_left(text):  # and then kept apart from what stands behind it
        return isolated(escape(text, True), text)
    return escape(text, is_glued)


def _line(text, place):
    return _line_of(one_line(text), place.is_glued)


def _marked(text, _place):
    text = _line_of(one_line(text).strip(), True)
    # A backslash does not keep these two from being half of the mark behind them.
    return f"{text}\u2060" if text.endswith(("~", "|")) else text or HOLE


def _coded(text, _place):
    return isolated(escape_code(one_line(text)), text)


def _fenced(text, _place):
    return "\n".join(isolated(escape_code(line), line) for line in lines(text))


def _linked(text, _place):
    return isolated(escape_link_text(one_line(text)), text)


_ESCAPES = {
    Context.PLAIN: _plain,
    Context.QUOTE: _quoted,
    Context.LINE: _line,
    Context.MARKED: _marked,
    Context.CODE: _coded,
    Context.FENCE: _fenced,
    Context.LINK_TEXT: _linked,
    Context.LINK_TARGET: lambda text, _place: escape_url(text),
}
