"""Notifications put into messages: one alone, or as many as one message can carry."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from .embeds import fitted, text_length, with_own_urls
from .limits import CONTENT_MAX, EMBED_DESCRIPTION_MAX, EMBED_TOTAL_MAX, EMBEDS_MAX
from .markdown import escape, is_blank, shorten

BETWEEN = "\n\n"  # a blank line, which also ends a quotation
REPEAT = "répétition possible · réf {reference}"


@dataclass(frozen=True)
class Item:
    """One notification as rendered: a text, or an embed and what it says as a text.

    :ivar reference: set only on a repeat after doubt, which ends with it.
    :ivar embed: as :mod:`.embeds` describes it; None or {} for a text.
    """

    text: str
    reference: str = ""
    embed: dict | None = None

    def within(self, limit: int) -> str:
        """The text, its middle left out if need be; its line of reference stays."""
        line = self.reference and f"\n-# {self._repeat}"
        return shorten(self.text.strip(), limit - len(line)) + line

    @cached_property
    def fitted_embed(self) -> dict:
        """The embed within Discord's limits; {} for a text."""
        return fitted(self.embed, self._repeat) if self.embed else {}

    @property
    def is_blank(self) -> bool:
        """Whether Discord would see nothing in it, and refuse it if it were alone."""
        return is_blank(self.text) and not self.fitted_embed

    @property
    def _repeat(self):
        return self.reference and REPEAT.format(reference=self.reference)


@dataclass(frozen=True)
class Pack:
    """One message: Discord's ``payload``, carrying the first ``count`` items."""

    payload: dict
    count: int


def pack(items: Sequence[Item]) -> Pack:
    """Put as many items as fit into one message, in order, each of them whole.

    Discord shows ``content`` and then the embeds. So texts fill ``content`` first, and
    then the descriptions of embeds: each is filled beyond 2000 before the next begins.
    After an item with an embed of its own, texts go on in a description below it.

    A blank item is left alone, so that Discord refuses it, and not hidden in a pack.
    """
    first, *others = items
    blocks, count = [""], 1
    _add(blocks, first)
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
    """Add the item to a message's blocks, if it has room: the content, then embeds.

    :param blocks: texts, and embeds that stand for one item each
    """
    embed = item.fitted_embed
    if embed:
        return _append(blocks, embed, text_length(embed), EMBED_TOTAL_MAX)
    text = item.within(CONTENT_MAX)
    last = blocks[-1]
    longer = f"{last}{BETWEEN}{text}" if last else text
    if isinstance(last, str) and len(longer) <= _room(blocks[:-1]):
        blocks[-1] = longer
        return True
    return _append(blocks, text, len(text), EMBED_DESCRIPTION_MAX)


def _append(blocks, block, length, most):
    fits = len(blocks) <= EMBEDS_MAX and length <= min(most, _embeds_room(blocks))
    if fits:
        blocks.append(block)
    return fits


def _room(blocks):
    """Code points that the text after these blocks may have."""
    if not blocks:
        return CONTENT_MAX
    return min(EMBED_DESCRIPTION_MAX, _embeds_room(blocks))


def _embeds_room(blocks):
    embeds = map(_as_embed, blocks[1:])
    return EMBED_TOTAL_MAX - sum(map(text_length, embeds))


def _as_embed(block):
    return {"description": block} if isinstance(block, str) else block


def _payload(blocks):
    content, *others = blocks
    embeds = with_own_urls([_as_embed(block) for block in others])
    if not embeds:
        return {"content": content}
    return {"content": content, "embeds": embeds} if content else {"embeds": embeds}
