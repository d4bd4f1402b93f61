"""With a replica to read from: reading never fails because of us, and tells nothing."""

import pytest
from apps.web_session import WebSession
from variants import variants

AGENT = "agent"


@pytest.fixture(scope="module")
def server(new_database, start_odoo, sandbox):
    """An Odoo that reads where it cannot write: the same database, read-only."""
    environ = sandbox.cluster.environ
    host, port = environ["PGHOST"], environ["PGPORT"]
    addons = ("odoo_discord_notify", "asg_models", "asg_reader")
    options = ["--db_replica_host", host, "--db_replica_port", port]
    server = start_odoo(new_database(addons=addons), options)
    yield server
    server.stop()


@pytest.fixture(scope="module")
def admin(server):
    return server.rpc("admin")


@pytest.fixture
def web(server):
    return WebSession(server, "admin")


def rows_about(admin, order_id):
    domain = [("res_model", "=", "bldimagaz.bc"), ("res_id", "=", order_id)]
    fields = ["event", "content", "state"]
    return admin.call("discord.notification", "search_read", domain, fields)


@pytest.mark.parametrize(
    "worker", variants("that knows the rules", "that has just started")
)
def test_a_request_that_writes_after_all_is_repeated_and_tells_once(
    worker, server, admin, web, standin
):
    order_id = admin.create("bldimagaz.bc", date_ecriture="2026-11-20")
    if worker == "that has just started":
        server.stop()
        server.start()
    name = web.call_kw("bldimagaz.bc", "look_at", [order_id])
    assert name == admin.read("bldimagaz.bc", order_id, "name")["name"]
    assert "retrying with a read/write cursor" in server.log_text()
    [created, changed] = sorted(rows_about(admin, order_id), key=lambda row: row["id"])
    assert (created["event"], changed["event"]) == ("created", "changed")
    standin.wait_for(2, timeout=5)
    told = [m["content"] for m in standin.messages() if "`20-11-2026`" in m["content"]]
    assert len(told) == 1
    assert "odoo_discord_notify" not in errors(server)


@pytest.mark.parametrize(
    "model",
    [
        *("discord.rule", "discord.webhook", "discord.notification"),
        *("discord.delivery", "discord.sync.log", "discord.sync.state"),
        *("bldimagaz.bc", "res.partner"),
    ],
)
def test_lists_and_forms_are_read_from_the_replica(model, server, web):
    before = server.log_text().count("read/write cursor")
    fields = web.call_kw(model, "fields_get", [], ["type"])
    specification = {name: {} for name in fields}
    found = web.call_kw(model, "web_search_read", [], specification)
    web.call_kw(
        model, "web_read", [row["id"] for row in found["records"]], specification
    )
    assert server.log_text().count("read/write cursor") == before
    assert "odoo_discord_notify" not in errors(server)


def errors(server):
    """The lines of the log that are errors."""
    return "\n".join(
        line for line in server.log_text().splitlines() if " ERROR " in line
    )
