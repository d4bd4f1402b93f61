"""One HTTP request and its answer, without sockets."""

import json
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

# Writes an answer's head and body to a connection in its own way; see ``wire``.
Wire = Callable[[socket.socket, bytes, bytes], None]


@dataclass(frozen=True)
class Request:
    """What came in. ``path`` is without the query; of equal keys the last counts.

    ``sender`` is the client's IP address.
    """

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    sender: str = ""


@dataclass
class Answer:
    """What goes out: a whole ``body``, or a ``stream`` that ends the connection.

    :ivar status: None if none is ever sent.
    :ivar wire: how it is written, if not as a whole; ends the connection too.
    :ivar stored: the id of the message that the request left behind.
    :ivar fault: the name of the fault that made it what it is.
    """

    status: int | None
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    stream: Iterator[bytes] | None = None
    wire: Wire | None = None
    stored: str | None = None
    fault: str | None = None

    @classmethod
    def of_json(cls, status: int, value: Any) -> "Answer":
        headers = {"Content-Type": "application/json"}
        return cls(status, json.dumps(value).encode(), headers)
