"""Over real HTTP: a message calls whom it is to call, and nobody else; or is silent."""

from datetime import datetime, timezone

import pytest
from waiting import eventually

ROLE, PERSON = "<@&1234567890123456789>", "<@987654321098765432>"
SILENT = 1 << 12  # SUPPRESS_NOTIFICATIONS
# What people write into a field, and others into a template.
HOSTILE = "@everyone `@here` <@987654321098765432> [x](https://a.b/@everyone) <@&5>"


@pytest.fixture
def mention(admin):
    """Keep whom Discord can call: ``mention("<@&123>")`` returns the id."""
    return lambda pasted: admin.call("discord.mention", "name_create", pasted)[0]


def calling(admin, channel, *mention_ids, **values):
    """Let a channel's rule call."""
    values = {"mention_ids": list(mention_ids), **values}
    admin.call("discord.rule", "write", [channel.rule_id], values)


def pinged(channel):
    return [message["mentions_pinged"] for message in channel.messages()]


def is_silent(channel):
    return [bool(message["flags"] & SILENT) for message in channel.messages()]


def test_only_those_who_were_chosen_are_called(admin, add_channel, mention):
    channel = add_channel("#appels")
    both = mention(ROLE), mention("@here")
    calling(admin, channel, *both, template=f"{{product}} {HOSTILE}")
    channel.tell(HOSTILE)
    eventually(channel.messages)
    [message] = channel.messages()
    assert sorted(message["mentions_pinged"]) == [ROLE, "@here"]
    assert message["content"].startswith(f"{ROLE} @here\n")
    [request] = channel.requests()
    allowed = {"parse": ["everyone"], "roles": [ROLE.strip("<@&>")]}
    assert request["json"]["allowed_mentions"] == allowed


def test_in_a_burst_each_calls_once_and_what_calls_nobody_goes_along(
    admin, add_channel, mention
):
    channel = add_channel("#rafale")
    calls = {"mention_domain": "[('price_unit', '>=', 1000)]"}
    calling(admin, channel, mention(ROLE), **calls)
    lines = [channel.line(f"n{number:03}") for number in range(1, 41)]
    for number in (4, 5, 20):
        lines[number]["price_unit"] = 1000
    admin.call("bldimagaz.linbc", "create", lines)
    channel.hears([f"n{number:03}" for number in range(1, 41)])
    assert pinged(channel) == [[], [ROLE]]
    assert channel.messages()[1]["content"].count(ROLE) == 1


def test_a_repeat_after_doubt_calls_again_and_what_is_sent_again_does_not(
    admin, add_channel, mention, standin
):
    channel = add_channel("#doutes")
    calling(admin, channel, mention(PERSON))
    standin.misbehave("status_504_after", channel.webhook.id, times=1)
    channel.tell("n001")
    eventually(lambda: channel.state()[0] == "held")
    row_ids = [row["id"] for row in channel.rows()]
    admin.call("discord.notification", "action_send_now", row_ids)
    eventually(lambda: len(channel.messages()) == 2)
    assert pinged(channel) == [[PERSON], [PERSON]]
    eventually(lambda: channel.states() == ["sent"])
    admin.call("discord.notification", "action_send_again", row_ids)
    assert pinged(channel)[2:] == [[]]
    asked = {"context": {"discord_notify_call": True}}
    admin.call("discord.notification", "action_send_again", row_ids, **asked)
    assert pinged(channel)[3:] == [[PERSON]]


def test_a_test_calls_only_if_it_is_asked_to(admin, add_channel, mention):
    channel = add_channel("#essais")
    channel.tell("n001")
    channel.hears(["n001"])
    calling(admin, channel, mention("@everyone"))
    admin.call("discord.rule", "action_test", [channel.rule_id])
    admin.call("discord.rule", "action_test_call", [channel.rule_id])
    assert pinged(channel) == [[], [], ["@everyone"]]


def test_quiet_hours_are_silent_and_a_call_may_break_them(admin, add_channel, mention):
    now = datetime.now(timezone.utc)
    hours = {"quiet_from": now.hour, "quiet_to": (now.hour + 2) % 24, "quiet_tz": "UTC"}
    channel = add_channel("#nuit", **hours)
    channel.tell("n001")
    channel.hears(["n001"])
    calling(admin, channel, mention(ROLE), mention_breaks_quiet=False)
    channel.tell("n002")
    channel.hears(["n001", "n002"])
    calling(admin, channel, mention(ROLE), mention_breaks_quiet=True)
    channel.tell("n003")
    channel.hears(["n001", "n002", "n003"])
    assert is_silent(channel) == [True, True, False]
    assert pinged(channel) == [[], [ROLE], [ROLE]]
    channel.set(quiet_to=now.hour)
    calling(admin, channel)
    channel.tell("n004")
    channel.hears(["n001", "n002", "n003", "n004"])
    assert is_silent(channel)[3:] == [False]


def test_a_silent_rule_makes_no_sound(admin, add_channel):
    channel = add_channel("#silence")
    calling(admin, channel, silent=True)
    channel.tell("n001")
    channel.hears(["n001"])
    assert is_silent(channel) == [True]
