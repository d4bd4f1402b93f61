"""What leaves the server, and how."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import requests

from discord import transport
from discord.client import Client

STORED = b'{"id": "111", "channel_id": "222"}'


def head_and_body(request):
    head, _, body = request.decode().partition("\r\n\r\n")
    return head, json.loads(body or "null")


def test_a_message_goes_out_as_discord_wants_it(serve, client_of, reply, address):
    server = serve(reply(200, STORED))
    verdict = client_of(server).execute(address, {"content": "Maârif 💸"})
    assert (verdict.outcome, verdict.message_id) == ("delivered", "111")
    assert 0 < verdict.duration < 1
    head, body = head_and_body(server.requests[0])
    path = f"/api/v10/webhooks/{address.webhook_id}/{address.token}"
    assert head.startswith(f"POST {path}?wait=true HTTP/1.1\r\n")
    assert "\r\nContent-Type: application/json" in head
    assert re.search(r"\r\nUser-Agent: DiscordBot \(https://\S+, 1\.0\)\r\n", head)
    assert body == {"content": "Maârif 💸", "allowed_mentions": {"parse": []}}


def test_nobody_is_mentioned_whatever_the_payload_asks(
    serve, client_of, reply, address
):
    server = serve(reply(200, STORED))
    everyone = {"allowed_mentions": {"parse": ["everyone"]}}
    client_of(server).execute(address, {"content": "@everyone", **everyone})
    assert head_and_body(server.requests[0])[1]["allowed_mentions"] == {"parse": []}


@pytest.mark.parametrize(("given", "expected"), [(None, "55"), ("66", "66")])
def test_the_thread_is_named(serve, client_of, reply, address, given, expected):
    server = serve(reply(200, STORED))
    client_of(server).execute(replace(address, thread_id="55"), {}, thread_id=given)
    assert f"?wait=true&thread_id={expected} ".encode() in server.requests[0]


def test_a_question_about_the_webhook_posts_nothing(serve, client_of, reply, address):
    body = {"id": "1", "channel_id": "2", "name": "Spidey", "token": address.token}
    server = serve(reply(200, json.dumps(body).encode()))
    verdict = client_of(server).describe(address)
    assert (verdict.channel_id, verdict.webhook_name) == ("2", "Spidey")
    assert server.requests[0].startswith(b"GET /api/v10/webhooks/")
    assert address.token not in repr(verdict)


def test_a_connection_serves_many_requests(serve, client_of, reply, address):
    server = serve(reply(200, STORED))
    client = client_of(server)
    assert {client.execute(address, {}).outcome for _ in range(5)} == {"delivered"}
    assert (server.connections, len(server.requests)) == (1, 5)


def test_a_refusal_keeps_the_connection_too(serve, client_of, reply, address):
    server = serve(reply(429, b"x" * 20_000))
    client = client_of(server)
    assert {client.execute(address, {}).case for _ in range(3)} == {"banned"}
    assert server.connections == 1


def test_a_connection_that_rested_too_long_is_not_trusted(
    serve, client_of, reply, address, monkeypatch
):
    monkeypatch.setattr(transport, "IDLE_MAX", -1)
    server = serve(reply(200, STORED))
    client = client_of(server)
    assert {client.execute(address, {}).outcome for _ in range(3)} == {"delivered"}
    assert server.connections == 3


def test_a_connection_that_the_server_closed_is_replaced(
    serve, client_of, reply, address
):
    send = reply(200, STORED)
    server = serve(lambda *request: not send(*request))
    client = client_of(server)
    for connections in (1, 2, 3):
        assert client.execute(address, {}).outcome == "delivered"
        assert server.connections == connections
        time.sleep(0.02)  # seconds, in which the news of the end arrives


def test_threads_share_a_client_and_never_each_others_token(
    serve, client_of, reply, address
):
    server = serve(reply(200, STORED))
    client = client_of(server)

    def post(number):
        token = f"{number:02}" * 34
        verdict = client.execute(replace(address, token=token), {"content": number})
        return verdict.outcome

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(post, range(40))) == {"delivered"}
    for request in server.requests:
        head, body = head_and_body(request)
        token = f"{body['content']:02}" * 34
        assert f"/{token}?" in head


def test_no_password_of_netrc_is_sent(
    serve, client_of, reply, address, tmp_path, monkeypatch
):
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login l password p\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    server = serve(reply(200, STORED))
    client_of(server).execute(address, {})
    assert b"authorization" not in server.requests[0].lower()


def test_no_cookie_is_sent_back(serve, client_of, reply, address):
    server = serve(reply(200, STORED, Set_Cookie="__cfruid=1"))
    client = client_of(server)
    client.execute(address, {})
    client.execute(address, {})
    assert b"cookie" not in server.requests[1].lower()


def test_the_proxy_of_the_environment_is_used(serve, reply, address, monkeypatch):
    server = serve(reply(200, STORED))
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{server.port}")
    verdict = Client("http://discord.example").execute(address, {})
    assert verdict.outcome == "delivered"
    path = f"http://discord.example/api/v10/webhooks/{address.webhook_id}/"
    assert server.requests[0].startswith(f"POST {path}{address.token}?".encode())


def test_what_wraps_requests_sees_one_timeout_and_no_token(
    serve, client_of, reply, address, monkeypatch
):
    """Odoo's tests wrap ``Session.send``, compare its timeout and print its URL."""
    seen = []
    send = requests.Session.send

    def wrapped(session, request, **kwargs):
        seen.append((request.url, kwargs["timeout"]))
        return send(session, request, **kwargs)

    monkeypatch.setattr(requests.Session, "send", wrapped)
    server = serve(reply(200, STORED))
    assert client_of(server).execute(address, {}).outcome == "delivered"
    [(url, timeout)] = seen
    assert timeout < 10  # a TypeError for Odoo if it were a pair
    assert address.token not in url
