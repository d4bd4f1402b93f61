"""The channel stays true after the first word: edits, deletions, what is taken back."""

from functools import partial

import pytest
from channel import Channel, numbered
from variants import variants
from waiting import PATIENCE, eventually

from discord_standin.faults.answers import limited

A_MINUTE_LATER = """
UPDATE discord_delivery SET create_date = create_date - interval '1 minute'
 WHERE state = 'sending'"""
HOLDS_OVER = """
UPDATE discord_notification SET next_attempt = NULL;
UPDATE discord_webhook SET edits_held_until = NULL"""


@pytest.fixture
def channel(add_channel):
    channel = add_channel("followed")
    channel.follow()
    return channel


def shows(channel, *messages):
    """Wait until exactly these messages are seen."""
    eventually(lambda: channel.shown() == list(messages))


def verbs(channel):
    """How each request about a message was made, and what was answered."""
    about = (one for one in channel.requests() if one["method"] != "GET")
    return [(one["method"], one["status"]) for one in about]


def test_a_change_edits_the_message_and_nobody_hears_of_it(channel):
    channel.tell("n001")
    channel.hears(["n001"])
    channel.change("n001", "n002")
    shows(channel, "n002")
    [message] = channel.messages()
    assert message["edited_timestamp"]
    assert message["mentions_pinged"] == []
    assert verbs(channel) == [("POST", 200), ("PATCH", 200)]
    [edit] = [one["json"] for one in channel.requests() if one["method"] == "PATCH"]
    assert edit["allowed_mentions"] == {"parse": []}
    eventually(lambda: channel.states() == ["sent", "sent"])
    post, patch = channel.deliveries()
    assert (post["verb"], patch["verb"]) == ("post", "patch")
    assert post["posted_by"] == patch["posted_by"] == channel.webhook.id
    told, edited = channel.rows("content", "event", "edit_of_id")
    assert (told["content"], edited["content"]) == ("n001", "n002")
    assert edited["edit_of_id"][0] == told["id"]


def test_a_pack_is_changed_struck_out_and_taken_back_text_by_text(channel, admin):
    channel.tell(*numbered(3))
    channel.hears(numbered(3))
    channel.change("n002", "n022")
    shows(channel, "n001\n\nn022\n\nn003")
    channel.delete("n001")
    eventually(lambda: "~~n001~~" in channel.messages()[0]["content"])
    assert "n022\n\nn003" in channel.shown()[0]
    rows = channel.rows("event", "state")
    for row in [one for one in rows if one["event"] == "created"]:
        admin.call("discord.notification", "action_delete_in_discord", [row["id"]])
    assert channel.messages() == []
    assert verbs(channel)[-1] == ("DELETE", 204)
    assert all(state == "sent" for state in channel.states())


def test_what_waits_for_one_message_is_one_request(channel, standin, admin):
    channel.tell(*numbered(3))
    channel.hears(numbered(3))
    with standin.down():
        for text in numbered(3):
            channel.change(text, f"{text} n777")
            channel.change(f"{text} n777", f"{text} n888")
        # All of them have been tried, and wait to be tried again.
        webhook = partial(admin.read, "discord.webhook", channel.webhook_id)
        held = webhook("edits_held_until")
        eventually(lambda: webhook("edits_held_until") != held)
    shows(channel, "n001 n888\n\nn002 n888\n\nn003 n888")
    assert [one for one in verbs(channel) if one[0] == "PATCH"] == [("PATCH", 200)]


def test_a_message_that_somebody_deleted_is_never_posted_anew(channel, standin):
    channel.tell(*numbered(2))
    channel.hears(numbered(2))
    standin.delete_message(channel.messages()[0]["id"])
    channel.change("n001", "n011")
    eventually(lambda: channel.states()[2:] == ["canceled"])
    channel.change("n002", "n022")
    eventually(lambda: channel.states()[2:] == ["canceled", "canceled"])
    rows = channel.rows("failure_type", "failure_reason")[2:]
    assert [row["failure_type"] for row in rows] == ["message_gone"] * 2
    assert [one for one in verbs(channel) if one[0] == "PATCH"] == [("PATCH", 404)]
    channel.tell("n003")
    eventually(lambda: channel.heard() == ["n003"])
    assert channel.state()[0] == "ok"


