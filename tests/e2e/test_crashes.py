"""The server is killed: what waited is sent, what was in flight is repeated, marked."""

import pytest
from channel import Channel
from waiting import PATIENCE, eventually

# Instead of waiting for the minute and a half that the policy asks for.
A_MINUTE_LATER = """
UPDATE discord_delivery SET create_date = create_date - interval '1 minute'
 WHERE state = 'sending'"""
HOLD_OVER = "UPDATE discord_webhook SET held_until = now() AT TIME ZONE 'utc'"


@pytest.fixture(scope="module")
def server(new_database, start_odoo):
    """An Odoo of our own, to be killed."""
    return start_odoo(new_database(demo=True))


@pytest.fixture
def channel(server, standin):
    admin = server.rpc("admin")
    return Channel(admin, admin, standin, "killed")


def kill_while_it_waits(server, standin, channel, starts=True):
    with standin.down():
        channel.tell("n001")
        channel.tell("n002", "n003")
        eventually(lambda: channel.state()[0] == "held")
        server.kill()
    if starts:
        server.start()


def test_what_waits_when_the_server_is_killed_goes_out_before_what_comes_later(
    server, standin, channel
):
    kill_while_it_waits(server, standin, channel)
    channel.tell("n004")
    channel.hears(["n001", "n002", "n003", "n004"])


def test_what_waits_when_the_server_is_killed_goes_out_by_itself_when_it_returns(
    server, standin, channel
):
    kill_while_it_waits(server, standin, channel)
    channel.hears(["n001", "n002", "n003"])


@pytest.mark.long
def test_a_server_whose_workers_are_processes_looks_at_what_was_left_too(
    server, standin, channel, start_odoo
):
    kill_while_it_waits(server, standin, channel, starts=False)
    prefork = start_odoo(server.database, ["--workers", "1"])
    try:
        channel.hears(["n001", "n002", "n003"])
    finally:
        prefork.stop()
        server.start()


def test_a_message_cut_off_by_a_crash_is_repeated_with_a_line_that_says_so(
    server, sandbox, standin, channel
):
    held = standin.misbehave("held")
    channel.tell("n001", "n002")
    held.wait_for(1, timeout=PATIENCE)
    channel.tell("n003")
    server.kill()
    held.stop()  # it had reached Discord, and nobody here knows
    eventually(lambda: channel.heard() == ["n001", "n002"])

    server.start()
    sandbox.cluster.sql(A_MINUTE_LATER, server.database)
    channel.tell("n004")
    eventually(lambda: channel.state()[0] == "held")
    assert channel.heard() == ["n001", "n002"]
    channel.tell("n005")  # before anything may leave, so that it travels with the rest
    sandbox.cluster.sql(HOLD_OVER, server.database)
    test_connection = "discord.webhook", "action_test_connection"
    server.rpc("admin").call(*test_connection, [channel.webhook_id])  # wakes the sender
    channel.hears(["n001", "n002", "n001", "n002", "n003", "n004", "n005"])

    doubtful, repeat, rest = channel.deliveries()
    assert doubtful["state"] == "in_doubt"
    assert repeat["repeat_of_id"][0] == doubtful["id"]
    assert repeat["notification_ids"] == doubtful["notification_ids"]
    assert not rest["repeat_of_id"]
    contents = [message["content"] for message in channel.messages()]
    reference = f"-# répétition possible · réf {doubtful['id']:04x}"
    assert [reference in content for content in contents] == [False, True, False]
    assert contents[1].endswith(reference)
