"""One HTTP exchange that ends in time, knows whether it began, and hides its token.

``requests`` bounds each wait but not their sum, cannot say whether a failed request
had left, and puts the URL, hence the token, into exceptions and logs. So the token
never gets that far: URLs carry :data:`HIDDEN`, which the connection replaces as it
writes the request's first line.
"""

import io
import math
import time
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from http.client import HTTPResponse

from requests.adapters import HTTPAdapter

HIDDEN = "hidden-token"
#: seconds; per address of the host, of which Discord has five
CONNECT_TIMEOUT = 4
#: seconds; firewalls forget idle connections silently, and then a message would be
#: in doubt that never left
IDLE_MAX = 30

_current = ContextVar("discord_exchange")


@dataclass
class Exchange:
    """One request and its answer: nothing is sent or read after ``ends``.

    :ivar ends: on the clock of ``time.monotonic``.
    :ivar patience: seconds that a single wait may take.
    :ivar began: whether any byte of the request may have left.
    """

    token: str = field(repr=False)
    ends: float
    patience: float
    began: bool = False

    @contextmanager
    def current(self):
        """Make this the exchange that connections used inside belong to."""
        reset = _current.set(self)
        try:
            yield self
        finally:
            _current.reset(reset)

    def wait(self) -> float:
        """Seconds that the next wait may take.

        :raise TimeoutError: if there are none left.
        """
        left = self.ends - time.monotonic()
        if left <= 0:
            raise TimeoutError("The exchange took too long in all")
        return min(left, self.patience)


class ExchangeAdapter(HTTPAdapter):
    """Mounted on a session, makes all its connections, proxies' too, exchanges."""

    def init_poolmanager(self, *args, **kwargs):
        super().init_poolmanager(*args, **kwargs)
        _adapt(self.poolmanager)

    def proxy_manager_for(self, *args, **kwargs):
        return _adapt(super().proxy_manager_for(*args, **kwargs))


class _Connection:
    """Mixed into urllib3's connections, over whichever proxy."""

    debuglevel = 0  # http.client would print the request, and so the token
    idle_since = math.inf

    def _new_conn(self):
        self.timeout = min(_current.get().wait(), CONNECT_TIMEOUT)
        return super()._new_conn()

    def connect(self):
        try:
            super().connect()
        finally:
            _current.get().began = False  # what went to a proxy was not the request

    def putrequest(self, method, url, *args, **kwargs):
        url = url.replace(HIDDEN, _current.get().token)
        return super().putrequest(method, url, *args, **kwargs)

    def send(self, data):
        if self.sock is None:
            self.connect()
        exchange = _current.get()
        self.sock.settimeout(exchange.wait())
        exchange.began = True
        super().send(data)


class _Response(HTTPResponse):
    def __init__(self, sock, *args, **kwargs):
        super().__init__(sock, *args, **kwargs)
        self.fp = io.BufferedReader(_Reader(sock, self.fp.detach()))


class _Reader(io.RawIOBase):
    """Reads from a socket until the exchange ends, in however small drops."""

    def __init__(self, sock, raw):
        self._sock, self._raw = sock, raw
        self._exchange = _current.get()

    def readable(self):
        return True

    def readinto(self, buffer):
        self._sock.settimeout(self._exchange.wait())
        return self._raw.readinto(buffer)

    def close(self):
        self._raw.close()
        super().close()


class _Pool:
    """Mixed into urllib3's pools: connections idle for too long are not used again."""

    def _put_conn(self, conn):
        if conn:
            conn.idle_since = time.monotonic()
        super()._put_conn(conn)

    def _get_conn(self, *args, **kwargs):
        conn = super()._get_conn(*args, **kwargs)
        if time.monotonic() - conn.idle_since > IDLE_MAX:
            conn.close()
        return conn


def _adapt(manager):
    classes = manager.pool_classes_by_scheme.items()
    manager.pool_classes_by_scheme = {name: _adapted(pool) for name, pool in classes}
    return manager


@cache
def _adapted(pool):
    if issubclass(pool, _Pool):
        return pool
    bases = (_Connection, pool.ConnectionCls)
    connection = type("ExchangeConnection", bases, {"response_class": _Response})
    return type("ExchangePool", (_Pool, pool), {"ConnectionCls": connection})
