"""A message of what is no more: its words struck out, line by line, and who did it.

Each line is readable alone and keeps its formatting. Where that needs more nodes than
clients draw, formatting gives way before words do.
"""

from .drawing import as_json, count, plain
from .limits import NODES_MAX
from .markdown import escape, is_blank
from .reader import BLOCKS, Node, read, read_title
from .words import _lt
from .writing import write

DELETED_BY = _lt("Deleted by %(agent)s, %(when)s")
DELETED = _lt("Deleted, %(when)s")  # by nobody who is known
# Of the last line, and of that of a possible repeat.
_NODES_KEPT = 2


def struck_message(text: str, embed: dict | None, line: str) -> tuple[str, dict | None]:
    """The text and the embed, if there is one, struck out, with a last line below.

    :param line: plain text
    """
    below = f"{struck(text)}\n-# {escape(line)}"
    if not embed:
        return below, embed
    kept = {key: value for key, value in embed.items() if key != "url"}
    if title := embed.get("title"):
        kept["title"] = write(_line(read_title(title), read_title))
    if description := embed.get("description"):
        kept["description"] = struck(description)
    fields = [
        {**one, "value": struck(one["value"])} for one in embed.get("fields") or ()
    ]
    if fields:
        kept["fields"] = fields
    return below, {**kept, "footer": {"text": line}}


def struck(text: str) -> str:
    """The text with all its words struck out; blocks are what they were."""
    if is_blank(text):
        return text
    nodes = read(text.strip())
    for strike in (_lines, _plain_runs, _plain):
        written = write(strike(nodes))
        if count(read(written)) <= NODES_MAX - _NODES_KEPT:
            break
    return written


def _lines(nodes):
    """Return the nodes, each line of words in a strike of its own."""
    struck_nodes, line = [], []
    for node in nodes:
        if node.type in BLOCKS:
            struck_nodes += _line(line)
            struck_nodes.append(node._replace(children=_lines(node.children)))
            line = []
        elif node.type == "text" and "\n" in node.source:
            first, *others = node.source.split("\n")
            line += _words(first)
            for other in others:
                struck_nodes += (*_line(line), *_words("\n"))
                line = list(_words(other))
        else:
            line.append(node)
    return (*struck_nodes, *_line(line))


def _plain_runs(nodes):
    """Return the nodes, their formatting left out but for blocks: a strike for each."""
    struck_nodes, run = [], []
    for node in nodes:
        if node.type in BLOCKS:
            struck_nodes += _plain(run)
            struck_nodes.append(node._replace(children=_plain_runs(node.children)))
            run = []
        else:
            run.append(node)
    return (*struck_nodes, *_plain(run))


def _line(nodes, reader=read):
    """Return inline nodes in a strike, the white space around them left outside.

    Where that would read as something else (a strike ends at the first two tildes, in
    code as well), they are plain words in it.
    """
    before, inner, behind = _trimmed(nodes)
    if not inner:
        return (*before, *behind)
    strike = _strike(_without_strikes(inner))
    if as_json(reader(write((strike,)))) != as_json((strike,)):
        [strike] = _plain(inner)
    return (*before, strike, *behind)


def _plain(nodes):
    """Return the words of the nodes in one strike."""
    words = plain(nodes)
    if not words.strip():
        return _words(words)
    lines = "\n".join(escape(line) for line in words.strip().split("\n"))
    # Addresses are not escaped; and a backslash does not keep a tilde from being half
    # of the mark behind it.
    lines = lines.replace("~~", "~\u2060~") + "\u2060" * lines.endswith("~")
    return (_strike((Node("text", lines, before=lines),)),)


def _strike(nodes):
    return Node("strike", "", tuple(nodes), before="~~", after="~~")


def _without_strikes(nodes):
    """Yield the nodes; what is struck already is that by the strike around it."""
    for node in nodes:
        inner = tuple(_without_strikes(node.children))
        if node.type == "strike":
            yield from inner
        else:
            yield node._replace(children=inner)


def _trimmed(nodes):
    """Return white space, nodes and white space, as they follow each other."""
    before, inner, behind = [], list(nodes), []
    while inner and _is_space(inner[0]):
        before.append(inner.pop(0))
    while inner and _is_space(inner[-1]):
        behind.insert(0, inner.pop())
    if inner and _is_plain(inner[-1]):
        words = inner[-1].source.rstrip()
        behind = [*_words(inner[-1].source[len(words) :]), *behind]
        inner[-1:] = _words(words)
    if inner and _is_plain(inner[0]):
        words = inner[0].source.lstrip()
        before += _words(inner[0].source[: len(inner[0].source) - len(words)])
        inner[:1] = _words(words)
    return before, inner, behind


def _is_plain(node):
    return node.type == "text" and not node.before and node.source == node.text


def _is_space(node):
    return node.type == "text" and not f"{node.before}{node.source}".strip()


def _words(text):
    return (Node("text", text, source=text),) if text else ()
