"""Texts shortened, their middle left out: a cut closes what it opened."""

import re
from bisect import bisect_right
from functools import lru_cache

from .clip import MARK, MESSAGE_MAX, clip
from .drawing import count
from .emoji import EMOJI
from .limits import NODES_MAX
from .markdown import ISOLATE, ISOLATED
from .reader import BLOCKS, Node, read
from .writing import write

# Instead of MARK where a text was short enough, but a client would not draw it all.
NODES_MARK = " … (abrégé : trop de mise en forme) … "

_EMPHASES = frozenset({"em", "strong", "underline", "strike", "spoiler"})
_CODES = frozenset({"code", "codeBlock"})
_LETTER = re.compile(
    rf"""
    {EMOJI} | .(?:[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u20d0-\u20ff\ufe00-\ufe0f]
        | \u200d
        ){{0,30}}  # an accent, a joiner
    """,
    re.VERBOSE | re.DOTALL,
)


def shorten(text: str, limit: int, nodes: int = NODES_MAX) -> str:
    """At most ``limit`` code points, all of them seen; the middle gives way.

    Causes stand at the end. Two thirds of the room are the beginning's. What is cut
    within bold, code, a link … looks as before on both sides of the cut.

    :param limit: room for :data:`MARK` at least
    """
    if len(text) <= limit and count(read(text)) <= nodes:
        return text
    mark = MARK
    if len(text) <= limit and len(NODES_MARK) * 3 <= limit:
        mark = NODES_MARK
    tree = read(clip(text, MESSAGE_MAX))
    end = _most(
        _size(tree),
        lambda size: _fits(_last(tree, size), (limit - len(mark)) // 3, nodes // 3),
    )
    start = _most(
        _size(tree) - end,
        lambda size: _fits(_without_middle(tree, size, end, mark), limit, nodes),
    )
    return write(_without_middle(tree, start, end, mark))


def _fits(nodes, limit, nodes_most):
    written = write(nodes)
    return len(written) <= limit and count(read(written)) <= nodes_most


def _most(size, fits):
    """Return the largest number up to ``size`` that fits; the smaller ones do too."""
    return bisect_right(range(size), False, key=lambda number: not fits(number + 1))


def _without_middle(nodes, start, end, mark):
    """Return the first ``start`` letters and the last ``end``, a mark between them.

    In a block that keeps letters of both, or has lost its first ones, it stands inside.
    """
    head, tail = _first(nodes, start), _last(nodes, end)
    at = len(nodes) - len(tail)  # where the tail begins
    if tail and tail[0].type in BLOCKS and (at < len(head) or tail[0] != nodes[at]):
        before = _size(head[-1:]) if at < len(head) else 0
        after = _size(tail[:1])
        inner = _without_middle(nodes[at].children, before, after, mark)
        return (*head[:at], nodes[at]._replace(children=inner), *tail[1:])
    is_line_ended = head and head[-1].type in BLOCKS
    mark = _kept_apart("" if is_line_ended else write(head), mark, write(tail))
    return (*head, Node("text", mark, before=mark), *tail)


def _kept_apart(before, mark, behind):
    """Return the mark, outside of the values that it cuts: directions end at it."""
    if before.rfind(ISOLATE) > before.rfind(ISOLATED):
        mark = f"{ISOLATED}{mark}"
    opened, closed = behind.find(ISOLATE), behind.find(ISOLATED)
    if closed >= 0 and not 0 <= opened < closed:
        mark = f"{mark}{ISOLATE}"
    return mark


def _first(nodes, size):
    """Return the nodes of the first ``size`` letters."""
    return _take(nodes, size, False)


def _last(nodes, size):
    """Return the nodes of the last ``size`` letters."""
    return _take(nodes[::-1], size, True)[::-1]


def _take(nodes, size, from_end):
    kept = []
    for node in nodes:
        whole = _size((node,))
        if whole <= size:
            kept.append(node)
        elif part := _part(node, size, from_end):
            kept.append(part)
        size -= whole
        if size <= 0:
            break
    return tuple(kept)


def _part(node, size, from_end):
    """Return the node with ``size`` of its letters, or None if it shows nothing."""
    if node.children:
        part = _last(node.children, size) if from_end else _first(node.children, size)
        if node.type in _EMPHASES:
            part = _stripped(part, from_end)
        return node._replace(children=part) if part else None
    letters = node.source if node.type in _CODES else _letters_of(node)
    kept = "".join(letters[len(letters) - size :] if from_end else letters[:size])
    if node.type in _CODES:
        kept = kept.strip("`")
    return node._replace(text=kept, source=kept) if kept.strip() else None


def _stripped(nodes, at_start):
    """Return the nodes without white space at the cut: no italic may end in it."""
    while nodes:
        edge, *others = nodes if at_start else nodes[::-1]
        text = edge.source.lstrip() if at_start else edge.source.rstrip()
        if edge.type != "text" or edge.before or text == edge.source:
            break
        kept = [edge._replace(text=text, source=text)] if text else []
        nodes = (*kept, *others) if at_start else (*reversed(others), *kept)
    return nodes


def _size(nodes):
    """Return how many letters there are: what a cut leaves or takes as one."""
    return sum(
        _size(node.children)
        or (len(node.source) if node.type in _CODES else len(_letters_of(node)))
        for node in nodes
    )


def _letters_of(node):
    is_plain = node.type == "text" and node.source == node.text
    return _letters(node.source) if is_plain else ("",)


@lru_cache(maxsize=256)
def _letters(text):
    return tuple(_LETTER.findall(text))
