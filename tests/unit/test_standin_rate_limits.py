"""The rate limits as their headers and refusals show them; time is the test's own."""

import time

import pytest
import requests

from discord_standin import Standin


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def standin(clock):
    with Standin(clock=clock) as standin:
        yield standin


@pytest.fixture
def send(standin):
    """A function that posts one message, over one connection."""
    with requests.Session() as session:
        yield lambda webhook: session.post(
            standin.address(webhook), json={"content": "a"}, timeout=5
        )


def test_five_messages_pass_and_the_sixth_waits_for_the_window(standin, send, clock):
    webhook = standin.add_webhook("a")
    answers = [send(webhook) for _ in range(5)]
    remaining = [answer.headers["X-RateLimit-Remaining"] for answer in answers]
    clock.now += 0.5
    limited = send(webhook)
    clock.now += limited.json()["retry_after"]
    assert [answer.status_code for answer in answers] == [204] * 5
    assert remaining == ["4", "3", "2", "1", "0"]
    assert limited.status_code == 429
    assert limited.json() == {
        "message": "You are being rate limited.",
        "retry_after": 1.5,
        "global": False,
    }
    assert limited.headers["Retry-After"] == "2"
    assert limited.headers["X-RateLimit-Scope"] == "user"
    assert send(webhook).status_code == 204


def test_the_headers_tell_the_bucket_in_seconds(standin, send, clock):
    webhook, other = standin.add_webhook("a"), standin.add_webhook("b")
    send(webhook)
    clock.now += 1.25
    headers = send(webhook).headers
    assert headers["X-RateLimit-Limit"] == "5"
    assert headers["X-RateLimit-Reset-After"] == "0.750"
    assert float(headers["X-RateLimit-Reset"]) - time.time() < 0.751  # it is rounded
    assert headers["X-RateLimit-Bucket"] == send(other).headers["X-RateLimit-Bucket"]


def test_refused_bodies_count_and_other_webhooks_do_not(standin, send):
    webhook, other = standin.add_webhook("a"), standin.add_webhook("b")
    for _ in range(5):
        requests.post(standin.address(webhook), json={}, timeout=5)
    assert send(webhook).status_code == 429
    assert send(other).status_code == 204


def test_thirty_messages_a_minute_pass_in_a_channel_and_no_header_says_so(
    standin, send, clock
):
    one = standin.add_webhook("one", "alertes")
    two = standin.add_webhook("two", "alertes")
    elsewhere = standin.add_webhook("elsewhere")
    for _ in range(6):
        assert [send(two if at % 2 else one).status_code for at in range(5)] == [
            204
        ] * 5
        clock.now += 2.5
    limited = send(two)
    assert limited.status_code == 429
    assert limited.headers["X-RateLimit-Scope"] == "shared"
    assert limited.headers["X-RateLimit-Remaining"] == "4"
    assert limited.json()["retry_after"] == 45
    assert send(elsewhere).status_code == 204
    clock.now += 45
    assert send(one).status_code == 204
    assert len(standin.messages(one.channel_id)) == 31


def test_fifty_requests_a_second_pass_from_one_address_and_no_header_says_so(
    standin, send, clock
):
    webhooks = [standin.add_webhook(str(number)) for number in range(11)]
    passed = [send(webhooks[at // 5]).status_code for at in range(50)]
    clock.now += 0.25
    limited = send(webhooks[10])
    assert passed == [204] * 50
    assert limited.status_code == 429
    assert (limited.json()["retry_after"], limited.json()["global"]) == (0.75, True)
    assert limited.headers["X-RateLimit-Global"] == "true"
    assert limited.headers["X-RateLimit-Scope"] == "global"
    assert "X-RateLimit-Limit" not in limited.headers
    clock.now += 0.75
    assert send(webhooks[10]).status_code == 204


def test_limits_can_be_switched_off_and_on_while_it_runs(standin, send):
    webhook = standin.add_webhook("a")
    standin.limits = False
    assert {send(webhook).status_code for _ in range(40)} == {204}
    standin.limits = True
    assert [send(webhook).status_code for _ in range(6)] == [204] * 5 + [429]


def test_without_a_version_the_wait_is_told_in_milliseconds(standin, send):
    webhook = standin.add_webhook("a")
    for _ in range(5):
        send(webhook)
    address = standin.address(webhook).replace("/v10", "")
    limited = requests.post(address, json={"content": "a"}, timeout=5)
    assert limited.json()["retry_after"] == 2000
    assert limited.headers["Retry-After"] == "2000"
