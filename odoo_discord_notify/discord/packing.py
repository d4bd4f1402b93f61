"""Notifications put into messages: one alone, or as many as one message can carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .embeds import fitted, text_length, with_own_urls
from .limits import CONTENT_MAX, EMBED_DESCRIPTION_MAX, EMBED_TOTAL_MAX, EMBEDS_MAX
from .markdown import escape, is_blank, shorten
from .words import _lt

BETWEEN = "\n\n"  # a blank line, which also ends a quotation
REPEAT = "répétition possible · réf {reference}"
A_TEST = _lt("A test of the rule: nothing has happened")


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

    @cached_property
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


def pack(items: Iterable[Item]) -> Pack:
    """Put as many items as fit into one message, in order, each of them whole.

    Discord shows ``content`` and then the embeds. So texts fill ``content`` first, and
    then the descriptions of embeds: each is filled beyond 2000 before the next begins.
    After an item with an embed of its own, texts go on in a description below it.

    A blank item is left alone, so that Discord refuses it, and not hidden in a pack.
    """
    message, count = _Message(), 0
    for item in items:
        if count and item.is_blank or not message.add(item):
            break
        count += 1
        if item.is_blank:
            break
    return Pack(message.payload(), count)


def pack_plain(item: Item) -> Pack:
    """The item with nothing in it that Discord could object to but its words."""
    text = "\n".join(map(escape, item.text.splitlines()))
    plain = Item(text, item.reference).within(CONTENT_MAX)
    return Pack({"content": plain}, 1)


class _Message:
    """A message while it is filled: a content, and then embeds."""

    def __init__(self):
        # Texts, of which the first is the content, and embeds that stand for one item.
        self._blocks = [""]
        self._room = EMBED_TOTAL_MAX  # code points left for its embeds

    def add(self, item):
        """Add the item; returns whether it had room."""
        if embed := item.fitted_embed:
            return self._append(embed, text_length(embed), EMBED_TOTAL_MAX)
        text = item.within(CONTENT_MAX)
        most = EMBED_DESCRIPTION_MAX
        return self._lengthen(text) or self._append(text, len(text), most)

    def payload(self):
        """Return what Discord takes."""
        content, *others = self._blocks
        embeds = with_own_urls(
            [{"description": one} if isinstance(one, str) else one for one in others]
        )
        if not embeds:
            return {"content": content}
        return {"content": content, "embeds": embeds} if content else {"embeds": embeds}

    def _lengthen(self, text):
        """Add the text to the last block, if that is one and has room."""
        last = self._blocks[-1]
        if not isinstance(last, str):
            return False
        is_content = len(self._blocks) == 1
        longer = f"{last}{BETWEEN}{text}" if last else text
        taken = 0 if is_content else len(longer) - len(last)
        most = CONTENT_MAX if is_content else EMBED_DESCRIPTION_MAX
        fits = len(longer) <= most and taken <= self._room
        if fits:
            self._blocks[-1] = longer
            self._room -= taken
        return fits

    def _append(self, block, length, most):
        fits = len(self._blocks) <= EMBEDS_MAX and length <= min(most, self._room)
        if fits:
            self._blocks.append(block)
            self._room -= length
        return fits
