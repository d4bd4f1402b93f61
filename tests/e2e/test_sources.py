"""Where a URL comes from: mended there, it works again; shown, and left alone."""

import pytest
from playwright.sync_api import expect
from variants import variants
from waiting import eventually

VARIABLE = "DISCORD_WEBHOOK_SOLDE"
WEBHOOK = "discord.webhook"
FORM = "/odoo/action-odoo_discord_notify.discord_webhook_action"
LOCKED = "Set outside of Odoo: change it there and restart Odoo."


@pytest.fixture(params=variants("environment", "odoo.conf"))
def source(request):
    return request.param


@pytest.fixture
def start_with(start_odoo, source, tmp_path):
    """Start Odoo with the webhook's URL in the place that the test is about."""
    servers = []

    def start(database, url):
        options, variables = [], {VARIABLE: url}
        if source == "odoo.conf":
            conf = tmp_path / "odoo.conf"
            conf.write_text(
                f"[options]\n[odoo_discord_notify]\n{VARIABLE.lower()} = {url}\n"
            )
            options, variables = ["-c", conf], {VARIABLE: ""}
        servers.append(start_odoo(database, options, **variables))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def test_a_url_mended_where_it_is_set_works_again_after_a_restart(
    start_with, new_database, standin, source
):
    database, channel = new_database(demo=True), "soldes mended"
    dead = standin.add_webhook("dead", channel)
    server = start_with(database, dead.url)
    admin = server.rpc("admin")
    standin.delete_webhook(dead.id)
    save_top_up(admin)
    eventually(lambda: health(admin)["state"] == "broken")
    save_top_up(admin)
    assert states(admin) == ["outgoing", "outgoing"]
    server.stop()

    good = standin.add_webhook("good", channel)
    server = start_with(database, good.url)
    admin = server.rpc("admin")
    eventually(lambda: states(admin) == ["sent", "sent"])
    assert health(admin) == {"state": "ok", "state_message": "", "url_source": source}


def test_the_form_says_where_a_url_is_set_and_takes_none(log_in, admin):
    page = log_in("admin")
    page.goto(f"{FORM}/{shipped(admin)[0]}")
    expect(page.locator("[name=url_source]")).to_have_text("Environment variable")
    expect(page.get_by_text(LOCKED)).to_be_visible()
    expect(page.locator("[name=url]")).to_have_count(0)


def test_of_two_servers_the_one_without_the_key_leaves_the_webhook_to_the_other(
    start_odoo, new_database, standin
):
    database, webhook = new_database(demo=True), standin.add_webhook("two keys")
    unset = {VARIABLE: ""}
    owner = start_odoo(database, DISCORD_NOTIFY_KEY="the right key", **unset)
    admin = owner.rpc("admin")
    admin.call(WEBHOOK, "write", shipped(admin), {"url": webhook.url})
    other = start_odoo(database, DISCORD_NOTIFY_KEY="another key", **unset)
    stranger = other.rpc("admin")

    seen = health(stranger)
    assert seen["state"] == "held"
    assert "leaves it to the server that has it" in seen["state_message"]
    assert health(admin)["state"] == "ok"
    for rpc in (admin, stranger, stranger):
        save_top_up(rpc)
    eventually(lambda: states(admin) == ["sent"] * 3)
    told = "".join(one["content"] for one in standin.messages(webhook.channel_id))
    assert told.count("Montant") == 3  # in as few messages as their haste allows
    assert health(admin)["state"] == "ok"
    for server in (owner, other):
        server.stop()


def shipped(admin):
    return admin.find(WEBHOOK, ("env_key", "=", VARIABLE))


def health(admin):
    [webhook_id] = shipped(admin)
    names = ("state", "state_message", "url_source")
    found = admin.read(WEBHOOK, webhook_id, *names)
    return {name: found[name] or "" for name in names}


def states(admin):
    """The states of what was told, newest first."""
    told = admin.call("discord.notification", "search_read", [], ["state"])
    return [row["state"] for row in told]


def save_top_up(admin):
    [client_id] = admin.find("res.partner", ("name", "=", "Dépôt Maârif"))
    admin.create("alimenteur.solde", client=client_id, solde=1500)
