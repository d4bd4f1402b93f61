"""An hour in which Discord answers every code of its table to edits."""

import pytest
from channel import numbered
from waiting import eventually

from discord_standin.faults.codes import CODES, coded

pytest_plugins = ["chaos.hurried"]

# Those that say that it is the edit, and the one that says its message is gone.
BLAMING = {20009, 40005, 50006, 50035, 200000, 200001, 240000}
UNKNOWN_MESSAGE = 10008
MESSAGES = 20


@pytest.mark.long
def test_every_message_is_true_in_the_end_but_for_the_edits_that_were_blamed(policy):
    channel = policy.add_channel("ill edits", pack=False)
    channel.follow()
    texts = numbered(MESSAGES)
    channel.tell(*texts)
    channel.hears(texts)
    faults = [
        policy.standin.misbehave(coded(code), times=1, method="PATCH") for code in CODES
    ]
    for text in texts:
        channel.change(text, f"{text} changed")
    while not all(fault.count for fault in faults):
        policy.end_holds()
    channel.tell("n900")  # posts go on, whatever becomes of edits
    eventually(lambda: policy.end_holds() or "outgoing" not in channel.states(), 60)
    rows = channel.rows("state", "event", "content", "failure_reason", "failure_type")
    edits = [row for row in rows if row["event"] == "edited"]
    blamed = [row for row in edits if row["state"] == "error"]
    gone = [row for row in edits if row["failure_type"] == "message_gone"]
    assert len(blamed) <= len(BLAMING)
    for row in blamed:
        assert any(f"Discord {code}" in row["failure_reason"] for code in BLAMING)
    assert len(gone) == 1
    assert f"Discord {UNKNOWN_MESSAGE}" in gone[0]["failure_reason"]
    untrue = {row["content"] for row in (*blamed, *gone)}
    wanted = [f"{text} changed" for text in texts]
    assert channel.shown()[:-1] == [
        text if changed in untrue else changed
        for text, changed in zip(texts, wanted, strict=True)
    ]
    assert channel.heard()[-1] == "n900"
    eventually(lambda: channel.state()[0] == "ok")
