"""A server that stops lets its requests finish, however slow, and begins none."""

import re
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from chaos.hurried import Policy
from variants import variants
from waiting import PATIENCE, eventually

QUICK, SLOW = 2, 12  # seconds until Discord answers
STOP = 30  # seconds that Docker Compose and Kubernetes wait before they kill
THREADS = ["--max-cron-threads=2"]
PROCESSES = ["--workers=1", *THREADS]
COMPLAINT = re.compile(r"Traceback.*| (?:ERROR|CRITICAL) .*")


@pytest.fixture(params=variants(PROCESSES, THREADS))
def stoppable(request, own_odoo, sandbox, standin):
    """A server of the test's own, whose workers are threads or processes."""
    return Policy(own_odoo(request.param), sandbox, standin)


def stop(policy):
    """Stop it as a service manager does, which would kill it next."""
    policy.server.process.terminate()
    policy.server.process.wait(STOP)
    assert COMPLAINT.findall(policy.server.log_text()) == []


def outcomes(policy, *channels):
    """What became of these channels' requests, as the database has it."""
    ids = ", ".join(str(channel.webhook_id) for channel in channels)
    query = f"SELECT state FROM discord_delivery WHERE webhook_id IN ({ids})"
    return policy.sql(query).split()


def test_what_is_in_flight_is_settled_and_the_rest_waits_for_the_next_start(stoppable):
    delays = (QUICK, SLOW)
    channels = [stoppable.add_channel(f"{delay} s", pack=False) for delay in delays]
    with ExitStack() as slowness:
        late = [
            slowness.enter_context(
                stoppable.standin.misbehave({"seconds": delay}, channel.webhook.id)
            )
            for delay, channel in zip(delays, channels, strict=True)
        ]
        for channel in channels:
            channel.tell("n001", "n002", "n003")
        for one in late:
            one.wait_for(1, timeout=PATIENCE)
        stop(stoppable)
    assert outcomes(stoppable, *channels) == ["delivered"] * 2
    assert [channel.heard() for channel in channels] == [["n001"]] * 2

    stoppable.server.start()
    for channel in channels:
        channel.hears(["n001", "n002", "n003"])
    eventually(lambda: outcomes(stoppable, *channels) == ["delivered"] * 6)


@pytest.mark.long
def test_a_person_who_sends_at_once_is_answered_by_the_server_that_stops(stoppable):
    channel = stoppable.add_channel("button", pack=False)
    with (
        stoppable.sender_off(),
        stoppable.standin.misbehave({"seconds": SLOW}) as late,
        ThreadPoolExecutor() as person,
    ):
        channel.tell("n001", "n002")
        ids = [row["id"] for row in channel.rows()]
        press = (stoppable.press, "discord.notification", "action_send_now", *ids)
        told = person.submit(*press)
        late.wait_for(1, timeout=PATIENCE)
        stop(stoppable)
        assert "1" in told.result()
    assert outcomes(stoppable, channel) == ["delivered"]
    assert channel.heard() == ["n001"]
