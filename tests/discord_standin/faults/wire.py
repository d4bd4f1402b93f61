"""Ways to put an answer on the wire: ``wire(connection, head, body)``.

The server closes the connection after each of them. What waits, waits until the client
has had enough or the stand-in stops.
"""

import os
import re
import socket
import struct

from ..exchange import Wire

DRIP_SECONDS = 0.02  # far below any timeout, so that none of them ever strikes
HUGE = 4 * 1024 * 1024  # bytes


def closed(connection, head, body):
    """Not a byte."""


def reset(connection, head, body):
    """Not a byte, and cut hard (RST), as a router does that lost its memory."""
    linger = struct.pack("ii", 1, 0)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    os.close(connection.detach())  # now: the server would say goodbye first


def silent(connection, head, body):
    """Not a byte, and the connection stays open."""
    _client_left(connection)


def garbage(connection, head, body):
    """Something that is not HTTP."""
    connection.sendall(b"\x00\xff" * 99 + b"\r\n\r\n")


def cut_head(connection, head, body):
    """The status, and half a header."""
    connection.sendall(_status_line(head) + b"Content-Ty")


def dripping_head(connection, head, body):
    """The status, and headers without end."""
    connection.sendall(_status_line(head))
    _drip(connection, b"X-Drop: 1\r\n")


def cut(connection, head, body):
    """Half the body."""
    connection.sendall(head + body[: len(body) // 2])


def stalled(connection, head, body):
    """Half the body, and the connection stays open."""
    cut(connection, head, body)
    _client_left(connection)


def dripping(connection, head, body):
    """A body that grows slowly, without end."""
    connection.sendall(_without_length(head) + body[:-1])
    _drip(connection, b" ")


def endless(connection, head, body):
    """A body that grows as fast as it can, without end."""
    connection.sendall(_without_length(head) + body[:-1])
    while True:
        connection.sendall(b" " * 65536)


def huge(connection, head, body):
    """A body of 4 MiB, good JSON for who reads it all."""
    connection.sendall(_without_length(head) + body[:-1] + b" " * HUGE + body[-1:])


def broken_chunks(connection, head, body):
    """A chunk whose length is not a number."""
    chunked = head[:-2] + b"Transfer-Encoding: chunked\r\n\r\n"
    connection.sendall(_without_length(chunked) + b"zz\r\n")


def late(seconds: float) -> Wire:
    """All of it, after a while."""

    def wire(connection, head, body):
        if not _client_left(connection, seconds):
            connection.sendall(head + body)

    return wire


def _client_left(connection: socket.socket, seconds: float | None = None) -> bool:
    """Wait ``seconds``, or for ever; say whether the client left in that time."""
    connection.settimeout(seconds)
    try:
        connection.recv(1)
    except TimeoutError:
        return False
    finally:
        connection.settimeout(None)
    return True


def _drip(connection: socket.socket, drop: bytes) -> None:
    while not _client_left(connection, DRIP_SECONDS):
        connection.sendall(drop)


def _status_line(head: bytes) -> bytes:
    return head.partition(b"\r\n")[0] + b"\r\n"


def _without_length(head: bytes) -> bytes:
    """The body then lasts until the connection is closed."""
    return re.sub(rb"Content-Length: \d+\r\n", b"", head)
