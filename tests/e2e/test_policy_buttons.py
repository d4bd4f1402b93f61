"""What the buttons do, and what they tell who presses them."""

import re

import pytest
from variants import variants
from waiting import eventually

pytest_plugins = ["chaos.hurried"]

HOLD = "UPDATE discord_webhook SET held_until = now() + interval '1 hour'"


@pytest.fixture
def press(policy):
    """Press a button of notifications: ``press("send_now", *rows)``."""

    def press(button, *rows):
        ids = [row["id"] for row in rows]
        return policy.press("discord.notification", f"action_{button}", *ids)

    return press


@pytest.fixture
def waiting(policy):
    """A channel where three notifications wait, and nobody sends them."""
    channel = policy.add_channel("waiting", pack=False)
    with policy.sender_off():
        channel.tell("n001", "n002", "n003")
        yield channel


def test_send_now_sends_in_order_up_to_the_chosen_one(waiting, press):
    _first, second, third = waiting.rows()
    assert press("send_now", second) == "Sent."
    assert waiting.heard() == ["n001", "n002"]
    assert waiting.states() == ["sent", "sent", "outgoing"]
    assert press("send_now", third) == "Sent."
    assert waiting.heard() == ["n001", "n002", "n003"]


def test_send_now_on_a_selection_counts_what_was_sent(policy, waiting, press):
    policy.standin.misbehave("automod", matching="n002")
    told = press("send_now", *waiting.rows())
    assert told.startswith("2 of 3 sent · Discord refuses the message's content")
    assert waiting.states() == ["sent", "error", "sent"]


def test_send_now_respects_a_hold_and_says_so(policy, waiting, press):
    policy.sql(f"{HOLD} WHERE id = {waiting.webhook_id}")
    told = press("send_now", *waiting.rows())
    assert told == "0 of 3 sent · Waits, and goes on by itself. Nothing is lost."
    assert waiting.requests() == []


@pytest.mark.parametrize("button", variants("send_now", "test_connection"))
def test_who_presses_a_button_need_not_wait_for_our_own_patience(
    policy, waiting, press, button
):
    fault = policy.standin.misbehave("status_503")
    first = waiting.rows()[0]
    told = press("send_now", first)
    assert told.startswith("0 of 1 sent · Discord is not available (HTTP 503")
    fault.stop()
    policy.sql(f"{HOLD} WHERE id = {waiting.webhook_id}")
    if button == "send_now":
        assert press("send_now", first) == "Sent."
    else:
        webhook_ids = [waiting.webhook_id]
        policy.press("discord.webhook", "action_test_connection", *webhook_ids)
        [webhook] = policy.admin.call("discord.webhook", "read", webhook_ids, ["state"])
        assert webhook["state"] == "ok"


def test_send_now_waits_for_the_request_that_is_under_way(policy, press):
    channel = policy.add_channel("under way")
    policy.standin.misbehave({"seconds": 1}, times=1)
    channel.tell("n001")
    eventually(lambda: channel.deliveries("sending"))
    assert press("send_now", *channel.rows()) == "Sent."
    assert channel.heard() == ["n001"]


def test_send_now_retries_what_failed(policy, waiting, press):
    fault = policy.standin.misbehave("automod")
    first = waiting.rows()[0]
    assert press("send_now", first).startswith("0 of 1 sent · Discord refuses")
    fault.stop()
    assert press("send_now", first) == "Sent."
    assert waiting.heard() == ["n001"]


def test_what_is_sent_is_sent_again_only_as_a_notification_by_hand(waiting, press):
    first = waiting.rows()[0]
    press("send_now", first)
    refusal = press("send_now", first)
    assert refusal == "This is sent already. “Send again” tells it once more."
    assert press("send_again", first) == "Sent."
    *_, by_hand = waiting.rows("event", "state", "user_id", "content")
    assert (by_hand["event"], by_hand["state"]) == ("manual", "sent")
    assert by_hand["content"] == "n001"
    assert waiting.heard() == ["n001", "n002", "n003", "n001"]


def test_what_is_canceled_is_not_sent_and_the_reason_is_told(waiting, press):
    first, second, _third = waiting.rows()
    press("cancel", first)
    told = press("send_now", first)
    assert told == "This is canceled: Canceled by Administrator"
    assert press("send_now", second) == "Sent."
    assert waiting.heard() == ["n002"]


def test_test_connection_posts_nothing_and_learns_the_channel(policy):
    channel = policy.add_channel("connection")
    toast = policy.json2.call(
        "discord.webhook", "action_test_connection", ids=[channel.webhook_id]
    )["params"]
    channel_id = channel.webhook.channel_id
    said = f"Discord answers: “connection”, channel {channel_id}. %s"
    assert toast["message"] == said
    [link] = toast["links"]  # Discord does not tell the channel's name: it shows it
    assert re.fullmatch(rf"https://discord.com/channels/\d+/{channel_id}", link["url"])
    [known] = policy.admin.call(
        "discord.webhook", "read", [channel.webhook_id], ["channel_id"]
    )
    assert known["channel_id"] == channel_id
    assert [one["method"] for one in channel.requests()] == ["GET"]
    policy.standin.delete_webhook(channel.webhook.id)
    told = policy.press("discord.webhook", "action_test_connection", channel.webhook_id)
    assert told == (
        "The webhook was deleted in Discord (HTTP 404, Discord 10015, Unknown Webhook)."
    )


def test_send_a_test_message_tells_whether_it_arrived(policy):
    channel = policy.add_channel("test message")
    button = "discord.webhook", "action_send_test", channel.webhook_id
    assert policy.press(*button) == "Sent."
    [message] = channel.messages()
    assert "A test from Odoo" in message["content"]
    policy.standin.delete_webhook(channel.webhook.id)
    assert policy.press(*button).startswith("0 of 1 sent · The webhook was deleted")
