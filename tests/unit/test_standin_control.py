"""Asking the stand-in: in process, over HTTP, and as a process of its own."""

import json
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import requests

import discord_standin

TESTS = Path(discord_standin.__file__).parents[1]


def test_it_tells_what_it_received_but_no_token(standin):
    webhook = standin.add_webhook("a")
    address = f"{standin.address(webhook)}?wait=true"
    requests.post(address, json={"content": ""}, timeout=5)
    [received] = requests.get(f"{standin.url}/standin/requests", timeout=5).json()
    assert [received] == standin.requests()
    assert webhook.token not in json.dumps(received)
    assert received["path"] == f"/api/v10/webhooks/{webhook.id}/***"
    assert received["method"] == "POST"
    assert received["webhook_id"] == webhook.id
    assert received["query"] == {"wait": "true"}
    assert received["json"] == {"content": ""}
    assert (received["status"], received["code"]) == (400, 50006)
    assert 0 < time.monotonic() - received["monotonic"] < 5
    assert 0 < time.time() - received["wall"] < 5


def test_another_process_can_add_a_webhook_and_read_its_channel(standin):
    control = f"{standin.url}/standin"
    asked = {"name": "Alertes BL", "channel": "alertes"}
    webhook = requests.post(f"{control}/webhooks", json=asked, timeout=5).json()
    standin.add_webhook("other")
    address = webhook["url"].replace("https://discord.com", standin.url)
    requests.post(address, json={"content": "Bonjour"}, timeout=5)
    query = {"channel_id": webhook["channel_id"]}
    [shown] = requests.get(f"{control}/messages", query, timeout=5).json()
    assert shown["content"] == "Bonjour"
    assert requests.get(f"{control}/messages?channel_id=1", timeout=5).json() == []


def test_another_process_can_switch_limits_reset_and_delete(standin):
    webhook = standin.add_webhook("a")
    requests.post(standin.address(webhook), json={"content": "a"}, timeout=5)
    control = f"{standin.url}/standin"
    requests.post(f"{control}/settings", json={"limits": True}, timeout=5)
    requests.post(f"{control}/reset", timeout=5)
    requests.post(f"{control}/webhooks/{webhook.id}/delete", timeout=5)
    assert standin.limits is True
    assert (standin.messages(), standin.requests()) == ([], [])
    assert requests.get(standin.address(webhook), timeout=5).status_code == 404


def test_who_asks_wrongly_is_told(standin):
    control = f"{standin.url}/standin"
    assert requests.post(f"{control}/webhooks", json={}, timeout=5).status_code == 400
    assert requests.get(f"{control}/nothing", timeout=5).status_code == 404


def test_two_webhooks_share_a_channel_named_by_both(standin):
    one = standin.add_webhook("One", "alertes")
    two = standin.add_webhook("Two", one.channel_id)
    assert one.channel_id == two.channel_id
    assert standin.add_webhook("Three").channel_id != one.channel_id


def test_waiting_ends_with_the_message_or_says_how_many_there_are(standin):
    webhook = standin.add_webhook("a")
    send = threading.Timer(
        0.02, requests.post, [standin.address(webhook)], {"json": {"content": "a"}}
    )
    send.start()
    [message] = standin.wait_for(1, 5, webhook.channel_id)
    assert message["content"] == "a"
    with pytest.raises(TimeoutError, match=r"1 of 2 messages"):
        standin.wait_for(2, 0.01)


def test_events_begin_with_all_there_is_and_go_on_with_what_comes(standin):
    webhook = standin.add_webhook("a")
    requests.post(standin.address(webhook), json={"content": "before"}, timeout=5)
    with requests.get(f"{standin.url}/standin/events", stream=True, timeout=5) as page:
        lines = page.iter_lines(chunk_size=1, decode_unicode=True)
        snapshot = next_event(lines)
        requests.post(standin.address(webhook), json={"content": "after"}, timeout=5)
        change = next_event(lines)
    assert snapshot[0] == "snapshot"
    assert [channel["name"] for channel in snapshot[1]["channels"]] == ["a"]
    assert [message["content"] for message in snapshot[1]["messages"]] == ["before"]
    assert (change[0], change[1]["content"]) == ("message", "after")


def test_stopping_cuts_connections_and_a_second_start_knows_everything(standin):
    webhook = standin.add_webhook("a")
    with requests.Session() as session:
        session.post(standin.address(webhook), json={"content": "1"}, timeout=5)
        standin.stop()
        with pytest.raises(requests.ConnectionError):
            session.post(standin.address(webhook), json={"content": "2"}, timeout=5)
        standin.start()
        session.post(standin.address(webhook), json={"content": "3"}, timeout=5)
    assert [message["content"] for message in standin.messages()] == ["1", "3"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_as_a_process_it_serves_known_webhooks_and_stops_when_asked(number):
    webhook = ["--webhook", "123/SECRET.token-1:456:Alertes BL"]
    with start("--port", "0", "--no-limits", *webhook) as process:
        url = process.stdout.readline().split()[-1]
        address = f"{url}/api/v10/webhooks/123/SECRET.token-1"
        requests.post(address, json={"content": "Bonjour"}, timeout=5)
        [message] = requests.get(f"{url}/standin/messages", timeout=5).json()
        process.send_signal(number)
        rest = process.communicate(timeout=5)
    assert (message["channel_id"], message["username"]) == ("456", "Alertes BL")
    assert process.returncode == 0
    assert "SECRET" not in url + "".join(rest)


def test_as_a_process_it_says_that_the_port_is_taken(standin):
    port = standin.url.rsplit(":", 1)[1]
    with start("--port", port) as process:
        _, error = process.communicate(timeout=5)
    assert process.returncode == 1
    assert "try another --port" in error


def test_a_webhook_written_wrongly_is_not_repeated():
    with start("--webhook", "123/SECRET") as process:
        _, error = process.communicate(timeout=5)
    assert "expected ID/TOKEN:CHANNEL_ID:NAME" in error
    assert "SECRET" not in error


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "discord_standin", *arguments],
        cwd=TESTS,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def next_event(lines):
    event = dict(line.split(": ", 1) for line in iter(lambda: next(lines), ""))
    return event["event"], json.loads(event["data"])
