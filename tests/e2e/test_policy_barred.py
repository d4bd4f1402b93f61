"""The way to Discord is barred: what waits keeps waiting until it is free."""

import pytest
from channel import numbered
from variants import variants
from waiting import eventually

pytest_plugins = ["chaos.hurried"]

# What stops a webhook, and how it looks whether that is over: by a question (GET), or
# by what waits (POST).
BY_MESSAGE = [
    *("thread_missing", "thread_archived", "tag_missing", "channel_type"),
    *("thread_full", "threads_full", "forum_refused", "not_allowed"),
    *("no_permission", "no_access", "messages_disabled", "feature_disabled"),
    *("unheard_of", "general_error", "unknown_channel"),
]
BY_QUESTION = ["invalid_token", "unauthorized", "unknown_webhook"]


@pytest.mark.long
@pytest.mark.parametrize(
    ("faults", "method"), [(BY_MESSAGE, "POST"), (BY_QUESTION, "GET")]
)
def test_what_stops_a_webhook_is_looked_at_until_it_is_over(policy, faults, method):
    channels = [policy.add_channel(fault) for fault in faults]
    started = [
        policy.standin.misbehave(fault, webhook_id=channel.webhook.id)
        for fault, channel in zip(faults, channels, strict=True)
    ]
    for channel in channels:
        channel.tell("n001")
    eventually(lambda: all(one.state()[0] == "broken" for one in channels), timeout=30)
    eventually(lambda: all(fault.count >= 2 for fault in started), timeout=60)
    for channel, fault in zip(channels, started, strict=True):
        # A look that changes nothing has no row: there may be one in flight.
        assert len([one for one in channel.deliveries() if ended(one)]) == 1
        channel.tell("n002", "n003")
        assert f"HTTP {fault.fault.answer.status}" in channel.state()[1]
        assert "Odoo looks again by itself" in channel.state()[1]
        assert channel.states() == ["outgoing"] * 3
        assert channel.requests()[1]["method"] == method
        fault.stop()
    for channel in channels:
        channel.hears(["n001", "n002", "n003"], timeout=60)
        eventually(lambda: channel.state()[0] == "ok")  # noqa: B023
        assert channel.rows("attempts")[0]["attempts"] == 0


def ended(delivery):
    return delivery["state"] != "sending"


@pytest.mark.long
def test_slow_mode_and_write_limits_slow_the_channel_and_stop_nothing(policy):
    for fault in ("slow_mode", "channel_writes", "server_writes"):
        channel = policy.add_channel(fault)
        policy.standin.misbehave(fault, webhook_id=channel.webhook.id, times=1)
        channel.tell("n001")
        eventually(lambda: channel.state()[0] == "held")  # noqa: B023
        channel.hears(["n001"], timeout=15)
        assert [row["state"] for row in channel.deliveries()][0] == "limited"


@pytest.mark.parametrize("status", variants(302, 301, 303, 307, 308))
def test_a_redirection_is_an_intermediarys_and_passes(policy, status):
    channel = policy.add_channel("redirected")
    name = f"redirect_{status}"
    policy.standin.misbehave(name, webhook_id=channel.webhook.id, times=2)
    channel.tell("n001")
    channel.hears(["n001"])
    eventually(lambda: channel.states() == ["sent"])
    states = [row["state"] for row in channel.deliveries()]
    assert states == ["unavailable", "unavailable", "delivered"]
    assert channel.state()[0] == "ok"


def test_a_thread_that_is_gone_stops_the_webhook_until_it_has_another(policy):
    channel = policy.add_channel("thread", thread_id="1" * 18)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "broken")
    assert "thread" in channel.state()[1]
    channel.set(thread_id=False)
    channel.hears(["n001"])


@pytest.mark.long
def test_a_message_that_alone_is_refused_does_not_block_its_channel(policy):
    channel = policy.add_channel("one bad", pack=False)
    policy.standin.misbehave("unheard_of", matching="n001")
    channel.tell("n001", "n002", "n003")
    channel.hears(["n002", "n003"], timeout=90)
    eventually(lambda: channel.states() == ["error", "sent", "sent"])
    failed = channel.rows("failure_type", "failure_reason")[0]
    assert failed["failure_type"] == "refused"
    assert "takes the next one" in failed["failure_reason"]
    assert len(channel.requests()) == 5 + 1 + 1 + 1


@pytest.mark.long
def test_a_webhook_that_is_described_but_may_not_post_stays_in_trouble(policy):
    channel = policy.add_channel("half dead")
    fault = policy.standin.misbehave("unauthorized", matching="n001")
    channel.tell("n001")
    eventually(lambda: fault.count == 2, timeout=30)
    assert channel.state()[0] == "broken"
    methods = [one["method"] for one in channel.requests()]
    assert methods == ["POST", "GET", "POST"]
    fault.stop()
    channel.hears(["n001"], timeout=30)


@pytest.mark.parametrize(
    "fault", variants("barred_page", "barred_agent", "barred_json")
)
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


@pytest.mark.parametrize(
    "fault", variants("barred_page", "barred_agent", "barred_json")
)
def test_what_is_barred_by_what_it_says_lets_all_others_go(policy, fault):
    channel, other = policy.add_channel("barred words"), policy.add_channel("others")
    policy.standin.misbehave(fault, matching="n007")
    channel.tell(*numbered(12))
    eventually(lambda: channel.state()[0] == "held")
    other.tell("n901")
    policy.end_holds()
    other.hears(["n901"])
    eventually(lambda: channel.state()[0] in ("broken", "ok"))
    other.tell("n902")
    other.hears(["n901", "n902"])  # nothing holds it any more
    eventually(lambda: policy.end_holds() or "outgoing" not in channel.states(), 60)
    states = channel.states()
    assert (states.pop(6), set(states)) == ("error", {"sent"})
    assert [one["method"] for one in policy.standin.requests()].count("GET") == 1


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


@pytest.mark.parametrize("fault", variants("ban_json", "ban_page", "ban_page_told"))
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
