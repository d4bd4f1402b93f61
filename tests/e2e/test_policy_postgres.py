"""PostgreSQL goes away: what was sent is known to be sent, and the rest goes out."""

import time

import pytest
from channel import Channel
from variants import variants
from waiting import PATIENCE, eventually

pytest_plugins = ["chaos.fragile", "chaos.hurried"]

FULL = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE CONSTRAINT TRIGGER full_disk AFTER {} DEFERRABLE
   INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION full_disk()"""
FREED = "DROP FUNCTION full_disk CASCADE"


@pytest.mark.parametrize("mode", variants("immediate", "fast"))
def test_an_answer_that_comes_while_postgres_restarts_is_not_lost(
    start_fragile, fragile_cluster, own_standin, mode
):
    [server] = start_fragile(1)
    admin = server.rpc("admin")
    channel = Channel(admin, admin, own_standin, mode)
    own_standin.misbehave({"seconds": 1}, times=1)
    channel.tell("n001")
    channel.hears(["n001"])
    fragile_cluster.restart(mode)
    eventually(lambda: tells(channel, "n002"))
    channel.hears(["n001", "n002"])
    eventually(lambda: channel.states() == ["sent", "sent"])
    assert [row["state"] for row in channel.deliveries()] == ["delivered"] * 2


def tells(channel, text):
    """Save it, unless the server has not noticed yet that PostgreSQL is back."""
    try:
        channel.tell(text)
    except Exception:
        return False
    return True


def test_an_answer_is_not_lost_to_a_full_disk(policy):
    channel = policy.add_channel("full disk")
    late = policy.standin.misbehave({"seconds": 1}, times=1)
    channel.tell("n001")
    late.wait_for(1, timeout=PATIENCE)
    policy.sql(FULL.format("UPDATE ON discord_delivery"))
    eventually(channel.requests)  # it is answered
    time.sleep(1)
    assert channel.states() == ["outgoing"]
    policy.sql(FREED)
    eventually(lambda: channel.states() == ["sent"])
    channel.tell("n002")
    channel.hears(["n001", "n002"])


def test_nothing_is_sent_while_a_full_disk_refuses_the_claim(policy):
    channel = policy.add_channel("full disk before")
    policy.sql(FULL.format("INSERT ON discord_delivery"))
    channel.tell("n001")
    time.sleep(1)
    assert (channel.states(), channel.requests()) == (["outgoing"], [])
    policy.sql(FREED)
    channel.tell("n002")
    channel.hears(["n001", "n002"])


def test_what_a_full_disk_refuses_to_save_is_never_told(policy):
    channel = policy.add_channel("full disk at the save")
    policy.sql(FULL.format("INSERT ON bldimagaz_linbc"))
    assert not tells(channel, "n001")
    policy.sql(FREED)
    channel.tell("n002")
    channel.hears(["n002"])
