"""Notifications put into messages: one alone, or as many as one message can carry."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .embeds import fitted
from .filling import Message, Text, quiet_payload
from .limits import CONTENT_MAX, EMBED_TOTAL_MAX, NODES_MAX
from .markdown import escape_again, is_blank
from .shortening import shorten
from .words import _lt
from .writing import closed

REPEAT = "répétition possible · réf {reference}"
A_TEST = _lt("A test of the rule: nothing has happened")


@dataclass(frozen=True)
class Item:
    """One notification as rendered: a text, or an embed and what it says as a text.

    :ivar reference: set only on a repeat after doubt, which ends with it.
    :ivar embed: as :mod:`.embeds` describes it; None or {} for a text.
    :ivar share: how much of a message's limits it may take: see :mod:`.rewriting`.
    """

    text: str
    reference: str = ""
    embed: dict | None = None
    share: float = 1

    def within(self, limit: int) -> str:
        """The text, its middle left out if need be; its line of reference stays."""
        line = self.reference and f"\n-# {self._repeat}"
        text = self.text.strip()
        room = int((limit - len(line)) * self.share)
        nodes = int((NODES_MAX - bool(line)) * self.share)
        return shorten(closed(text) or text, room, nodes) + line

    @cached_property
    def fitted_embed(self) -> dict:
        """The embed within Discord's limits; {} for a text."""
        most = int(EMBED_TOTAL_MAX * self.share)
        return fitted(self.embed, self._repeat, most) if self.embed else {}

    @cached_property
    def is_blank(self) -> bool:
        """Whether Discord would see nothing in it, and refuse it if it were alone."""
        return is_blank(self.text) and not self.fitted_embed

    def add_to(self, message: Message) -> bool:
        """Add it to the message; returns whether it had room."""
        if self.fitted_embed:
            return message.add_embed(self.fitted_embed)
        return message.add_text(Text(self.within(CONTENT_MAX)))

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
    then the descriptions of embeds, spread evenly over those. After an item with an
    embed of its own, texts go on in a description below it.

    A blank item is left alone, so that Discord refuses it, and not hidden in a pack.
    """
    message, count = Message(), 0
    for item in items:
        if count and item.is_blank or not item.add_to(message):
            break
        count += 1
        if item.is_blank:
            break
    return Pack(message.payload(), count)


def pack_plain(item: Item) -> Pack:
    """The item with nothing in it that Discord could object to but its words."""
    text = "\n".join(map(escape_again, item.text.splitlines()))
    plain = Item(text, item.reference).within(CONTENT_MAX)
    return Pack(quiet_payload(plain), 1)
