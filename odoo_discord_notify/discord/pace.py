"""How long Discord's limits make messages last, at the least."""

from .limits import (
    CHANNEL_REQUESTS,
    CHANNEL_SECONDS,
    WEBHOOK_REQUESTS,
    WEBHOOK_SECONDS,
)


def least_seconds(messages: int) -> int:
    """Seconds from the first to the last of so many messages to one idle channel."""
    if messages < 1:
        return 0
    minutes, rest = divmod(messages - 1, CHANNEL_REQUESTS)
    return minutes * CHANNEL_SECONDS + rest // WEBHOOK_REQUESTS * WEBHOOK_SECONDS
