"""Client, packing and verdicts against the stand-in for Discord, over HTTP."""

from dataclasses import replace

import pytest

from discord.client import Client
from discord.packing import Item, pack
from discord.webhook_url import parse
from discord_standin import Standin


@pytest.fixture(scope="module")
def standin():
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def client(standin):
    client = Client(standin.url, "1.0", timeout=2, total=3)
    yield client
    client.close()


def test_a_pack_is_shown_in_its_channel(standin, client):
    webhook = standin.add_webhook("Soldes")
    address = parse(webhook.url)
    packed = pack([Item(f"{n} " + "💸" * 90) for n in range(30)])
    verdict = client.execute(address, packed.payload)
    assert verdict.case == "delivered"
    [message] = standin.messages(webhook.channel_id)
    assert (verdict.message_id, verdict.channel_id) == (
        message["id"],
        webhook.channel_id,
    )
    assert client.describe(address).webhook_name == "Soldes"


def test_refusals_are_told_apart(standin, client):
    webhook = standin.add_webhook("Refus")
    address = parse(webhook.url)
    assert client.execute(address, {"content": " "}).case == "rejected"
    verdict = client.execute(address, {"content": "x" * 2001})
    assert (verdict.case, verdict.error_path) == (
        "invalid",
        "content: Must be 2000 or fewer in length.",
    )
    named = client.execute(address, {"content": "x", "username": "My Discord"})
    assert named.case == "misnamed"
    wrong = replace(address, token="x" * 68)
    assert client.execute(wrong, {"content": "x"}).case == "token_unknown"
    in_thread = client.execute(address, {"content": "x"}, thread_id="1" * 18)
    assert in_thread.case == "thread_unknown"
    standin.delete_webhook(webhook.id)
    assert client.execute(address, {"content": "x"}).case == "webhook_unknown"
    assert client.describe(address).case == "webhook_unknown"


def test_the_bucket_is_read_before_it_overflows(standin, client):
    address = parse(standin.add_webhook("Rafale").url)
    standin.limits = True
    verdicts = [client.execute(address, {"content": "x"}) for _ in range(6)]
    standin.limits = False
    assert [v.case for v in verdicts] == ["delivered"] * 5 + ["limited"]
    assert [v.bucket.remaining for v in verdicts] == [4, 3, 2, 1, 0, 0]
    assert 0 < verdicts[4].bucket_pause <= 2
    assert verdicts[5].scope == "user"
    assert 0 < verdicts[5].retry_after <= 2
