"""A copied database is silent, wherever its URLs come from, until a person decides."""

import xmlrpc.client

from channel import know_server
from json2 import Json2, new_key
from waiting import PATIENCE, eventually

from sandbox.commands import run

QUESTION = "This looks like a copy of the database"


def test_a_plain_copy_holds_everything_and_asks(
    own_odoo, new_database, start_odoo, sandbox, standin
):
    original = own_odoo(demo=True)
    admin = original.rpc("admin")
    know_server(admin, standin, *admin.find("discord.webhook"))
    save_top_up(admin)
    standin.wait_for(1, timeout=PATIENCE)
    original.stop()
    copy = new_database(addons=())
    command = ("db", "duplicate", "--force", original.database, copy)
    duplicate = sandbox.odoo_command(*command)
    run(duplicate, "Odoo's own command.", env=sandbox.environ())
    server = start_odoo(copy)
    admin = server.rpc("admin")
    json2 = Json2(server.url, new_key(admin, admin.user_id))
    the_copy_is_silent_until_it_is_decided(admin, json2, standin)
    server.stop()


def the_copy_is_silent_until_it_is_decided(admin, json2, standin):
    save_top_up(admin)
    try_to_send(admin)
    assert len(standin.requests()) == 1
    [webhook_id] = admin.find(
        "discord.webhook", ("env_key", "=", "DISCORD_WEBHOOK_SOLDE")
    )
    webhook = admin.read("discord.webhook", webhook_id, "state", "state_message")
    assert webhook["state"] == "held"
    assert QUESTION in webhook["state_message"]

    decide(admin, json2, "cancel")
    row = {"state": "canceled", "failure_reason": "Canceled: this database is a copy."}
    assert newest(admin, *row) == row
    save_top_up(admin)
    try_to_send(admin)
    assert len(standin.requests()) == 1

    decide(admin, json2, "go_on")
    standin.wait_for(2, timeout=PATIENCE)


def try_to_send(admin):
    """Run the sender by hand, and press "Send now"."""
    cron_ids = admin.find("ir.cron", ("model_id.model", "=", "discord.dispatcher"))
    eventually(lambda: is_triggered(admin, cron_ids))
    waiting = admin.find("discord.notification", ("state", "=", "outgoing"))
    told = admin.call("discord.notification", "action_send_now", waiting)
    assert QUESTION in told["params"]["message"]


def is_triggered(admin, cron_ids):
    try:
        return admin.call("ir.cron", "method_direct_trigger", cron_ids)
    except xmlrpc.client.Fault as fault:
        assert "already executing" in str(fault)


def decide(admin, json2, choice):
    decision = admin.create("discord.copy", choice=choice)
    json2.call("discord.copy", "action_decide", ids=[decision])


def newest(admin, *fields):
    row_id = max(admin.find("discord.notification"))
    row = admin.read("discord.notification", row_id, *fields)
    return {name: row[name] for name in fields}


def save_top_up(admin):
    [client_id] = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))
    admin.create("alimenteur.solde", client=client_id, solde=1500)
