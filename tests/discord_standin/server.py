"""The HTTP/1.1 server: reads requests, writes answers, knows nothing of Discord."""

import contextlib
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

from . import refusals
from .exchange import Answer, Request

BODY_MOST = 25 * 1024 * 1024  # bytes; Discord's own limit depends on the attachments


class Server(ThreadingHTTPServer):
    """``answer`` is called in a thread of each connection."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, host: str, port: int, answer: Callable[[Request], Answer]):
        self.answer = answer
        self._connections: set[socket.socket] = set()
        super().__init__((host, port), Handler)

    def start(self) -> None:
        self._thread = threading.Thread(target=self.serve_forever)
        self._thread.start()

    def stop(self) -> None:
        """Stop listening and cut every open connection, idle ones too."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)  # wakes the loop at once
        self.shutdown()
        self._thread.join()
        self.server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def process_request(self, request, client_address):
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request, client_address):
        """Clients that go away are their own affair."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "cloudflare"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet

    def do_GET(self):
        self._write(self._read_and_answer())

    do_POST = do_PUT = do_PATCH = do_DELETE = do_GET

    def _read_and_answer(self) -> Answer:
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdecimal():
            self.close_connection = True
            return Answer(411)
        if int(length) > BODY_MOST:
            self.close_connection = True
            return refusals.body_too_large()
        url = urlsplit(self.path)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        body = self.rfile.read(int(length))
        sender = self.client_address[0]
        request = Request(self.command, url.path, query, self.headers, body, sender)
        return self.server.answer(request)

    def _write(self, answer: Answer) -> None:
        if answer.stream or answer.wire:
            self.close_connection = True
        head = self._head(answer)
        if answer.wire:
            answer.wire(self.connection, head, answer.body)
            return
        self.wfile.write(head + answer.body)
        for part in answer.stream or ():
            self.wfile.write(part)
            self.wfile.flush()

    def _head(self, answer: Answer) -> bytes:
        reason, _ = self.responses.get(answer.status, ("", ""))
        headers = {"Server": self.server_version, "Date": self.date_time_string()}
        headers.update(answer.headers)
        if not answer.stream and answer.status != 204:
            headers["Content-Length"] = len(answer.body)
        if self.close_connection:
            headers["Connection"] = "close"
        lines = [f"{self.protocol_version} {answer.status} {reason}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode("latin-1")

    def log_message(self, *args):
        """Say nothing: addresses hold tokens."""
