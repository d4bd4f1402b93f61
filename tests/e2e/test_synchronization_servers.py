"""One synchronization, two servers: a run is held half-way, and let go or killed."""

import os
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from xmlrpc.client import Fault

import pytest
from behind import INSERT, Behind
from waiting import eventually

SYNC = "sync_AlimentationSolde"
COUNT, FIRST_BATCH = 250, 200
LOG = "SELECT row_to_json(log) FROM discord_sync_log log WHERE id = %s"
TOLD = """
SELECT res_id, array_agg(id) FROM discord_notification
 WHERE res_model = 'alimenteur.solde' AND res_id = ANY(%s) GROUP BY res_id"""


class Pair(Behind):
    """Two servers of one database."""

    def __init__(self, servers, cluster):
        self.servers = servers
        self.admin = cache(lambda server: server.rpc("admin"))  # a password takes time
        super().__init__(cluster, servers[0].database)

    def request(self, server):
        """Press the console's button; returns the id of the log that it opens."""
        admin = self.admin(server)
        console_id = admin.create("discord.sync.console", sync_type=SYNC)
        action = admin.call("discord.sync.console", "action_run_now", [console_id])
        assert action["res_model"] == "discord.sync.log"
        return action["res_id"]

    def log(self, log_id):
        [(log,)] = self.query(LOG, log_id)
        return log

    def ends(self, log_id):
        """Wait until a run is over; returns its log."""
        finished = ("success", "partial", "failed", "stopped", "interrupted")
        eventually(lambda: self.log(log_id)["state"] in finished)
        return self.log(log_id)

    def at_work(self):
        """Wait until a run is held; returns its server."""
        name = self.held()
        group = os.getpgid(int(name.removeprefix("odoo-")))
        [server] = (one for one in self.servers if one.process.pid == group)
        return server

    def told(self, records):
        """{record id: ids of its notifications}, of ``records`` (id, reference)."""
        return dict(self.query(TOLD, [record_id for record_id, _name in records]))


@pytest.fixture(scope="module")
def servers(new_database, start_odoo):
    """One whose workers are threads, one whose workers are processes."""
    database = new_database(demo=True)
    servers = [start_odoo(database), start_odoo(database, ["--workers=1"])]
    yield servers
    for server in servers:
        if server.process.poll() is None:
            server.kill()  # nothing is asked of it any more


@pytest.fixture
def pair(servers, sandbox, standin):
    for server in servers:
        if server.process.poll() is not None:
            server.start()
    return Pair(servers, sandbox.cluster)


def assert_heard_once(standin, records):
    """Discord heard of each of ``records``, and once."""
    wanted = {reference for _id, reference in records}

    def heard():
        texts = [m["content"] for m in standin.messages()]
        texts += [e["description"] for m in standin.messages() for e in m["embeds"]]
        return Counter(re.findall(r"SQL/\d+", "\n".join(texts)))

    eventually(lambda: heard().keys() >= wanted)
    assert set(heard().values()) == {1}


def test_asked_of_two_servers_at_once_it_runs_twice_in_a_row_and_tells_once(
    pair, standin
):
    records = pair.insert(COUNT)
    held_id, _reference = records[FIRST_BATCH + 25]
    admin = pair.admin(pair.servers[1])
    with pair.held_at(held_id):
        with ThreadPoolExecutor() as pool:
            asked = set(pool.map(pair.request, pair.servers))
        pair.at_work()  # or one waits for the other, for a moment
        # Whose request was committed first; its number may be the higher one.
        [first] = eventually(
            lambda: [one for one in asked if pair.log(one)["new_count"] == FIRST_BATCH]
        )
        [second] = asked - {first}
        # Somebody thinks that it hangs: the flag is for people.
        state_ids = admin.find("discord.sync.state", ("is_syncing", "=", True))
        admin.call("discord.sync.state", "action_unblock", state_ids)
        for server in pair.servers:
            with pytest.raises(Fault, match="already executing"):
                run_by_hand(pair.admin(server))
        assert [pair.log(one)["state"] for one in (first, second)] == [
            "running",
            "queued",
        ]
        # People go on saving: the rule tells it, and the run has nothing to add.
        client_id = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))[0]
        values = {"client": client_id, "solde": 1, "reference_no": f"SQL/{held_id}0000"}
        saved_id = admin.create("alimenteur.solde", **values)
    before, after = pair.ends(first), pair.ends(second)
    assert (before["state"], before["new_count"]) == ("success", COUNT)
    assert (after["state"], after["found_count"]) == ("success", 0)
    assert before["date_end"] <= after["date_start"]
    everything = [*records, (saved_id, values["reference_no"])]
    assert {len(ids) for ids in pair.told(everything).values()} == {1}
    assert_heard_once(standin, everything)


def run_by_hand(admin):
    """Press "Run Manually" of the scheduled action."""
    cron_ids = admin.find("ir.cron", ("code", "=", "model._run_queued()"))
    admin.call("ir.cron", "method_direct_trigger", cron_ids)


def test_a_low_id_committed_after_the_run_passed_it_is_told_by_the_next(pair, standin):
    with pair.transaction() as (slow, cr):
        cr.execute(INSERT, [1])
        low = cr.fetchall()
        high = pair.insert(1)
        assert low < high
        assert pair.ends(pair.request(pair.servers[0]))["new_count"] == 1
        slow.commit()
    assert pair.told(low) == {}
    assert pair.ends(pair.request(pair.servers[0]))["new_count"] == 1
    assert_heard_once(standin, low + high)


def test_what_a_killed_run_did_stands_and_the_next_says_that_it_was_interrupted(
    pair,
):
    records = pair.insert(COUNT)
    held_id, _reference = records[FIRST_BATCH + 25]
    with pair.held_at(held_id):
        first = pair.request(pair.servers[0])
        killed = pair.at_work()
        done = pair.told(records[:FIRST_BATCH])
        killed.kill()
        [other] = (server for server in pair.servers if server is not killed)
        second = pair.request(other)
    before, after = pair.ends(first), pair.ends(second)
    assert (before["state"], before["new_count"]) == ("interrupted", FIRST_BATCH)
    assert (after["state"], after["new_count"]) == ("success", COUNT - FIRST_BATCH)
    told = pair.told(records)
    assert {record_id: told[record_id] for record_id in done} == done
    assert [len(ids) for ids in told.values()] == [1] * COUNT
    assert not pair.admin(other).find("discord.sync.state", ("is_syncing", "=", True))
