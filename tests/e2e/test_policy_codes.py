"""An hour in which Discord answers every code of its table, one after the other."""

import pytest
from channel import numbered
from waiting import eventually

from discord_standin.faults.codes import CODES, coded

pytest_plugins = ["chaos.hurried"]

# Those that say that it is the message: each may condemn the one at the head.
BLAMING = {20009, 40005, 50006, 50035, 200000, 200001, 240000}
WAITING = 100


@pytest.mark.long
def test_all_arrive_but_those_that_were_blamed(policy):
    channel = policy.add_channel("an ill hour", pack=False)
    faults = [policy.standin.misbehave(coded(code), times=1) for code in CODES]
    channel.tell(*numbered(WAITING))
    while not all(fault.count for fault in faults):
        policy.end_holds()
    policy.end_holds()
    eventually(lambda: "outgoing" not in channel.states(), timeout=60)
    rows = channel.rows("state", "content", "failure_reason")
    blamed = [row for row in rows if row["state"] == "error"]
    assert len(blamed) <= len(BLAMING)
    for row in blamed:
        assert any(f"Discord {code}" in row["failure_reason"] for code in BLAMING)
    arrived = [row["content"] for row in rows if row["state"] == "sent"]
    assert len(arrived) == WAITING - len(blamed)
    assert channel.heard() == arrived  # in order, each once
    eventually(lambda: channel.state()[0] == "ok")
