"""Nodes written back as Markdown.

What is written reads the same wherever it stands: marks that formatted nothing are
escaped, so that they cannot pair with those of a neighbour, and a quotation to the end
of the message (``>>>``) is one of its lines.
"""

import re
from functools import lru_cache
from itertools import islice

from .drawing import as_json
from .reader import BLOCKS, LONE, Node, read

BETWEEN = "\n\n"  # texts in one: a blank line, which also ends a quotation
# All that can end what a text before it has begun.
_NEIGHBOUR = "a* a** a_ a__ a~~ a|| a` a`` a``` a](https://a.b) a>"

_MARKS = frozenset("\\`*_~|@")


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
