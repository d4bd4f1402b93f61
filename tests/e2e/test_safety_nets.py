"""PostgreSQL restarts, crashes and stays away under a queue that drains."""

import time

import pytest
from channel import Channel, numbered
from waiting import eventually

from discord_standin.faults.answers import limited

pytest_plugins = ["chaos.fragile"]

WAITING = 600
SLOW = {"seconds": 0.7}  # each answer
# Seconds: a save is told within one of its commit. That with room for a busy machine,
# and far less than the minute after which the scheduled action looks by itself.
AT_ONCE = 8
MANY = """
INSERT INTO discord_notification (webhook_id, event, content, state, create_date,
                                  active, attempts)
SELECT {}, 'manual', 'n' || lpad(n::text, 3, '0'), 'outgoing',
       now() AT TIME ZONE 'utc', TRUE, 0
  FROM generate_series(1, {}) n"""
THREADED, PREFORK = ["--workers=0"], ["--workers=2", "--max-cron-threads=1"]


def thrice(cluster):
    for _ in range(3):
        cluster.restart("fast")
        time.sleep(3)


def crashed(cluster):
    cluster.restart("immediate")


def away(cluster):
    cluster.stop()
    time.sleep(25)
    cluster.start()


@pytest.mark.long
@pytest.mark.timeout(240)
@pytest.mark.parametrize("options", [THREADED, PREFORK])
@pytest.mark.parametrize("befalls", [thrice, crashed, away])
def test_all_is_told_after_postgres_is_back_and_nobody_is_needed(
    start_fragile, fragile_cluster, own_standin, befalls, options
):
    [server] = start_fragile(1, options)
    admin = server.rpc("admin")
    channel = Channel(admin, admin, own_standin, "draining")
    own_standin.misbehave(SLOW)
    fragile_cluster.sql(MANY.format(channel.webhook_id, WAITING), server.database)
    channel.tell("n601")
    eventually(lambda: own_standin.messages(channel.webhook.channel_id), 30)
    befalls(fragile_cluster)
    eventually(lambda: tells(channel, "n602") or supervised(server), timeout=40)
    eventually(lambda: set(states_of(channel)) == {"sent"}, timeout=60)
    heard = channel.heard()
    texts = [*numbered(WAITING), "n601", "n602"]
    assert sorted(set(heard)) == texts
    doubtful = sum(len(d["notification_ids"]) for d in channel.deliveries("in_doubt"))
    assert len(heard) - len(texts) <= doubtful
    channel.tell("n603")
    eventually(lambda: "n603" in channel.heard(), timeout=AT_ONCE)


def supervised(server):
    """Start it again if it has ended, as systemd and Docker do.

    Odoo's own prefork master ends if it is to start a worker while PostgreSQL is away.
    """
    if server.process.poll() is not None:
        server.start()


@pytest.mark.long
@pytest.mark.timeout(200)
def test_the_end_of_a_hold_outlives_the_cron_worker_that_knew_it(own_odoo, standin):
    server = own_odoo(PREFORK)
    admin = server.rpc("admin")
    channel = Channel(admin, admin, standin, "held")
    # Its own answer: other servers post to the same stand-in.
    standin.misbehave(limited(45, "user"), channel.webhook.id, times=1)
    channel.tell(*numbered(10))
    eventually(lambda: channel.state()[0] == "held", 30)
    server.kill_cron_worker()
    channel.hears(numbered(10), timeout=100)
    assert len(server.cron_workers()) == 2


def tells(channel, text):
    """Save it, unless the server has not noticed yet that PostgreSQL is back."""
    try:
        channel.tell(text)
    except Exception:
        return False
    return True


def states_of(channel):
    """Return the states, or none while the server has not noticed."""
    try:
        return channel.states()
    except Exception:
        return ()
