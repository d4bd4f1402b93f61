"""Where workers are processes, all is told as where they are threads."""

import pytest
from channel import Channel, numbered
from chaos import HURRY, SETTING
from test_told import (  # noqa: F401
    api,
    client_id,
    idle,
    order_id,
    test_a_new_date_of_a_delivery_note_is_told_with_the_reason_given,
    test_a_new_order_is_told_with_a_link_back,
    test_a_reason_that_was_there_before_is_not_told_again,
    test_a_top_up_is_in_discord_within_a_second,
    test_a_top_up_without_client_is_skipped_and_the_log_says_why,
    test_an_order_that_changes_otherwise_or_not_at_all_tells_nothing,
    test_an_order_with_its_lines_is_told_once,
    test_the_log_names_a_top_up_as_the_plan_does,
)
from waiting import eventually

from sandbox import ports
from sandbox.rpc import add_internal_user

AGENT = "agent"
PREFORK = ["--workers=2", "--max-cron-threads=1"]
LIMIT = 72  # seconds that a cron worker may take: just more than it sleeps
REPEAT = "répétition possible"


@pytest.fixture(scope="module")
def odoo_server(new_database, start_odoo):
    """An Odoo with two HTTP workers, a gevent and a cron process."""
    options = [*PREFORK, f"--gevent-port={ports.free_port()}"]
    server = start_odoo(new_database(demo=True), options)
    add_internal_user(server.rpc("admin"), AGENT, "Karim Agent")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def admin(odoo_server):
    return odoo_server.rpc("admin")


@pytest.fixture(scope="module")
def rpc(odoo_server):
    return odoo_server.rpc(AGENT)


def test_each_kind_of_worker_is_a_process_of_its_own(odoo_server):
    log = odoo_server.log_text()
    for started in ("WorkerHTTP", "WorkerCron", "Evented Service"):
        assert started in log


@pytest.fixture
def start_hurried(new_database, start_odoo, standin):
    """Start one that does not wait long; returns it, and a channel of one message each.

    ``start_hurried(*options)``
    """
    servers = []

    def start(*options):
        options = [*PREFORK, f"--gevent-port={ports.free_port()}", *options]
        server = start_odoo(new_database(), options, **{SETTING: str(HURRY)})
        servers.append(server)
        admin = server.rpc("admin")
        return server, Channel(admin, admin, standin, "cut short", pack=False)

    yield start
    for server in servers:
        server.stop()


def assert_all_arrived(channel, texts, timeout):
    """Wait until all are sent, in order; what came twice says so."""
    eventually(lambda: set(channel.states()) == {"sent"}, timeout)
    assert list(dict.fromkeys(channel.heard())) == texts
    marked = [one for one in channel.messages() if REPEAT in one["content"]]
    assert len(marked) == len(channel.heard()) - len(texts)


@pytest.mark.long
def test_a_cron_worker_that_is_killed_loses_nothing(start_hurried, standin):
    server, channel = start_hurried()
    texts = numbered(6)
    with standin.misbehave({"seconds": 1}) as late:
        channel.tell(*texts[:5])
        late.wait_for(2, timeout=15)
        server.kill_cron_worker()
    channel.tell(texts[5])
    assert_all_arrived(channel, texts, timeout=30)


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_run_that_limit_time_real_cron_cuts_short_loses_nothing(
    start_hurried, standin
):
    server, channel = start_hurried(f"--limit-time-real-cron={LIMIT}")
    admin = server.rpc("admin")
    [model_id] = admin.find("ir.model", ("model", "=", "res.users"))
    admin.create(
        "ir.cron",
        **{"name": "Long", "model_id": model_id, "interval_type": "days"},
        **{"code": f"env.cr.execute('SELECT pg_sleep({LIMIT - 4})')", "priority": 0},
    )
    texts = numbered(12)
    with standin.misbehave({"seconds": 1}):
        channel.tell(*texts)
        cut = f"timeout after {LIMIT}s"
        eventually(lambda: cut in server.log_text(), timeout=3 * LIMIT)
    assert_all_arrived(channel, texts, timeout=3 * LIMIT)
