"""PostgreSQL restarts, crashes and stays away under a queue that drains."""

import time

import pytest
from channel import Channel, numbered
from waiting import eventually

pytest_plugins = ["chaos.fragile"]

WAITING = 600
SLOW = {"seconds": 0.7}  # each answer
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
    try:
        eventually(lambda: tells(channel, "n602"), timeout=30)
    finally:
        open("/tmp/w/h17_odoo.log", "w").write(server.log_text())
    eventually(lambda: set(channel.states()) == {"sent"}, timeout=60)
    heard = channel.heard()
    texts = [*numbered(WAITING), "n601", "n602"]
    assert sorted(set(heard)) == texts
    doubtful = sum(len(d["notification_ids"]) for d in channel.deliveries("in_doubt"))
    assert len(heard) - len(texts) <= doubtful
    channel.tell("n603")
    eventually(lambda: "n603" in channel.heard())


def tells(channel, text):
    """Save it, unless the server has not noticed yet that PostgreSQL is back."""
    try:
        channel.tell(text)
    except Exception as e:
        print("DBG", time.time(), repr(e)[-300:])
        return False
    return True
