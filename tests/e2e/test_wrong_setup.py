"""What is set up wrongly is said on the overview, and what happens is kept."""

from functools import partial
from urllib.parse import urlsplit
from xmlrpc.client import Fault

import pytest
from channel import Channel
from json2 import Json2, new_key
from waiting import eventually

from sandbox.rpc import add_internal_user

KEY = "DISCORD_WEBHOOK_SOLDE"
# Where workers are processes, nobody but they does the work of the action.
PREFORK = ["--workers=2", "--max-cron-threads=1"]


def overview(server):
    """Ask the overview, as the web client does: ``ask(method)``."""
    admin = server.rpc("admin")
    json2 = Json2(server.url, new_key(admin, admin.user_id))
    return partial(json2.call, "discord.overview")


def attention(ask):
    """{key: item} of what the overview says needs a person."""
    return {item["key"]: item for item in ask("read_all")["attention"]}


def once_it_rests(call, *args):
    """Change the scheduled action, which Odoo refuses while it runs."""

    def called():
        try:
            return [call("ir.cron", *args)]
        except Fault as fault:
            assert "currently being executed" in fault.faultString
            return None

    eventually(called, timeout=20)


def sender_of(admin):
    return admin.find("ir.cron", ("model_id.model", "=", "discord.dispatcher"))


@pytest.mark.long
def test_a_url_that_cannot_be_read_is_said_and_what_happens_waits_for_it(
    new_database, start_odoo, standin, webhooks
):
    database = new_database(demo=True)
    wrong = "https://example.com/no/webhook"
    server = start_odoo(database, **{KEY: wrong})
    admin = server.rpc("admin")
    [webhook_id] = admin.find("discord.webhook", ("env_key", "=", KEY))
    webhook = admin.read("discord.webhook", webhook_id, "state", "state_message")
    assert webhook["state"] == "broken"
    assert "not an address of Discord" in webhook["state_message"]
    assert f"webhook_{webhook_id}" in attention(overview(server))
    assert wrong not in server.log_text()
    save_top_up(admin)
    assert len(admin.find("discord.notification", ("state", "=", "outgoing"))) == 1
    server.stop()

    url = webhooks[KEY].url
    base = urlsplit(url)
    plain = url.removeprefix(f"{base.scheme}://{base.netloc}/")
    for written in (f'"{url}"', f"[#soldes]({url})", f"\ufeff <{url}> "):
        again = start_odoo(database, **{KEY: written})
        admin = again.rpc("admin")
        row = admin.read("discord.webhook", webhook_id, "state")
        assert row["state"] == "ok", written.replace(plain, "…")
        eventually(lambda: len(standin.messages()) == 1)
        again.stop()


def save_top_up(admin):
    [client_id] = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))
    admin.create("alimenteur.solde", client=client_id, solde=1500)


def test_the_sender_works_for_whichever_user_and_says_why_it_fails(own_odoo, standin):
    server = own_odoo(PREFORK)
    admin = server.rpc("admin")
    add_internal_user(admin, "ordinary", "An ordinary user")
    channel = Channel(admin, admin, standin, "ordinary")
    [user_id] = admin.find("res.users", ("login", "=", "ordinary"))
    write, ask = ("write", sender_of(admin)), overview(server)
    once_it_rests(admin.call, *write, {"user_id": user_id})
    channel.tell("n001")
    channel.hears(["n001"])

    once_it_rests(admin.call, *write, {"code": "raise UserError(secret)"})
    channel.tell("n002")
    eventually(lambda: "cron_failing" in attention(ask), timeout=20)
    assert "Its last error: ValueError" in attention(ask)["cron_failing"]["detail"]
    once_it_rests(admin.call, *write, {"code": "model._run()"})
    channel.tell("n003")
    channel.hears(["n001", "n002", "n003"])
    eventually(lambda: "cron_failing" not in attention(ask), timeout=20)


def test_a_sender_that_was_deleted_is_made_anew_by_the_button(own_odoo, standin):
    server = own_odoo()
    admin = server.rpc("admin")
    channel = Channel(admin, admin, standin, "deleted")
    once_it_rests(admin.call, "unlink", sender_of(admin))
    channel.tell("n001")
    ask = overview(server)
    assert attention(ask)["cron_off"]["method"] == "action_switch_on"
    ask("action_switch_on")
    channel.hears(["n001"])


def test_a_server_without_cron_threads_says_so_at_once(own_odoo):
    server = own_odoo(["--max-cron-threads=0"])
    eventually(lambda: "runs no scheduled actions" in server.log_text())
    item = attention(overview(server))["cron_none"]
    assert item["title"] == "No server runs the sender"
