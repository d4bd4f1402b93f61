"""What the stand-in received, for tests to ask. No token is ever kept."""

import json
import re
import threading
import time

from .exchange import Answer, Request

TOKEN = re.compile(r"(/webhooks/(\d+))/[^/]+")


class Journal:
    """Thread-safe."""

    def __init__(self):
        self._lock = threading.Lock()
        self._requests: list[dict] = []

    def note(self, request: Request, answer: Answer, arrived: float) -> None:
        """Keep one request; ``arrived`` is its ``time.monotonic()``.

        ``status`` is None if none was sent; ``stored`` is the id of the message that
        it left, whatever was answered; ``fault`` is the one that it met.
        """
        token = TOKEN.search(request.path)
        entry = {
            "method": request.method,
            "path": TOKEN.sub(r"\1/***", request.path),
            "webhook_id": token and token[2],
            "query": dict(request.query),
            "user_agent": request.headers.get("User-Agent"),
            "json": _json_or_none(request.body),
            "status": answer.status,
            "code": _code(answer.body),
            "fault": answer.fault,
            "stored": answer.stored,
            "monotonic": arrived,
            "wall": time.time() - (time.monotonic() - arrived),
        }
        with self._lock:
            self._requests.append(entry)

    def requests(self) -> list[dict]:
        """All requests to the API, in the order of their answers."""
        with self._lock:
            return list(self._requests)

    def clear(self) -> None:
        with self._lock:
            self._requests.clear()


def _code(body: bytes) -> int | None:
    value = _json_or_none(body)
    return value.get("code") if isinstance(value, dict) else None


def _json_or_none(body: bytes):
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
