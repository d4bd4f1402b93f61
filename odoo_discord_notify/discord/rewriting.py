"""A message that is posted already, written anew: from all that it carries now."""

from bisect import bisect_left
from collections.abc import Collection
from dataclasses import replace

from .drawing import SUPPRESS_EMBEDS
from .packing import Item, pack, pack_plain

#: how finely an edited text is shortened: the least that is left of it is five letters
SHARES = 400


class NoRoom(ValueError):
    """However short the edited texts are, the message cannot carry all of it."""


def rewrite(items: list[Item], edited: Collection[int], plain: bool = False) -> dict:
    """What an edit has to say so that its message carries these items, in order.

    Where they have no room any more, the edited ones give way, all to the same share
    of what a message may hold, their ends kept: their neighbours stay as they were.

    :param edited: the places of the items that were edited
    :param plain: whether the message was posted as plain text: it is one item then
    :raise NoRoom: they have no room even so
    """
    if plain:
        return _payload(pack_plain(items[0]).payload)

    def packed(number):
        shortened = [
            replace(item, share=number / SHARES) if place in edited else item
            for place, item in enumerate(items)
        ]
        return pack(shortened)

    whole = packed(SHARES)
    if whole.count == len(items):
        return _payload(whole.payload)
    numbers = range(1, SHARES)
    most = bisect_left(
        numbers, True, key=lambda number: packed(number).count < len(items)
    )
    shorter = packed(max(most, 1))
    if shorter.count < len(items):
        raise NoRoom
    return _payload(shorter.payload)


def _payload(payload):
    """Both parts are named, for an edit keeps what it does not name."""
    embeds = payload.get("embeds", [])
    flags = 0 if embeds else SUPPRESS_EMBEDS
    return {"content": payload.get("content", ""), "embeds": embeds, "flags": flags}
