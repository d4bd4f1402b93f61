"""Discord's rate limits on webhooks.

The numbers come from Discord's staff and from measurements that people published; its
documentation says not to hard-code them, which is why clients must learn them here too.
"""

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

# Each IP address, all webhooks together, told by no header (topics/rate-limits).
GLOBAL_REQUESTS, GLOBAL_SECONDS = 50, 1.0
# Each webhook, told in the headers of every answer.
BUCKET_REQUESTS, BUCKET_SECONDS = 5, 2.0
# All webhooks of a channel together, told by no header.
CHANNEL_MESSAGES, CHANNEL_SECONDS = 30, 60.0


@dataclass(frozen=True)
class Room:
    """What is left of a limit after one use; ``allowed`` is False if it was full."""

    limit: int
    remaining: int
    reset_after: float
    allowed: bool


class RateLimits:
    """Counts uses in windows that begin with the first use. Thread-safe."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self.enabled = True
        self._clock = clock
        self._lock = threading.Lock()
        self._windows: dict[tuple, tuple[float, int]] = {}

    def use_global(self, sender: str) -> Room:
        """Count a request against all that its sender's address may ask."""
        return self._use(("global", sender), GLOBAL_REQUESTS, GLOBAL_SECONDS)

    def use_bucket(self, *key: str) -> Room:
        """Count a request against its own bucket, whatever becomes of it."""
        return self._use(("bucket", *key), BUCKET_REQUESTS, BUCKET_SECONDS)

    def use_channel(self, channel_id: str) -> Room:
        """Count a message against its channel's hidden limit."""
        return self._use(("channel", channel_id), CHANNEL_MESSAGES, CHANNEL_SECONDS)

    def clear(self) -> None:
        with self._lock:
            self._windows.clear()

    def _use(self, key: tuple, limit: int, seconds: float) -> Room:
        with self._lock:
            now = self._clock()
            ends, used = self._windows.get(key, (0.0, 0))
            if now >= ends:
                ends, used = now + seconds, 0
            allowed = used < limit
            used += allowed
            self._windows[key] = ends, used
            return Room(limit, limit - used, _milliseconds_up(ends - now), allowed)


def _milliseconds_up(seconds: float) -> float:
    """Rounded so that who waits as long as told is not too early."""
    return math.ceil(seconds * 1000) / 1000
