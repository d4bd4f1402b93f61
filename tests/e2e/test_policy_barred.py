"""The way to Discord is barred: what waits keeps waiting until it is free."""

import pytest
from waiting import eventually

pytest_plugins = ["chaos.hurried"]

MEND = [
    *("thread_missing", "thread_archived", "tag_missing", "channel_type"),
    *("redirect_302", "not_allowed"),
]
GONE = ["invalid_token", "unauthorized", "unknown_webhook", "unknown_channel"]


@pytest.mark.parametrize("faults", [MEND, GONE])
def test_webhooks_that_a_person_must_mend_are_broken_and_keep_their_queue(
    policy, faults
):
    channels = [policy.add_channel(fault) for fault in faults]
    started = [
        policy.standin.misbehave(fault, webhook_id=channel.webhook.id)
        for fault, channel in zip(faults, channels, strict=False)
    ]
    for channel in channels:
        channel.tell("n001", "n002")
    eventually(lambda: all(one.state()[0] == "broken" for one in channels))
    for channel in channels:
        channel.tell("n003")
    policy.wake()
    for channel, misbehaviour in zip(channels, started, strict=False):
        assert channel.states() == ["outgoing"] * 3
        assert misbehaviour.count == 1
        assert f"HTTP {misbehaviour.fault.answer.status}" in channel.state()[1]
        misbehaviour.stop()
        policy.press("discord.webhook", "action_test_connection", channel.webhook_id)
        channel.hears(["n001", "n002", "n003"])
        assert channel.state()[0] == "ok"


def test_a_thread_that_is_gone_breaks_the_webhook_until_it_has_another(policy):
    channel = policy.add_channel("thread", thread_id="1" * 18)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "broken")
    assert "thread" in channel.state()[1]
    channel.set(thread_id=False)
    channel.hears(["n001"])


def test_a_missing_permission_is_tried_again_once_an_hour(policy):
    channel, other = policy.add_channel("forbidden"), policy.add_channel("allowed")
    fault = policy.standin.misbehave("no_permission", webhook_id=channel.webhook.id)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "held")
    policy.wake()
    other.tell("n002")
    other.hears(["n002"])
    assert (fault.count, channel.states()) == (1, ["outgoing"])
    fault.stop()
    policy.end_holds()
    channel.hears(["n001"])


@pytest.mark.parametrize("fault", ["barred_agent", "barred_page", "barred_json"])
def test_when_cloudflare_bars_us_no_webhook_sends_or_is_called_broken(policy, fault):
    channel, other = policy.add_channel("barred"), policy.add_channel("also barred")
    misbehaviour = policy.standin.misbehave(fault)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "held")
    other.tell("n002")
    policy.wake()
    assert other.state()[0] == "held"
    assert misbehaviour.count == 1
    misbehaviour.stop()
    policy.end_holds()
    channel.hears(["n001"])
    other.hears(["n002"])


def test_an_error_that_is_not_discords_own_breaks_nothing(policy):
    for fault in ("not_found_page", "no_route", "proxy_login", "status_503"):
        channel = policy.add_channel(fault)
        policy.standin.misbehave(fault, times=2)
        channel.tell("n001")
        channel.hears(["n001"])
        eventually(lambda: channel.states() == ["sent"])  # noqa: B023
        states = [row["state"] for row in channel.deliveries()]
        assert states == ["unavailable", "unavailable", "delivered"]
        assert channel.rows("attempts")[0]["attempts"] == 2


@pytest.mark.parametrize("fault", ["ban_page", "ban_json", "ban_page_told"])
def test_a_ban_pauses_everything_and_one_question_ends_it(policy, fault):
    channels = [policy.add_channel(f"banned {number}") for number in range(3)]
    first, *others = channels
    misbehaviour = policy.standin.misbehave(fault)
    first.tell("n001")
    eventually(lambda: first.state()[0] == "held")
    for channel in others:
        channel.tell("n001")
    policy.wake()
    assert misbehaviour.count == 1

    policy.end_holds()  # and the ban goes on
    eventually(lambda: misbehaviour.count == 2)
    assert [one["method"] for one in policy.standin.requests()] == ["POST", "GET"]
    eventually(lambda: all(one.state()[0] == "held" for one in channels))

    misbehaviour.stop()
    policy.end_holds()
    for channel in channels:
        channel.hears(["n001"])
    methods = [one["method"] for one in policy.standin.requests()]
    assert methods == ["POST", "GET", "GET", "POST", "POST", "POST"]
