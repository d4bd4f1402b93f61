"""What a reader sees: which nodes of a text the client draws, and what they say.

Clients stop drawing where their nodes are spent; what follows vanishes without a
trace. The drawing script draws what :func:`drawing` gives it, and reads nothing.
"""

from collections.abc import Iterable
from types import MappingProxyType

from .limits import NODES_MAX
from .reader import BLOCKS, Node, read, read_title

SUPPRESS_EMBEDS = 1 << 2  # resources/message "Message Flags"
SUPPRESS_NOTIFICATIONS = 1 << 12


def count(nodes: Iterable[Node]) -> int:
    """How many nodes of formatting there are: all that is not plain text."""
    total = 0
    for node in nodes:  # a loop: each text that waits is counted
        total += node.type != "text"
        if node.children:
            total += count(node.children)
    return total


def seen(nodes: Iterable[Node]) -> tuple[tuple[Node, ...], bool]:
    """The nodes as far as they are drawn, and whether any are not."""
    drawn, left = _drawn(nodes, NODES_MAX)
    return drawn, left is None


def plain(nodes: Iterable[Node]) -> str:
    """The words without their formatting, a block on lines of its own."""
    text = ""
    for node in nodes:
        if node.type in BLOCKS and text and not text.endswith("\n"):
            text += "\n"
        text += plain(node.children) or node.text
        if node.type in BLOCKS and not text.endswith("\n"):
            text += "\n"
    return text


def drawing(message: dict, names: dict[str, str] | None = None) -> dict:
    """What the script draws of a message, whose form is Discord's own.

    :param names: of mentions, as :func:`.calling.names` has them

    As the message, but each text that knows Markdown is a list of nodes: a node has its
    ``type`` and, by type, ``text``, ``children``, ``href``, ``level`` … ``is_cut``
    says whether clients leave out something of it.
    """
    content, is_cut = _text(message.get("content"), read, names or {})
    embeds = [_embed(embed) for embed in _shown_embeds(message)]
    cuts = [is_cut, *(embed.pop("is_cut") for embed in embeds)]
    drawn = {"content": content, "embeds": embeds, "is_cut": any(cuts)}
    kept = ("username", "timestamp", "edited_timestamp")
    return drawn | {key: message[key] for key in kept if message.get(key)}


def shown(message: dict) -> str:
    """All words of a message that a reader sees, from top to bottom."""
    read_texts = [(read, message.get("content"))]
    for embed in _shown_embeds(message):
        read_texts += [
            (_as_it_is, embed.get("author", {}).get("name")),
            (read_title, embed.get("title")),
            (read, embed.get("description")),
        ]
        for field in embed.get("fields") or ():
            read_texts += [(read_title, field["name"]), (read, field["value"])]
        read_texts.append((_as_it_is, embed.get("footer", {}).get("text")))
    words = (plain(seen(reader(text))[0]) for reader, text in read_texts if text)
    return "\n\n".join(words)


def _as_it_is(text):
    return (Node("text", text),)


def _shown_embeds(message):
    is_suppressed = (message.get("flags") or 0) & SUPPRESS_EMBEDS
    return () if is_suppressed else message.get("embeds") or ()


def _embed(embed):
    """Return an embed for the script, with ``is_cut``."""
    description, is_cut = _text(embed.get("description"), read)
    fields = []
    for field in embed.get("fields") or ():
        name, _all = _text(field["name"], read_title)
        value, value_is_cut = _text(field["value"], read)
        fields.append({**field, "name": name, "value": value})
        is_cut = is_cut or value_is_cut
    title, _all = _text(embed.get("title"), read_title)
    texts = {"title": title, "description": description, "fields": fields}
    return {**embed, **texts, "is_cut": is_cut}


def _text(text, reader, names=MappingProxyType({})):
    nodes, is_cut = seen(reader(text or ""))
    # A call stands in front of all that may have nodes of its own.
    named = (node._replace(text=names.get(node.source, node.text)) for node in nodes)
    return as_json(named), is_cut


def as_json(nodes):
    objects = []
    for node in nodes:
        made = {"type": node.type}
        if node.type != "text":
            made.update(node.facts)
        if node.children:
            made["children"] = as_json(node.children)
        else:
            made["text"] = node.text
        if objects and made["type"] == "text" == objects[-1]["type"]:
            objects[-1]["text"] += made["text"]
        else:
            objects.append(made)
    return objects


def _drawn(nodes, left):
    """Return the nodes as far as they are drawn, and how many more would be.

    Where something was left out that is None.
    """
    drawn = []
    for node in nodes:
        if node.type != "text":
            if not left:
                return tuple(drawn), None
            children, left = _drawn(node.children, left - 1)
            node = node._replace(children=children)
        drawn.append(node)
        if left is None:
            break
    return tuple(drawn), left
