"""Nodes written back as Markdown: whole, or with their middle left out.

What is written reads the same wherever it stands: marks that formatted nothing are
escaped, so that they cannot pair with those of a neighbour, and a quotation to the end
of the message (``>>>``) is one of its lines. A cut closes what it opens.
"""

import re
from bisect import bisect_right
from functools import lru_cache
from itertools import islice

from .drawing import as_json, count
from .emoji import EMOJI
from .limits import NODES_MAX
from .reader import BLOCKS, LONE, Node, read

# Stands for what shorten() leaves out. Without the spaces a URL before it would go on.
MARK = " … "
# ... and where the text was short enough, but a client would not have drawn it all.
NODES_MARK = " … (abrégé : trop de mise en forme) … "

BETWEEN = "\n\n"  # texts in one: a blank line, which also ends a quotation
# All that can end what a text before it has begun.
_NEIGHBOUR = "a* a** a_ a__ a~~ a|| a` a`` a``` a](https://a.b) a>"

_MARKS = frozenset("\\`*_~|@")
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
# Longer texts lose their middle unread: no message shows the tenth part of them.
_READ_MOST = 20_000


def write(nodes: tuple[Node, ...]) -> str:
    """The source of the nodes, which reads as they do."""
    written, block_ended = "", False
    for at, node in enumerate(nodes):
        is_block = node.type in BLOCKS
        if node.source == "[" and _is_open(islice(nodes, at + 1, None)):
            written += "\\"
        if block_ended or is_block and written and not written.endswith("\n"):
            written += "\n"
        written += _source(node)
        block_ended = is_block
    return written


@lru_cache(maxsize=256)
def closed(text: str) -> str | None:
    """The text as it looks alone, also with others before and behind it.

    None where no Markdown can say it so: it must be kept alone.
    """
    nodes = read(text)
    written = write(nodes)
    followed = as_json(read(f"{written}{BETWEEN}{_NEIGHBOUR}"))
    takes_line_end = bool(nodes) and nodes[-1].type in (*BLOCKS, "codeBlock")
    end = Node("text", BETWEEN[takes_line_end:])
    expected = as_json((*nodes, end, *read(_NEIGHBOUR)))
    return written if followed == expected else None


def quiet(text: str) -> str:
    """The text with its links as ``<…>``: Discord adds no cards of those."""
    if "://" not in text:
        return text
    nodes = read(text)
    written = write(tuple(_quiet(nodes)))
    return written if as_json(read(written)) == as_json(nodes) else text


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
    if len(text) > _READ_MOST:
        text = text[: _READ_MOST // 2] + text[-_READ_MOST // 2 :]
    tree = read(text)
    end = _most(
        _size(tree),
        lambda size: _fits(_last(tree, size), (limit - len(mark)) // 3, nodes // 3),
    )
    start = _most(
        _size(tree) - end,
        lambda size: _fits(_without_middle(tree, size, end, mark), limit, nodes),
    )
    return write(_without_middle(tree, start, end, mark))


def _quiet(nodes):
    for node in nodes:
        if node.type == "url":
            node = node._replace(before="<", after=">")
        elif node.type == "link" and not node.after.startswith("](<"):
            node = node._replace(
                after=re.sub(r"\((\S+)(?= |\)$)", r"(<\1>", node.after)
            )
        yield node._replace(children=tuple(_quiet(node.children)))


def _source(node):
    if node.type == "quote":
        return "> " + write(node.children).replace("\n", "\n> ")
    if node.type == "item" and node.children[:1] and node.children[0].type == "list":
        return write(node.children)  # its own words were left out
    if node.type == "text":
        return node.before or _literal(node)
    if node.type == "code" and node.source.startswith("`"):
        return _fenced(node)
    inner = write(node.children) or node.source
    if node.type == "link":
        inner = _closing_nothing(inner)
    return f"{node.before}{inner}{node.after}"


def _is_open(behind):
    """Whether a bracket is not closed by the plain text behind it."""
    for node in behind:
        if node.type != "text" or node.before:
            break
        if bracket := re.search(r"[][]", node.source):
            return bracket[0] == "["
    return True


def _closing_nothing(label):
    """Return the label of a link, a bracket escaped that would end it."""
    depth = 0

    def escaped(found):
        nonlocal depth
        depth += {"[": 1, "]": -1}.get(found[0], 0)
        if depth >= 0:
            return found[0]
        depth = 0
        return f"\\{found[0]}"

    return re.sub(r"\\.|[\[\]]", escaped, label)


def _literal(node):
    """Return the source of plain text; a mark in it formats nothing, here or there."""
    if node.source != node.text:  # it is an escape
        return node.source
    if node.facts == LONE:
        return f"\\{node.source}" if node.source in _MARKS else node.source
    return node.source.replace("](", "\\](")


def _fenced(node):
    """Return code that begins with a backtick, which is none of the marks around it."""
    runs = set(map(len, re.findall("`+", node.source)))
    ticks = next(("`" * many for many in (1, 2) if many not in runs), node.before)
    return f"{ticks} {node.source}{ticks}"


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
    return (*head, Node("text", mark, before=mark), *tail)


def _first(nodes, size):
    """Return the nodes of the first ``size`` letters."""
    return _clip(nodes, size, False)


def _last(nodes, size):
    """Return the nodes of the last ``size`` letters."""
    return _clip(nodes[::-1], size, True)[::-1]


def _clip(nodes, size, from_end):
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
