"""What the network and intermediaries do, and what we make of it."""

import http.client
import logging
import socket

import pytest

from discord import transport
from discord.client import BODY_MAX, Client
from discord.policy import Outcome

OK = b"HTTP/1.1 200 OK\r\n"
JSON = OK + b"Content-Type: application/json\r\n"
STORED = b'{"id": "111", "channel_id": "222"}'


def sends(*parts):
    """A script that sends the parts, then closes the connection."""

    def script(connection, request):
        for part in parts:
            connection.sendall(part)

    return script


def sends_and_stalls(*parts):
    def script(connection, request):
        sends(*parts)(connection, request)
        connection.settimeout(5)
        connection.recv(1)  # until the client has had enough

    return script


def drips(head, drop):
    """A script that goes on sending, each time well before a timeout."""

    def script(connection, request):
        connection.sendall(head)
        connection.settimeout(0.02)
        while True:
            connection.sendall(drop)
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    return script


def pours(head, drop):
    """A script that goes on sending as fast as it can."""

    def script(connection, request):
        connection.sendall(head)
        while True:
            connection.sendall(drop)

    return script


SLOWLY = ("says", "stalls", "drips")
SCRIPTS = {
    # the request had left
    "closes without an answer": ("unanswered", sends()),
    "closes in the status line": ("unanswered", sends(b"HTTP/1.")),
    "closes in the headers": ("intercepted", sends(OK + b"Content-Ty")),
    "speaks nonsense": ("unanswered", sends(b"\x00\xff" * 99 + b"\r\n\r\n")),
    "speaks a huge line": ("unanswered", sends(b"HTTP/1.1 200 " + b"x" * 99_999)),
    "sends too many headers": ("unanswered", sends(OK + b"A: b\r\n" * 999 + b"\r\n")),
    "says nothing": ("unanswered", sends_and_stalls()),
    "drips its headers": ("unanswered", drips(OK, b"X: y\r\n")),
    # the answer had begun, and its head says what it is
    "cuts the body": (
        "delivered_unnamed",
        sends(JSON + b"Content-Length: 99\r\n\r\n" + STORED[:9]),
    ),
    "stalls in the body": (
        "delivered_unnamed",
        sends_and_stalls(JSON + b"Content-Length: 99\r\n\r\n" + STORED[:9]),
    ),
    "drips the body": ("delivered_unnamed", drips(JSON + b"\r\n", b" ")),
    "breaks its chunks": (
        "delivered_unnamed",
        sends(JSON + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    ),
    "never ends its body": (
        "delivered_unnamed",
        pours(JSON + b"\r\n", b"x" * BODY_MAX),
    ),
    "redirects to nowhere": (
        "redirected",
        sends(b"HTTP/1.1 302 Found\r\nLocation: https://[no\r\n\r\n"),
    ),
    "redirects and never ends its body": (
        "redirected",
        pours(b"HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n", b"x" * BODY_MAX),
    ),
    "lies about compression": (
        "delivered_unnamed",
        sends(JSON + b"Content-Encoding: gzip\r\n\r\nnot gzip"),
    ),
    "is a captive portal": (
        "intercepted",
        sends(OK + b"Content-Type: text/html\r\n\r\n<form>"),
    ),
    "repeats the token in an error": (
        "invalid",
        lambda connection, request: connection.sendall(
            b"HTTP/1.1 400 Bad\r\nConnection: close\r\n\r\n"
            b'{"code": 50035, "message": "%b"}' % request.split()[1]
        ),
    ),
    "bans in HTML": ("banned", sends(b"HTTP/1.1 429 No\r\n\r\n<html>error 1015")),
}
SLOW = [script for name, (_, script) in SCRIPTS.items() if name.split()[0] in SLOWLY]


@pytest.mark.parametrize(("case", "script"), SCRIPTS.values(), ids=list(SCRIPTS))
def test_a_server_that(
    case, script, serve, client_of, address, caplog, capfd, monkeypatch
):
    caplog.set_level(logging.DEBUG)
    monkeypatch.setattr(http.client.HTTPConnection, "debuglevel", 1)
    client = client_of(serve(script), patient=script not in SLOW)
    verdict = client.execute(address, {"content": "x"})
    assert verdict.case == case
    assert verdict.duration < 2
    told = f"{verdict} {verdict.reason} {caplog.text} {capfd.readouterr()}"
    assert address.token not in told


def test_a_question_without_an_answer_leaves_no_doubt(serve, client_of, reset, address):
    assert client_of(serve(reset)).describe(address).outcome == Outcome.UNAVAILABLE


def test_a_reset_leaves_in_doubt(serve, client_of, reset, address):
    verdict = client_of(serve(reset)).execute(address, {})
    assert (verdict.case, verdict.http_status) == ("unanswered", None)


def test_a_redirection_is_not_followed(serve, client_of, reply, address):
    elsewhere = serve(reply(200, STORED))
    target = f"http://127.0.0.1:{elsewhere.port}/"
    for status in (301, 302, 303, 307, 308):
        verdict = client_of(serve(reply(status, Location=target))).execute(address, {})
        assert verdict.case == "redirected"
    assert elsewhere.requests == []


def test_what_refuses_connections_has_received_nothing(address):
    with socket.create_server(("127.0.0.1", 0)) as closed:
        base = f"http://127.0.0.1:{closed.getsockname()[1]}"
    assert Client(base).execute(address, {}).case == "offline"


def test_what_never_accepts_connections_has_received_nothing(address, monkeypatch):
    monkeypatch.setattr(transport, "CONNECT_TIMEOUT", 0.1)
    with socket.create_server(("127.0.0.1", 0), backlog=0) as full:
        place = full.getsockname()
        with socket.create_connection(place):  # all that the server has room for
            verdict = Client(f"http://127.0.0.1:{place[1]}").execute(address, {})
    assert verdict.case == "offline"
    assert verdict.duration < 2


def test_a_host_that_cannot_exist_has_received_nothing(address):
    assert Client(f"http://{'a' * 70}.example").execute(address, {}).case == "offline"


@pytest.mark.parametrize(
    ("case", "script"),
    [
        ("untrusted", sends(b"HTTP/1.1 400 Bad Request\r\n\r\nno TLS here")),
        ("untrusted", sends()),
        ("offline", sends_and_stalls()),
    ],
    ids=["does not speak it", "closes", "stalls"],
)
def test_without_a_tls_handshake_nothing_was_sent(
    serve, client_of, address, case, script
):
    client = client_of(serve(script), "https", patient=case != "offline")
    verdict = client.execute(address, {})
    assert (verdict.case, verdict.outcome) == (case, Outcome.UNAVAILABLE)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n",
        b"HTTP/1.1 503 Service Unavailable\r\n\r\n",
        b"HTTP/1.1 200 Connection established\r\n\r\n",
        b"",
    ],
)
def test_without_a_way_through_the_proxy_nothing_was_sent(
    serve, address, answer, monkeypatch
):
    proxy = serve(sends(answer))
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
    verdict = Client("https://discord.example").execute(address, {})
    assert verdict.outcome == Outcome.UNAVAILABLE
    assert proxy.requests[0].startswith(b"CONNECT discord.example:443 ")
    assert address.token.encode() not in b"".join(proxy.requests)
