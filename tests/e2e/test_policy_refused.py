"""Discord refuses one message: that one is repaired or fails, and no other."""

import pytest
from channel import numbered
from waiting import eventually

pytest_plugins = ["chaos.hurried"]


IN_EMBEDS = "T"  # of the timestamp; no message here has a capital letter
WRONG = {"_errors": [{"code": "X", "message": "Wrong."}]}


def tell_embeds(policy, channel):
    embed = {"message_format": "embed", "embed_title": "{product}"}
    embed["embed_timestamp"] = True
    policy.admin.call("discord.rule", "write", [channel.rule_id], embed)


def forms(channel):
    """How each request was made, and what came of it."""
    return [(row["form"] or "", row["state"]) for row in channel.deliveries()]


def test_a_pack_is_split_and_only_its_poison_fails_with_discords_error_path(policy):
    channel = policy.add_channel("poison")
    policy.standin.misbehave("invalid_content", matching="poison")
    channel.tell("n001", "n002", "n003 poison", "n004", "n005")
    channel.hears(["n001", "n002", "n004", "n005"])
    eventually(lambda: channel.states() == ["sent"] * 2 + ["error"] + ["sent"] * 2)
    assert forms(channel) == [
        ("", "refused"),
        ("split", "delivered"),  # n001 and n002
        ("split", "refused"),  # n003 and n004
        ("split", "refused"),
        ("plain", "refused"),
        ("split", "delivered"),
        ("split", "delivered"),
    ]
    failed = channel.rows("failure_type", "failure_reason")[2]
    assert failed["failure_type"] == "refused"
    assert "content: This word is not welcome here." in failed["failure_reason"]


def test_a_name_that_discord_refuses_is_left_out_once(policy):
    channel = policy.add_channel("name", username="ASG", avatar_url="https://a.b/c.png")
    policy.standin.misbehave("invalid_username", matching="ASG")
    channel.tell("n001")
    channel.hears(["n001"])
    refused, accepted = channel.requests()
    assert refused["json"]["username"] == "ASG"
    assert not {"username", "avatar_url"} & accepted["json"].keys()
    assert channel.messages()[0]["username"] == "name"
    eventually(lambda: channel.states() == ["sent"])


BAD = 20  # embeds, all of them refused for the same path


@pytest.mark.parametrize("names_all", [True, False])
def test_a_burst_of_embeds_that_are_all_refused_is_repaired_once(policy, names_all):
    channel = policy.add_channel("embeds")
    tell_embeds(policy, channel)
    if names_all:
        errors = {str(place): {"description": WRONG} for place in range(10)}
        body = {"code": 50035, "message": "Invalid", "errors": {"embeds": errors}}
        fault = {"status": 400, "json": body, "headers": {"Via": "1.1 google"}}
    else:
        fault = "invalid_embed"
    policy.standin.misbehave(fault, matching=IN_EMBEDS)
    channel.tell(*numbered(BAD))
    eventually(lambda: set(channel.states()) == {"sent"}, timeout=30)
    assert list(dict.fromkeys(channel.heard())) == numbered(BAD)
    assert len(channel.requests()) <= BAD + 6


def test_of_embeds_only_those_that_are_blamed_are_told_as_plain_text(policy):
    channel = policy.add_channel("one bad embed")
    tell_embeds(policy, channel)
    body = {"code": 50035, "message": "Invalid", "errors": {}}
    body["errors"] = {"embeds": {"3": {"description": WRONG}}}
    fault = {"status": 400, "json": body, "headers": {"Via": "1.1 google"}}
    policy.standin.misbehave(fault, times=1)
    channel.tell(*numbered(8))
    eventually(lambda: set(channel.states()) == {"sent"}, timeout=30)
    assert list(dict.fromkeys(channel.heard())) == numbered(8)
    sent = [len(message["embeds"]) for message in channel.messages()]
    assert sent == [3, 0, 4]
    assert len(channel.requests()) == 4


def test_what_is_refused_for_its_form_is_told_as_plain_text(policy):
    channel = policy.add_channel("markdown")
    rule = {"template": "**{product}**"}
    policy.admin.call("discord.rule", "write", [channel.rule_id], rule)
    policy.standin.misbehave("invalid_content", matching="**")
    channel.tell("n001")
    channel.hears(["n001"])
    assert channel.messages()[0]["content"] == r"\*\*n001\*\*"
    eventually(lambda: channel.states() == ["sent"])
    assert forms(channel)[-1] == ("plain", "delivered")


def test_a_pack_that_is_too_large_is_split(policy):
    channel = policy.add_channel("too large")
    policy.standin.misbehave("too_large", times=1)
    channel.tell("n001", "n002")
    channel.hears(["n001", "n002"])
    assert len(channel.messages()) == 2


def test_what_is_too_large_in_every_form_fails(policy):
    channel = policy.add_channel("too large alone")
    policy.standin.misbehave("too_large_page")
    channel.tell("n001")
    eventually(lambda: channel.states() == ["error"])
    assert forms(channel) == [("", "refused"), ("plain", "refused")]
    assert "too large" in channel.rows("failure_reason")[0]["failure_reason"]


@pytest.mark.parametrize(
    "fault", ["empty", "explicit", "automod", "automod_title", "harmful_link"]
)
def test_what_is_refused_for_its_content_fails_at_the_first_refusal(policy, fault):
    channel = policy.add_channel(fault)
    policy.standin.misbehave(fault, times=1, matching="n001")
    channel.tell("n001")
    eventually(lambda: channel.states() == ["error"])
    channel.tell("n002")
    channel.hears(["n002"])
    eventually(lambda: channel.states() == ["error", "sent"])
    assert len(channel.requests()) == 2
    assert channel.state()[0] == "ok"


def test_retry_sends_the_same_text_and_cancel_keeps_it_from_being_sent(policy):
    channel = policy.add_channel("retry")
    fault = policy.standin.misbehave("automod")
    channel.tell("n001", "n002")
    eventually(lambda: channel.states() == ["error", "error"])
    fault.stop()
    policy.admin.call("discord.rule", "write", [channel.rule_id], {"template": "other"})
    retried, canceled = (row["id"] for row in channel.rows())
    policy.press("discord.notification", "action_cancel", canceled)
    toast = policy.press("discord.notification", "action_retry", retried)
    assert toast == "Sent."
    channel.hears(["n001"])
    eventually(lambda: channel.states() == ["sent", "canceled"])
