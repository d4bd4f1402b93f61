"""Server-sent events: every open page hears of every change."""

import json
import queue
import threading
from collections.abc import Callable, Iterator

# A comment line keeps idle connections open and finds those that are gone.
HEARTBEAT_SECONDS = 15
# How long a page waits before it tries to reconnect; browsers take 3 s by themselves.
RETRY_MILLISECONDS = 500


class Events:
    def __init__(self):
        self._lock = threading.Lock()
        self._listeners: set[queue.SimpleQueue] = set()

    def publish(self, kind: str, data: dict) -> None:
        with self._lock:
            for listener in self._listeners:
                listener.put((kind, data))

    def stream(self, snapshot: Callable[[], dict]) -> Iterator[bytes]:
        """Yield a ``snapshot`` and then each change, until :meth:`close`.

        A change that falls between both is in both: pages go by ids.
        """
        listener: queue.SimpleQueue = queue.SimpleQueue()
        with self._lock:
            self._listeners.add(listener)
        try:
            yield _event("snapshot", snapshot())
            while True:
                try:
                    event = listener.get(timeout=HEARTBEAT_SECONDS)
                except queue.Empty:
                    yield b": still here\n\n"
                    continue
                if event is None:
                    return
                yield _event(*event)
        finally:
            with self._lock:
                self._listeners.discard(listener)

    def close(self) -> None:
        """End all streams; pages then reconnect by themselves."""
        with self._lock:
            for listener in self._listeners:
                listener.put(None)


def _event(kind: str, data: dict) -> bytes:
    lines = (
        f"event: {kind}",
        f"retry: {RETRY_MILLISECONDS}",
        f"data: {json.dumps(data)}",
    )
    return ("\n".join(lines) + "\n\n").encode()
