"""Cron workers are busy, switched off or stopped: what waits goes out all the same."""

import time

import pytest
from channel import texts_of
from waiting import eventually

pytest_plugins = ["chaos.hurried"]

LONG = "SELECT pg_sleep(60)"
LONG_ONES = f"FROM pg_stat_activity WHERE query = '{LONG}'"

YESTERDAY = """
UPDATE discord_notification SET create_date = create_date - interval '1 day';
UPDATE ir_cron SET nextcall = nextcall - interval '1 day'"""


@pytest.fixture
def busy_workers(policy):
    """Both cron threads are at other jobs, which take a minute."""
    [model_id] = policy.admin.find("ir.model", ("model", "=", "res.users"))
    for name in ("Long", "Longer"):
        policy.admin.create(
            "ir.cron",
            name=name,
            model_id=model_id,
            code=f"env.cr.execute('{LONG}')",
            interval_type="days",
        )
    channel = policy.add_channel("wakes them")
    channel.tell("n001")
    eventually(lambda: policy.sql(f"SELECT count(*) {LONG_ONES}") == "2")
    yield
    policy.sql(f"SELECT pg_cancel_backend(pid) {LONG_ONES}")


def test_the_sender_does_not_wait_for_busy_workers(policy, busy_workers):
    channel = policy.add_channel("busy")
    channel.tell("n001")
    channel.hears(["n001"])
    assert policy.sql(f"SELECT count(*) {LONG_ONES}") == "2"


def test_what_was_saved_while_the_sender_was_off_goes_out_in_order(policy):
    channel = policy.add_channel("off")
    with policy.sender_off():
        channel.tell("n001")
        channel.tell("n002", "n003")
        assert channel.states() == ["outgoing"] * 3
    channel.tell("n004")
    channel.hears(["n001", "n002", "n003", "n004"])
    assert texts_of(channel.messages()[0])[:3] == ["n001", "n002", "n003"]


def test_what_was_saved_in_a_day_without_the_sender_goes_out_without_a_question(policy):
    channel = policy.add_channel("a day off")
    with policy.sender_off():
        channel.tell("n001", "n002")
        policy.sql(YESTERDAY)
    channel.tell("n003")
    channel.hears(["n001", "n002", "n003"])


@pytest.mark.long
def test_what_nobody_was_told_of_goes_out_by_the_cron_itself(policy):
    channel = policy.add_channel("no news")
    with policy.sender_off():
        channel.tell("n001")
        time.sleep(5)  # until the wake-up has given up
    assert channel.heard() == []
    channel.hears(["n001"], timeout=150)  # it looks every minute, when it is not told
