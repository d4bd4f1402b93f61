"""Which requests are meant."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .exchange import Request
from .guild import Guild
from .webhook_api import ADDRESS


@dataclass(frozen=True)
class Aim:
    """All requests, or those of a webhook, to a channel, by a method, with a text.

    :ivar matching: found in a text of the JSON body, as it is after JSON is read.
    """

    webhook_id: str | None = None
    channel_id: str | None = None
    matching: str | None = None
    method: str | None = None

    def is_at(self, request: Request, guild: Guild) -> bool:
        address = ADDRESS.fullmatch(request.path)
        webhook_id = address and address["webhook"]
        webhook = guild.webhook(webhook_id)
        return (
            self.webhook_id in (None, webhook_id)
            and self.channel_id in (None, webhook and webhook.channel_id)
            and self.method in (None, request.method)
            and (self.matching is None or self._matches(request))
        )

    def _matches(self, request: Request) -> bool:
        try:
            return any(
                self.matching in text for text in _texts(json.loads(request.body))
            )
        except (ValueError, RecursionError):
            return False


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
