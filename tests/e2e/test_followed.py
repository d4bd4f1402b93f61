"""Messages of a rule that follows say what is committed, however it came about."""

import xmlrpc.client
from concurrent.futures import ThreadPoolExecutor

import pytest
from channel import MODEL, numbered
from json2 import run_code
from waiting import eventually

CHANGE_AND_FAIL = """
line = env["bldimagaz.linbc"].browse({id})
line.write({{"product": "n900"}})
env.cr.flush()
raise UserError("Not today")
"""
COUNT_DOWN = """
for id in range({first}, {last} + 1):
    line = env["bldimagaz.linbc"].browse(id)
    line.write({{"product": "n%03d" % (999 - (id - {first}))}})
"""
SAVEPOINTS = """
line = env["bldimagaz.linbc"].browse({id})
line.write({{"quantity": 2}})
savepoint = env.cr.savepoint()
line.write({{"product": "n900"}})
env.cr.flush()
savepoint.close(rollback=True)
line.write({{"product": "n002"}})
"""


@pytest.fixture
def channel(admin, add_channel):
    """A channel whose rule follows what it told."""
    channel = add_channel("followed")
    admin.call("discord.rule", "write", [channel.rule_id], {"follow": True})
    return channel


@pytest.fixture
def ids_of(admin, channel):
    """Return the ids of the channel's lines by their texts."""

    def find(*texts):
        return [admin.find(MODEL, ("product", "=", text))[-1] for text in texts]

    return find


def shows(channel, texts):
    """Wait until the channel shows exactly these texts, in this order."""
    eventually(lambda: channel.heard() == list(texts))


def edits(channel):
    """The edits of the channel, as dicts."""
    rows = channel.rows("edit_of_id", "state", "content", "event")
    return [row for row in rows if row["edit_of_id"]]


def test_a_change_is_shown_in_the_message_that_told_it(channel, ids_of, rpc):
    channel.tell("n001")
    channel.hears(["n001"])
    [before] = channel.messages()
    rpc.call(MODEL, "write", ids_of("n001"), {"product": "n002"})
    shows(channel, ["n002"])
    [after] = channel.messages()
    assert after["id"] == before["id"]
    assert after["edited_timestamp"]


def test_what_rolls_back_edits_nothing(channel, ids_of, admin):
    channel.tell("n001")
    channel.hears(["n001"])
    [line_id] = ids_of("n001")
    with pytest.raises(xmlrpc.client.Fault, match="Not today"):
        run_code(admin, CHANGE_AND_FAIL.format(id=line_id))
    assert edits(channel) == []
    run_code(admin, SAVEPOINTS.format(id=line_id))
    shows(channel, ["n002"])
    assert [row["content"] for row in edits(channel)] == ["n002"]


def test_a_file_that_is_imported_again_edits_what_changed(channel, admin):
    texts = numbered(40)
    names = [f"__import__.line_{channel.webhook.id}_{text}" for text in texts]

    def load(products):
        rows = [
            [name, str(channel.line("")["bc_id"]), product]
            for name, product in zip(names, products, strict=True)
        ]
        result = admin.call(MODEL, "load", ["id", "bc_id/.id", "product"], rows)
        assert not result["messages"]

    load(texts)
    channel.hears(texts)
    changed = [*texts[:30], *numbered(10, first=101)]
    load(changed)
    shows(channel, changed)
    assert len(edits(channel)) == 10


def test_records_that_go_with_their_owner_are_struck_out(channel, admin, rpc):
    channel.tell(*numbered(30))
    channel.hears(numbered(30))
    admin.call("bldimagaz.bc", "unlink", [channel.line("")["bc_id"]])
    eventually(lambda: {row["state"] for row in edits(channel)} == {"sent"})
    shows(channel, numbered(30))
    text = "\n".join(
        part
        for message in channel.messages()
        for part in (message["content"], *(e["description"] for e in message["embeds"]))
    )
    assert [f"~~{one}~~" in text for one in numbered(30)] == [True] * 30
    assert len(edits(channel)) == 30


def test_many_changes_are_few_requests_and_none_is_lost(channel, admin, ids_of):
    texts = numbered(300)
    channel.tell(*texts)
    channel.hears(texts)
    posts = len(channel.requests())
    lines = admin.find(MODEL, ("bc_id", "=", channel.line("")["bc_id"]))
    first, last = min(lines), max(lines)
    assert last - first == 299
    run_code(admin, COUNT_DOWN.format(first=first, last=last))
    shows(channel, [f"n{999 - at:03}" for at in range(300)])
    assert len(channel.requests()) - posts <= posts + 2


def test_people_at_once_leave_what_was_committed_last(
    channel, admin, odoo_server, ids_of
):
    channel.tell("n001")
    channel.hears(["n001"])
    ids = ids_of("n001")

    def change(text):
        rpc = odoo_server.rpc("admin")  # a connection of its own
        rpc.call(MODEL, "write", ids, {"product": text})

    with ThreadPoolExecutor(4) as people:
        list(people.map(change, numbered(12, first=101)))
    [line] = admin.call(MODEL, "read", ids, ["product"])
    shows(channel, [line["product"]])
    eventually(lambda: {row["state"] for row in edits(channel)} <= {"sent", "canceled"})
    assert edits(channel)[-1]["content"] == line["product"]


def test_a_deletion_is_told_by_a_rule_of_its_own(channel, admin, rpc, ids_of):
    admin.call(
        "discord.rule",
        "write",
        [channel.rule_id],
        {"follow": False, "trigger": "on_unlink", "template": "{product} gone"},
    )
    channel.tell("n001")
    assert channel.rows() == []
    rpc.call(MODEL, "unlink", ids_of("n001"))
    shows(channel, ["n001"])
    assert channel.messages()[0]["content"] == "n001 gone"
