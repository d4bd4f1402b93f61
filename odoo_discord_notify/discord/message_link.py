"""The link to a message, as “Copy Message Link” in Discord gives it."""

import re
from typing import NamedTuple

from .webhook_url import DISCORD_HOSTS
from .words import _lt

PROBLEM = _lt(
    "This is no link to a Discord message. In Discord: the message's menu, “Copy "
    "Message Link”."
)
_HOST = "|".join(map(re.escape, sorted(DISCORD_HOSTS)))
_ID = "[0-9]{17,20}"
_LINK = re.compile(
    rf"<?(?:https?://(?:{_HOST})/channels/(?P<guild>{_ID}|@me)/(?P<channel>{_ID})/)?"
    rf"(?P<message>{_ID})/?>?"
)


class MessageLink(NamedTuple):
    """Discord's numbers; of a message's number alone, the others are None."""

    guild_id: str | None
    channel_id: str | None
    message_id: str


def read_link(text: str) -> MessageLink | None:
    """Return what a link, or a message's number, names; None if it is neither."""
    found = _LINK.fullmatch(text.strip())
    return MessageLink(*found.groups()) if found else None
