"""Values of many megabytes, as people save them: the channel goes on."""

import pytest
from waiting import eventually

MB = 2**20
SECONDS = 60  # in which the channel goes on


@pytest.mark.parametrize("megabytes", [1, 10, pytest.param(50, marks=pytest.mark.long)])
def test_what_waits_behind_a_huge_value_is_told(add_channel, megabytes):
    channel = add_channel(f"huge {megabytes}")
    channel.tell("*" * (megabytes * MB))
    channel.tell("n001")
    channel.hears(["n001"], timeout=SECONDS)
    eventually(lambda: channel.states() == ["sent", "sent"], timeout=SECONDS)
    first, *_others = channel.messages()
    assert len(first["content"]) <= 2000
    assert channel.state()[0] == "ok"
