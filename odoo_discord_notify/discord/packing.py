"""Notifications put into messages: one alone, or as many as one message can carry."""

from collections.abc import Sequence
from dataclasses import dataclass

from .limits import CONTENT_MAX, EMBED_DESCRIPTION_MAX, EMBED_TOTAL_MAX
from .markdown import escape, shorten

BETWEEN = "\n\n"  # a blank line, which also ends a quotation
REPEAT_LINE = "\n-# répétition possible · réf {reference}"


@dataclass(frozen=True)
class Item:
    """One notification's text as rendered.

    :ivar reference: set only on a repeat after doubt, which ends with it.
    """

    text: str
    reference: str = ""

    def within(self, limit: int) -> str:
        """The text, its middle left out if need be; its line of reference stays."""
        line = self.reference and REPEAT_LINE.format(reference=self.reference)
        return shorten(self.text.strip(), limit - len(line)) + line

    @property
    def is_blank(self) -> bool:
        """Whether Discord would see nothing in it, and refuse it if it were alone."""
        return not any(c.isprintable() and not c.isspace() for c in self.text)


@dataclass(frozen=True)
class Pack:
    """One message: Discord's ``payload``, carrying the first ``count`` items."""

    payload: dict
    count: int


def pack(items: Sequence[Item]) -> Pack:
    """Put as many items as fit into one message, in order, each of them whole.

    ``content`` is filled first, then the descriptions of embeds: three at most, for
    each is filled beyond 2000 before the next begins. They have no url, for Discord
    shows only the first of those with the same.

    A blank item is left alone, so that Discord refuses it, and not hidden in a pack.
    """
    first, *others = items
    blocks, count = [first.within(CONTENT_MAX)], 1
    for item in others:
        if first.is_blank or item.is_blank or not _add(blocks, item):
            break
        count += 1
    return Pack(_payload(blocks), count)


def pack_plain(item: Item) -> Pack:
    """The item with nothing in it that Discord could object to but its words."""
    text = "\n".join(map(escape, item.text.splitlines()))
    plain = Item(text, item.reference).within(CONTENT_MAX)
    return Pack({"content": plain}, 1)


def _add(blocks, item):
    text = item.within(CONTENT_MAX)
    longer = f"{blocks[-1]}{BETWEEN}{text}"
    if len(longer) <= _room(blocks[:-1]):
        blocks[-1] = longer
        return True
    if len(text) <= _room(blocks):
        blocks.append(text)
        return True
    return False


def _room(blocks):
    """Code points that the block after these may have."""
    if not blocks:
        return CONTENT_MAX
    return min(EMBED_DESCRIPTION_MAX, EMBED_TOTAL_MAX - sum(map(len, blocks[1:])))


def _payload(blocks):
    content, *descriptions = blocks
    embeds = [{"description": text} for text in descriptions]
    return {"content": content, "embeds": embeds} if embeds else {"content": content}
