"""Discord cannot be reached: nobody waits, and nothing is lost."""

import time

import pytest
from waiting import eventually


@pytest.mark.timed
def test_what_is_saved_while_discord_is_down_arrives_when_it_is_back(
    add_channel, standin
):
    channel = add_channel("outage")
    channel.tell("n001")
    channel.hears(["n001"])
    with standin.down():
        started = time.monotonic()
        channel.tell("n002")
        channel.tell("n003", "n004")
        assert time.monotonic() - started < 1
        eventually(lambda: channel.state()[0] == "held")
        assert channel.states() == ["sent"] + ["outgoing"] * 3
        [waiting] = channel.rows("failure_reason", "attempts")[1:2]
        assert "Discord cannot be reached" in waiting["failure_reason"]
        assert waiting["attempts"] == 0  # Discord has not refused anything
    channel.hears(["n001", "n002", "n003", "n004"])  # held for 2 s, 4 s ..
    eventually(lambda: set(channel.states()) == {"sent"})
    assert channel.state()[0] == "ok"
