"""One HTTP request and its answer, without sockets."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """What came in. ``path`` is without the query; of equal keys the last counts."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass
class Answer:
    """What goes out: a whole ``body``, or a ``stream`` that ends the connection."""

    status: int
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    stream: Iterator[bytes] | None = None

    @classmethod
    def of_json(cls, status: int, value: Any) -> "Answer":
        headers = {"Content-Type": "application/json"}
        return cls(status, json.dumps(value).encode(), headers)
