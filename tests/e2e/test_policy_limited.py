"""Discord asks to wait: exactly those wait whom it concerns, and just as long."""

import pytest
from channel import know_server
from waiting import PATIENCE, eventually

from discord_standin.faults.answers import limited
from sandbox.progress import Failure

pytest_plugins = ["chaos.hurried"]


def waited(requests):
    """Seconds between the first request, which was refused, and the next one."""
    first, second = requests
    assert first["status"] == 429
    return second["monotonic"] - first["monotonic"]


def test_a_limited_webhook_never_delays_another(policy):
    limited_one, other = policy.add_channel("limited"), policy.add_channel("free")
    webhook_id = limited_one.webhook.id
    policy.standin.misbehave("limited_hours", webhook_id=webhook_id)
    limited_one.tell("n001")
    eventually(lambda: limited_one.state()[0] == "held")
    other.tell("n002")
    other.hears(["n002"])
    assert limited_one.rows("attempts")[0]["attempts"] == 0


def test_an_hour_is_obeyed_and_an_administrator_hears_of_it(policy):
    channel = policy.add_channel("an hour")
    fault = policy.standin.misbehave("limited_hours", webhook_id=channel.webhook.id)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "held")
    for text in ("n002", "n003"):
        channel.tell(text)
        policy.wake()
    assert fault.count == 1
    held = "SELECT extract(epoch FROM held_until - now() AT TIME ZONE 'utc')"
    seconds = policy.sql(f"{held} FROM discord_webhook WHERE id = {channel.webhook_id}")
    assert 7100 < float(seconds) <= 7201
    warning = "Webhook “an hour”: Discord asks this webhook to wait"
    eventually(lambda: warning in policy.server.log_text())
    fault.stop()
    policy.end_holds()
    channel.hears(["n001", "n002", "n003"])


def test_webhooks_of_one_channel_wait_together_once_it_is_known(policy):
    one, two = policy.add_channel("one"), policy.add_channel("two")
    channel_id = one.webhook.channel_id
    two.webhook = policy.standin.add_webhook("two", channel_id=channel_id)
    two.set(url=two.webhook.url)
    know_server(policy.admin, policy.standin, two.webhook_id)
    elsewhere = policy.add_channel("elsewhere")
    for channel in (one, two):
        channel.tell("n001")
        eventually(lambda: channel.states() == ["sent"])  # noqa: B023
    policy.standin.reset()
    policy.standin.misbehave(limited(6, "shared"), times=1)
    one.tell("n002")
    eventually(lambda: one.state()[0] == "held")
    assert two.state()[0] == "held"
    two.tell("n003")
    elsewhere.tell("n004")
    elsewhere.hears(["n004"])
    assert two.requests() == []
    policy.standin.wait_for(3, timeout=PATIENCE)
    [refused, _accepted] = one.requests()
    [first_of_two] = two.requests()
    assert first_of_two["monotonic"] - refused["monotonic"] >= 6


@pytest.mark.long
def test_a_global_limit_holds_everybody(policy):
    one, two = policy.add_channel("one"), policy.add_channel("two")
    policy.standin.misbehave(limited(6, "global"), times=1)
    one.tell("n001")
    eventually(lambda: one.state()[0] == "held")
    two.tell("n002")
    assert two.state()[0] == "held"
    one.hears(["n001"])
    two.hears(["n002"])
    assert two.requests()[0]["monotonic"] - one.requests()[0]["monotonic"] >= 6


@pytest.mark.timed
def test_a_hold_ends_on_time_and_leaves_the_workers_to_others(policy):
    channel = policy.add_channel("hold")
    policy.standin.misbehave(limited(6, "user"), times=1)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "held")
    eventually(lambda: is_idle(policy))
    assert channel.heard() == []
    channel.hears(["n001"])
    # Discord's 6 s, up to 0.3 s of margin, and 1 s at most of ours.
    assert 6 <= waited(channel.requests()) <= 6 + 0.3 + 1


@pytest.mark.long
def test_a_hold_of_45_seconds_ends_on_time(policy):
    channel = policy.add_channel("long hold")
    policy.standin.misbehave(limited(45, "user"), times=1)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "held")
    eventually(lambda: is_idle(policy))
    channel.hears(["n001"], timeout=50)
    assert 45 <= waited(channel.requests()) <= 45 + 0.3 + 1


def is_idle(policy):
    """Whether no scheduled action runs."""
    try:
        policy.sql("SELECT FROM ir_cron FOR UPDATE NOWAIT")
    except Failure:
        return False
    return True
