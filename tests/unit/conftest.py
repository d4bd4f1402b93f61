"""A server that misbehaves exactly as told, and the profiles of the property tests."""

import socket
import struct
import threading
from contextlib import closing

import pytest
from hypothesis import settings

from discord.client import Client
from discord.webhook_url import WebhookAddress
from discord_standin import Standin

settings.register_profile("quick", max_examples=15, deadline=None, database=None)
settings.register_profile("thorough", max_examples=3000, deadline=None, database=None)
settings.load_profile("quick")

IMPATIENT = {"timeout": 0.12, "total": 0.16}  # seconds
TOKEN = "Very-Secret_token." + "x" * 50


class RawServer:
    """Accepts connections and hands each request to ``script(connection, request)``.

    The connection is kept for another request if the script returns true. ``wrap`` may
    put TLS around it.
    """

    wrap = staticmethod(lambda connection: connection)

    def __init__(self, script):
        self.script = script
        self.requests = []
        self.connections = 0
        self.over = threading.Event()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self.over.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self):
        while not self.over.is_set():
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(
                target=self._serve, args=(connection,), daemon=True
            ).start()

    def _serve(self, connection):
        with closing(connection):
            try:
                connection = self.wrap(connection)
                while request := _receive(connection):
                    self.requests.append(request)
                    if not self.script(connection, request):
                        break
            except OSError:
                return  # the client has gone, as some of them should


def _receive(connection):
    """One request, whole; of what is not HTTP, what comes first."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += (more := connection.recv(65536))
        if not more or not data[:1].isalpha():
            return data
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.split(b":")[1]):
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@pytest.fixture(autouse=True)
def no_proxy_of_this_machine(monkeypatch):
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


@pytest.fixture
def standin():
    """A Discord stand-in of the test's own, its limits off."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def address():
    return WebhookAddress("1234567890123456789", TOKEN)


@pytest.fixture
def serve():
    """Start a :class:`RawServer` with a script."""
    servers = []

    def start(script):
        servers.append(RawServer(script))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def client_of():
    """A client of a server; with little patience where the server needs it all."""
    clients = []

    def connect(server, scheme="http", patient=True):
        base = f"{scheme}://127.0.0.1:{server.port}"
        patience = {"timeout": 9, "total": 9} if patient else IMPATIENT
        clients.append(Client(base, "1.0", **patience))
        return clients[-1]

    yield connect
    for client in clients:
        client.close()


@pytest.fixture
def reply():
    """A script that answers always the same, and keeps the connection if it can."""

    def make(status, body=b"", content_type="application/json", **headers):
        lines = [f"HTTP/1.1 {status} Status", f"Content-Length: {len(body)}"]
        lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
        lines += [f"Content-Type: {content_type}"] if body else []
        answer = "\r\n".join([*lines, "", ""]).encode() + body
        return lambda connection, request: connection.sendall(answer) is None

    return make


@pytest.fixture
def reset():
    """A script that cuts the connection hard instead of answering."""

    def script(connection, request):
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)

    return script
