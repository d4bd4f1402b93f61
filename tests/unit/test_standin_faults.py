"""What each fault puts on the wire, as a bare socket sees it."""

import json
import re
import socket

import pytest

from discord_standin import Standin
from discord_standin.faults import FAULTS, wire

OPEN, CLOSED, RESET = "open", "closed", "reset"
# Seconds without a byte, after which a connection counts as open.
PATIENCE, IMPATIENCE = 5, 0.05
DROPS = b"X-Drop: 1\r\n" * 2
ENOUGH = 1 << 20  # bytes, after which a body counts as endless


@pytest.fixture(scope="module")
def standin():
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def received(standin):
    """A function that posts a message and returns (head, body, end).

    It reads on until the end, or until ``enough(data)``.
    """

    def receive(fault, enough=lambda data: False, patience=PATIENCE):
        webhook = standin.add_webhook(fault)
        with standin.misbehave(fault, webhook.id):
            return exchange(standin, webhook, enough, patience)

    return receive


def exchange(standin, webhook, enough, patience):
    host, port = standin.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=patience) as connection:
        connection.sendall(request(standin, webhook))
        data, end = read(connection, enough)
    head, _, body = data.partition(b"\r\n\r\n")
    return head.decode("latin-1"), body, end


def request(standin, webhook):
    path = standin.address(webhook).removeprefix(standin.url)
    body = b'{"content": "a"}'
    lines = (
        f"POST {path}?wait=true HTTP/1.1",
        "Host: discord.com",
        "Connection: close",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    )
    return "\r\n".join([*lines, "", ""]).encode() + body


def read(connection, enough):
    data = bytearray()
    try:
        while not enough(data):
            more = connection.recv(1 << 20)
            if not more:
                return bytes(data), CLOSED
            data += more
    except TimeoutError:
        return bytes(data), OPEN
    except ConnectionResetError:
        return bytes(data), RESET
    return bytes(data), OPEN


SILENT = {"closes": CLOSED, "resets": RESET, "silent": OPEN}


@pytest.mark.parametrize(("name", "end"), SILENT.items())
@pytest.mark.parametrize("when", ["before", "after"])
def test_not_a_byte_comes(received, name, end, when):
    patience = IMPATIENCE if end == OPEN else PATIENCE
    assert received(f"{name}_{when}", patience=patience) == ("", b"", end)


def test_garbage_is_not_http(received):
    head, body, end = received("garbage_after")
    assert head == "\x00\xff" * 99
    assert end == CLOSED


def test_a_head_is_cut_within_a_header(received):
    head, body, end = received("cut_head_before")
    assert (head, body, end) == ("HTTP/1.1 200 OK\r\nContent-Ty", b"", CLOSED)


def test_a_head_drips(received):
    head, body, end = received("drips_head_after", lambda data: data.endswith(DROPS))
    assert head.encode().startswith(b"HTTP/1.1 200 OK\r\n" + DROPS)
    assert (body, end) == (b"", OPEN)


@pytest.mark.parametrize(("name", "end"), {"cut": CLOSED, "stalls": OPEN}.items())
def test_half_a_body_comes(received, name, end):
    # The half has to be there before patience ends, however busy the machine is.
    patience = 4 * IMPATIENCE if end == OPEN else PATIENCE
    head, body, ended = received(name, patience=patience)
    length = int(re.search(r"Content-Length: (\d+)", head)[1])
    assert (len(body), ended) == (length // 2, end)


def test_a_body_drips(received):
    head, body, end = received("drips", lambda data: data.endswith(b"  "))
    assert "Content-Length" not in head
    assert body.startswith(b'{"id": ') and body.endswith(b"  ")
    assert end == OPEN


def test_a_body_has_no_end(received):
    head, body, end = received("endless", lambda data: len(data) > ENOUGH)
    assert "Content-Length" not in head
    assert end == OPEN


def test_a_body_is_huge(received):
    head, body, end = received("huge")
    assert (len(body) > wire.HUGE, end) == (True, CLOSED)
    assert json.loads(body)["content"] == "a"


def test_chunks_are_broken(received):
    head, body, end = received("broken_chunks")
    assert head.endswith("Transfer-Encoding: chunked")
    assert (body, end) == (b"zz\r\n", CLOSED)


def test_a_ban_has_nothing_of_discords(received):
    for name in ("ban_page", "ban_json", "barred_agent", "status_502"):
        head, body, end = received(name)
        assert "Via:" not in head and "X-RateLimit" not in head
    assert "Retry-After" not in received("ban_page")[0]
    assert "Retry-After: 2285\r\n" in received("ban_page_told")[0]


def test_a_limit_is_discords(received):
    head, body, end = received("limited_channel_hours")
    assert "Via: 1.1 google" in head
    assert "X-RateLimit-Remaining: 4\r\n" in head
    assert "X-RateLimit-Scope: shared\r\n" in head
    assert b'"retry_after": 7200' in body


def test_a_redirection_leads_back_to_the_same_address(received):
    head, body, end = received("redirect_307")
    assert head.startswith("HTTP/1.1 307 Temporary Redirect")
    assert "Location: ?redirected=true" in head


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_only_what_leaves_in_doubt_may_store_a_message_or_not(name):
    fault = FAULTS[name]
    assert fault.says and "\n" not in fault.says
    if fault.outcome != "in_doubt":
        assert fault.stores == (fault.outcome == "delivered")
