"""An HTTP answer, read as Discord writes them, with whatever others write survived."""

import json
import math
from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

#: seconds; what asks for more is asked again tomorrow
LONGEST_WAIT = 86_400
#: how much of Discord's list of errors is kept
ERRORS_SHOWN = 10


class Bucket(NamedTuple):
    """A webhook's rate limit as Discord's headers tell it; seconds are relative."""

    limit: int
    remaining: int
    reset_after: float


class Answer:
    """Status, headers and body, and what they say if they are Discord's."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers.items()}
        self.body = body

    @cached_property
    def json(self) -> dict:
        """The body's JSON object; empty if it is cut, not JSON or not an object."""
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError):
            return {}
        return value if isinstance(value, dict) else {}

    @property
    def is_json(self) -> bool:
        """Whether it means to be JSON, readable or not."""
        return "application/json" in self.headers.get("content-type", "").lower()

    @property
    def has_limits(self) -> bool:
        """Whether it has Discord's rate limit headers, which Cloudflare never sends."""
        return any(name.startswith("x-ratelimit-") for name in self.headers)

    @property
    def code(self) -> int | None:
        """Discord's own error code; None unless this is an error of Discord's."""
        code = self.json.get("code")
        is_discords = type(code) is int and isinstance(self.json.get("message"), str)
        return code if is_discords else None

    @property
    def message(self) -> str:
        """Discord's own words for the error."""
        return "" if self.code is None else self.json["message"]

    @cached_property
    def retry_after(self) -> float | None:
        """Seconds to wait: the longer of body and header, at most a day."""
        asked = (self.json.get("retry_after"), self.headers.get("retry-after"))
        seconds = [value for value in map(_seconds, asked) if value is not None]
        return min(max(seconds), LONGEST_WAIT) if seconds else None

    @property
    def scope(self) -> str | None:
        """Whose rate limit was hit: ``user`` (this webhook's), ``shared``, ``global``.

        A limit that no header announced, hit while the webhook's own has requests
        left, is the channel's.
        """
        if self.json.get("global") is True or "x-ratelimit-global" in self.headers:
            return "global"
        scope = self.headers.get("x-ratelimit-scope")
        if scope in ("user", "shared", "global"):
            return scope
        return "shared" if self.bucket and self.bucket.remaining > 0 else None

    @cached_property
    def bucket(self) -> Bucket | None:
        """The webhook's rate limit; None if the headers do not tell it."""
        names = ("limit", "remaining", "reset-after")
        values = [_seconds(self.headers.get(f"x-ratelimit-{name}")) for name in names]
        if None in values:
            return None
        limit, remaining, reset_after = values
        return Bucket(int(limit), int(remaining), min(reset_after, LONGEST_WAIT))

    @cached_property
    def errors(self) -> dict[str, list[str]]:
        """Discord's tree of errors, flat: ``{"embeds[0].title": ["Too long."]}``."""
        found = {}
        waiting = [("", self.json.get("errors"))]
        while waiting and len(found) < ERRORS_SHOWN:
            path, node = waiting.pop()
            if not isinstance(node, dict):
                continue
            if isinstance(own := node.get("_errors"), list):
                found[path] = [str(e.get("message")) for e in own if type(e) is dict]
            branches = [(_join(path, k), v) for k, v in node.items() if k != "_errors"]
            waiting.extend(reversed(branches))
        return found


def _join(path, key):
    if key.isdigit():
        return f"{path}[{key}]"
    return f"{path}.{key}" if path else key


def _seconds(value):
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) and number >= 0 else None