def test_a_message_in_a_thread_is_edited_there(add_channel, admin, standin):
    channel = add_channel("in a thread")
    channel.follow()
    thread_id = standin.add_thread(channel.webhook.channel_id, "a thread")
    channel.set(thread_id=thread_id)
    channel.tell("n001")
    eventually(lambda: standin.messages(thread_id))
    channel.set(thread_id=False)
    channel.change("n001", "n002")
    eventually(lambda: standin.messages(thread_id)[0]["shown"] == "n002")


@pytest.mark.parametrize(
    "fault", variants("closes_after", "closes_before", "failed_after")
)
def test_a_lost_answer_leaves_nothing_in_doubt(channel, standin, sandbox, admin, fault):
    channel.tell("n001")
    channel.hears(["n001"])
    with standin.misbehave(fault, method="PATCH", times=1):
        channel.change("n001", "n002")
        eventually(lambda: len(verbs(channel)) == 2)
    eventually(lambda: channel.states() == ["sent", "sent"])  # after 2 s
    shows(channel, "n002")
    assert [one["state"] for one in channel.deliveries()] == [
        *("delivered", "unavailable", "delivered")
    ]


def test_edits_are_obedient_and_hold_no_post(channel, standin):
    channel.tell("n001")
    channel.hears(["n001"])
    with standin.misbehave(limited(6, "user"), method="PATCH", times=1):
        channel.change("n001", "n002")
        eventually(lambda: channel.deliveries("limited"))
    channel.tell("n003")
    shows(channel, "n002", "n003")
    posts = [one for one in channel.requests() if one["method"] == "POST"]
    patches = [one for one in channel.requests() if one["method"] == "PATCH"]
    assert posts[-1]["monotonic"] < patches[-1]["monotonic"]
    assert patches[1]["monotonic"] - patches[0]["monotonic"] >= 6


def test_an_edit_cut_off_by_a_crash_is_simply_sent_again(
    new_database, start_odoo, standin, sandbox
):
    server = start_odoo(new_database(demo=True))
    admin = server.rpc("admin")
    channel = Channel(admin, admin, standin, "killed while it edits")
    channel.follow()
    channel.tell(*numbered(2))
    channel.hears(numbered(2))
    held = standin.misbehave("held", method="PATCH")
    channel.change("n001", "n011")
    held.wait_for(1, timeout=PATIENCE)
    channel.change("n002", "n022")
    server.kill()
    held.stop()
    server.start()
    sandbox.cluster.sql(A_MINUTE_LATER, server.database)
    channel.tell("n003")  # posts go on meanwhile
    eventually(lambda: channel.heard()[-1] == "n003")
    sandbox.cluster.sql(HOLDS_OVER, server.database)
    channel.tell("n004")
    eventually(lambda: "n011\n\nn022" in channel.shown(), timeout=PATIENCE)
    eventually(lambda: set(channel.states()) == {"sent"})
    states = [one["state"] for one in channel.deliveries() if one["verb"] == "patch"]
    assert states == ["unavailable", "delivered"]
    assert "répétition" not in "".join(channel.shown())


@pytest.mark.long
def test_two_servers_bring_every_message_to_its_last_state(
    add_channel, admin, odoo_server, start_odoo
):
    other = start_odoo(odoo_server.database)
    channels = [add_channel(f"two servers {number}") for number in range(2)]
    apis = [server.rpc("admin") for server in (odoo_server, other)]
    texts = numbered(25)
    for channel in channels:
        channel.follow()
    for number, text in enumerate(texts):
        for channel in channels:
            channel.tell(text, rpc=apis[number % 2])
            channel.change(text, f"{text} n500", rpc=apis[(number + 1) % 2])
            channel.change(f"{text} n500", f"{text} n900", rpc=apis[number % 2])
    last = [f"{text} n900" for text in texts]
    for channel in channels:
        eventually(
            lambda: "\n\n".join(channel.shown()).split("\n\n") == last  # noqa: B023
        )
        eventually(lambda: set(channel.states()) == {"sent"})  # noqa: B023
    for server in (odoo_server, other):
        assert "deadlock" not in server.log_text()
    other.stop()
