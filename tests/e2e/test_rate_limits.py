"""Discord's rate limits are obeyed, and cost no notification."""

import threading

import pytest
import requests
from channel import numbered

PADDING = " y" * 900  # four such notifications fill a message


@pytest.fixture
def competitor(standin):
    """Another program that uses up a webhook's limit every half second."""
    stop = threading.Event()
    threads = []

    def compete(webhook):
        address = standin.address(webhook)
        while not stop.wait(0.5):
            requests.post(address, json={"content": "competitor"}, timeout=5)

    def start(webhook):
        threads.append(threading.Thread(target=compete, args=[webhook]))
        threads[0].start()

    yield start
    stop.set()
    for thread in threads:
        thread.join()


@pytest.mark.timed
def test_forty_notifications_pass_a_limited_webhook_that_others_use_too(
    add_channel, standin, competitor
):
    channel = add_channel("limited")
    texts = numbered(40)
    standin.limits = True
    for _ in range(5):
        address = standin.address(channel.webhook)
        requests.post(address, json={"content": "competitor"}, timeout=5)
    competitor(channel.webhook)
    for text in texts:
        channel.tell(text + PADDING)
    channel.hears(texts, timeout=60)
    check_obedience(channel)


@pytest.mark.long
def test_forty_messages_pass_the_hidden_limit_of_a_channel(add_channel, standin):
    channel = add_channel("hidden limit", pack=False)
    texts = numbered(40)
    standin.limits = True
    channel.tell(*texts)
    channel.hears(texts, timeout=80)  # 30 in a minute, then the rest
    check_obedience(channel)


def check_obedience(channel):
    """Each 429 was waited for as long as Discord asked, and hardly any longer."""
    ours = [one for one in channel.requests() if one["user_agent"].startswith("Disc")]
    refused = [i for i, one in enumerate(ours) if one["status"] == 429]
    asked = [row["retry_after"] for row in channel.deliveries("limited")]
    assert refused
    for i, seconds in zip(refused, asked, strict=True):
        waited = ours[i + 1]["monotonic"] - ours[i]["monotonic"]
        assert seconds <= waited <= seconds + 1
