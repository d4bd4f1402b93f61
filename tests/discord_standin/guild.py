"""The one Discord server ("guild") stood in for: channels, webhooks, messages."""

import re
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from .snowflake import new_snowflake

# Messages of each channel that a newly opened page is given.
PAGE_LENGTH = 200


@dataclass(frozen=True)
class Channel:
    """A text channel, or a thread of the channel ``parent_id``."""

    id: str
    name: str
    parent_id: str | None = None


@dataclass(frozen=True)
class Webhook:
    """A webhook as Discord made it: 19-digit id, 68-character secret token."""

    id: str
    token: str = field(repr=False)
    name: str
    channel_id: str

    @property
    def url(self) -> str:
        """What a person copies from Discord's channel settings."""
        return f"https://discord.com/api/webhooks/{self.id}/{self.token}"


class Guild:
    """Thread-safe. ``on_event(kind, data)`` hears of every change."""

    def __init__(self, on_event: Callable[[str, dict], None]):
        self.id = new_snowflake()
        self._tell = on_event
        self._changed = threading.Condition(threading.RLock())
        self._channels: dict[str, Channel] = {}
        self._webhooks: dict[str, Webhook] = {}
        self._messages: list[dict] = []
        self._by_channel: dict[str, list[dict]] = defaultdict(list)

    def add_webhook(
        self,
        name: str,
        channel: str | None = None,
        *,
        channel_id: str | None = None,
        webhook_id: str | None = None,
        token: str | None = None,
    ) -> Webhook:
        """Add a webhook to a channel, named or given by id, created if need be.

        The channel is named after the webhook when neither is given.
        """
        with self._changed:
            place = self._channel(channel_id or channel) or self._add_channel(
                Channel(channel_id or new_snowflake(), _channel_name(channel or name))
            )
            webhook = Webhook(
                webhook_id or new_snowflake(),
                token or secrets.token_urlsafe(51),  # 68 characters
                name,
                place.id,
            )
            self._webhooks[webhook.id] = webhook
            return webhook

    def add_thread(self, channel_id: str, name: str) -> str:
        """Add a thread to a channel; return its id, to be used as ``thread_id``."""
        with self._changed:
            return self._add_channel(Channel(new_snowflake(), name, channel_id)).id

    def delete_webhook(self, webhook_id: str) -> None:
        with self._changed:
            del self._webhooks[webhook_id]

    def webhook(self, webhook_id: str) -> Webhook | None:
        return self._webhooks.get(webhook_id)

    def has_thread(self, webhook: Webhook, thread_id: str) -> bool:
        thread = self._channels.get(thread_id)
        return thread is not None and thread.parent_id == webhook.channel_id

    def post(self, message: dict) -> None:
        """Show a message in its channel."""
        with self._changed:
            self._messages.append(message)
            self._by_channel[message["channel_id"]].append(message)
            self._changed.notify_all()
        self._tell("message", message)

    def message(self, message_id: str) -> dict | None:
        """Return the message that is shown under an id."""
        with self._changed:
            return next((m for m in self._messages if m["id"] == message_id), None)

    def edit(self, message: dict) -> None:
        """Show a message anew, at its place."""
        with self._changed:
            for shown in (self._messages, self._by_channel[message["channel_id"]]):
                for at, former in enumerate(shown):
                    if former["id"] == message["id"]:
                        shown[at] = message
            self._changed.notify_all()
        self._tell("edit", message)

    def delete_message(self, message_id: str) -> None:
        """Show a message no more."""
        with self._changed:
            message = self.message(message_id)
            if not message:
                return
            self._messages.remove(message)
            self._by_channel[message["channel_id"]].remove(message)
            self._changed.notify_all()
        self._tell("removal", {k: message[k] for k in ("id", "channel_id")})

    def messages(self, channel_id: str | None = None) -> list[dict]:
        """The messages shown, oldest first, of one channel or of all."""
        with self._changed:
            return list(self._shown(channel_id))

    def wait_for(
        self, count: int, timeout: float, channel_id: str | None = None
    ) -> list[dict]:
        """Return the messages once ``count`` are shown.

        :raise TimeoutError: after ``timeout`` seconds, saying how many there are.
        """
        with self._changed:
            self._changed.wait_for(
                lambda: len(self._shown(channel_id)) >= count, timeout
            )
            messages = self.messages(channel_id)
        if len(messages) < count:
            raise TimeoutError(f"{len(messages)} of {count} messages in {timeout} s")
        return messages

    def clear(self) -> None:
        """Forget all messages; channels and webhooks stay."""
        with self._changed:
            self._messages.clear()
            self._by_channel.clear()
        self._tell("snapshot", self.snapshot())

    def snapshot(self) -> dict:
        """All channels and their newest messages, for the page."""
        with self._changed:
            return {
                "channels": [asdict(channel) for channel in self._channels.values()],
                "messages": [
                    message
                    for messages in self._by_channel.values()
                    for message in messages[-PAGE_LENGTH:]
                ],
            }

    def _shown(self, channel_id: str | None) -> list[dict]:
        return self._messages if channel_id is None else self._by_channel[channel_id]

    def _channel(self, wanted: str | None) -> Channel | None:
        return self._channels.get(wanted) or next(
            (c for c in self._channels.values() if wanted and c.name == wanted), None
        )

    def _add_channel(self, channel: Channel) -> Channel:
        self._channels[channel.id] = channel
        self._tell("channel", asdict(channel))
        return channel


def _channel_name(name: str) -> str:
    """A name as Discord writes it for a channel: ``Alertes BL`` → ``alertes-bl``."""
    return re.sub(r"\s+", "-", name.strip().lstrip("#").lower())
