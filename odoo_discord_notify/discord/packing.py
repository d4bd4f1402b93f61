"""Notifications put into messages: one alone, or as many as one message can carry."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from .calling import NOBODY, Call, broken, calling
from .drawing import SUPPRESS_NOTIFICATIONS
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
    :ivar call: whom it calls; it leaves room for that where it may stand first
    :ivar is_silent: whether it need not make a sound
    :ivar share: how much of a message's limits it may take: see :mod:`.rewriting`.
    """

    text: str
    reference: str = ""
    embed: dict | None = None
    call: Call = NOBODY
    is_silent: bool = False
    share: float = 1

    def within(self, limit: int) -> str:
        """The text, its middle left out if need be; its line of reference stays."""
        line = self.reference and f"\n-# {self._repeat}"
        text = self.text.strip()
        text = closed(text) or text
        if self.call:
            text = broken(text)
        room = int((limit - len(line) - self.call.length) * self.share)
        nodes = int((NODES_MAX - bool(line) - len(self.call)) * self.share)
        return shorten(text, room, nodes) + line

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
    """One message: Discord's ``payload``, carrying the first ``count`` items.

    :ivar call: the only ones whom Discord may be told to call
    """

    payload: dict
    count: int
    call: Call = NOBODY


def pack(items: Iterable[Item]) -> Pack:
    """Put as many items as fit into one message, in order, each of them whole.

    Discord shows ``content`` and then the embeds. So texts fill ``content`` first, and
    then the descriptions of embeds, spread evenly over those. After an item with an
    embed of its own, texts go on in a description below it.

    What calls begins a message, or follows in one that begins with the same call; what
    calls nobody may follow, too. It makes no sound if none of them is to make one.

    A blank item is left alone, so that Discord refuses it, and not hidden in a pack.
    """
    call, packed, message = NOBODY, [], Message()
    for item in items:
        if not packed:
            call = NOBODY if item.is_blank else item.call
            message = Message(call)
        elif item.is_blank or item.call not in (NOBODY, call):
            break
        if not item.add_to(message):
            break
        packed.append(item)
        if item.is_blank:
            break
    return _pack(message.payload(), packed, call)


def pack_plain(item: Item) -> Pack:
    """The item with nothing in it that Discord could object to but its words."""
    text = "\n".join(map(escape_again, item.text.splitlines()))
    plain = replace(item, text=text, embed=None).within(CONTENT_MAX)
    call = NOBODY if item.is_blank else item.call
    return _pack(quiet_payload(calling(call, plain)), [item], call)


def _pack(payload, items, call):
    if all(item.is_silent for item in items):
        flags = payload.get("flags", 0) | SUPPRESS_NOTIFICATIONS
        payload = {**payload, "flags": flags}
    return Pack(payload, len(items), call)
