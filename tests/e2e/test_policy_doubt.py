"""Nobody knows whether it arrived: it is repeated, marked, or a person decides."""

import pytest
from channel import numbered
from variants import variants
from waiting import eventually

pytest_plugins = ["chaos.hurried"]

MARK = "-# répétition possible · réf "
DOUBTS = [
    *("failed", "status_504", "portal"),
    *("closes", "resets", "silent", "garbage", "drips_head"),
]


def pass_time(policy, channel):
    """End the pause after a doubt, once there is one."""
    eventually(lambda: channel.state()[0] == "held")
    policy.end_holds()


@pytest.mark.parametrize("arrived", variants("after", "before"))
def test_what_is_in_doubt_is_repeated_with_a_line_that_says_so(policy, arrived):
    channels = [policy.add_channel(doubt) for doubt in DOUBTS]
    for doubt, channel in zip(DOUBTS, channels, strict=False):
        webhook_id = channel.webhook.id
        policy.standin.misbehave(f"{doubt}_{arrived}", webhook_id, times=1)
        channel.tell("n001", "n002")
    eventually(lambda: all(one.deliveries("in_doubt") for one in channels))
    for channel in channels:
        channel.tell("n003")
    policy.end_holds()
    first = ["n001", "n002"] if arrived == "after" else []
    for channel in channels:
        channel.hears([*first, "n001", "n002", "n003"])
        eventually(lambda: channel.states() == ["sent"] * 3)  # noqa: B023
        check_repeat(channel)


def check_repeat(channel):
    """The doubtful request is repeated, whole, alone and marked, and nothing else."""
    doubtful, repeat, after = channel.deliveries()
    assert doubtful["state"] == "in_doubt"
    assert repeat["repeat_of_id"][0] == doubtful["id"]
    assert repeat["notification_ids"] == doubtful["notification_ids"]
    assert not after["repeat_of_id"]
    *_, repeated, last = [message["content"] for message in channel.messages()]
    reference = f"{doubtful['id']:04x}"[-4:]
    assert repeated.endswith(f"n002\n{MARK}{reference}")
    assert sum(MARK in message["content"] for message in channel.messages()) == 1


def test_after_two_repeats_in_doubt_a_person_decides(policy):
    channel = policy.add_channel("poisonous 500")
    fault = policy.standin.misbehave("failed_before", matching="n001")
    channel.tell("n001")
    for count in (1, 2, 3):
        eventually(lambda: fault.count == count)  # noqa: B023
        pass_time(policy, channel)
    eventually(lambda: channel.states() == ["in_doubt"])
    channel.tell("n002")
    channel.hears(["n002"])
    assert fault.count == 3
    first, *repeats, _other = channel.deliveries()
    chain = [row["repeat_of_id"][0] for row in repeats]
    assert chain == [first["id"], repeats[0]["id"]]

    fault.stop()
    [id_, _other_id] = [row["id"] for row in channel.rows()]
    toast = policy.press("discord.notification", "action_send_now", id_)
    assert toast == "Sent."
    assert MARK in channel.messages()[-1]["content"]


@pytest.fixture
def asked(policy):
    """A channel whose one message arrived, which nobody can know."""
    channel = policy.add_channel("asks", on_doubt="ask")
    policy.standin.misbehave("closes_after", times=1)
    channel.tell("n001")
    eventually(lambda: channel.states() == ["in_doubt"])
    policy.end_holds()
    assert channel.heard() == ["n001"]
    return channel


def test_who_wants_to_be_asked_may_send_it_again(policy, asked):
    [row] = asked.rows("failure_type")
    assert row["failure_type"] == "in_doubt"
    policy.press("discord.notification", "action_retry", row["id"])
    asked.hears(["n001", "n001"])
    eventually(lambda: asked.states() == ["sent"])
    assert [MARK in one["content"] for one in asked.messages()] == [False, True]


def test_who_wants_to_be_asked_may_say_that_it_arrived(policy, asked):
    [row] = asked.rows()
    policy.press("discord.notification", "action_arrived", row["id"])
    policy.wake()
    assert asked.states() == ["sent"]
    assert asked.heard() == ["n001"]
    again = policy.press("discord.notification", "action_arrived", row["id"])
    assert again.startswith("This is sent already")


def test_what_surely_arrived_is_never_repeated(policy):
    channel = policy.add_channel("arrived")
    faults = ("cut", "stalls", "no_content", "broken_chunks")
    for text, fault in zip(numbered(len(faults)), faults, strict=False):
        policy.standin.misbehave(fault, times=1)
        channel.tell(text)
        eventually(lambda: set(channel.states()) == {"sent"})
    channel.hears(numbered(len(faults)))
