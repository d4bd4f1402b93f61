"""How edits and deletions leave the server."""

import json

import pytest


def head_and_body(request):
    head, _, body = request.decode().partition("\r\n\r\n")
    return head, json.loads(body or "null")


def test_an_edit_names_its_message_and_pings_nobody(serve, client_of, reply, address):
    server = serve(reply(200, b'{"id": "111", "channel_id": "222"}'))
    payload = {"content": "<@1>", "embeds": [], "flags": 4}
    everyone = {"allowed_mentions": {"parse": ["everyone"]}}
    verdict = client_of(server).edit(address, "111", {**payload, **everyone})
    assert (verdict.outcome, verdict.message_id) == ("delivered", "111")
    head, body = head_and_body(server.requests[0])
    path = f"/api/v10/webhooks/{address.webhook_id}/{address.token}/messages/111"
    assert head.startswith(f"PATCH {path} HTTP/1.1\r\n")
    assert body == {**payload, "allowed_mentions": {"parse": []}}


@pytest.mark.parametrize("change", ["edit", "delete"])
def test_the_thread_is_that_of_the_message(serve, client_of, reply, address, change):
    server = serve(reply(404, b'{"code": 10008, "message": "Unknown Message"}'))
    payload = [{"content": "a"}] if change == "edit" else []
    getattr(client_of(server), change)(address, "111", *payload, thread_id="55")
    assert b"/messages/111?thread_id=55 HTTP/1.1" in server.requests[0]


def test_a_deletion_has_no_body(serve, client_of, reply, address):
    server = serve(reply(204))
    verdict = client_of(server).delete(address, "111")
    assert verdict.outcome == "delivered"
    head, body = head_and_body(server.requests[0])
    assert head.startswith("DELETE /api/v10/webhooks/")
    assert body is None


def test_a_lost_answer_tells_no_token(serve, client_of, reset, address):
    verdict = client_of(serve(reset)).edit(address, "111", {"content": "a"})
    assert verdict.case == "unanswered"
    assert address.token not in repr(verdict)
