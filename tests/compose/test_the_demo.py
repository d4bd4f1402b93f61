"""`docker compose up demo`: a try-out beside the real thing, forgotten when it stops.

In this order: each test goes on where the one before it has left the containers.
"""

import re
import signal
import urllib.request

import pytest
from e2e.waiting import eventually
from project import START, said

from sandbox.servers import ask

STANDIN = "http://127.0.0.1:8099"
START_IT = said("docker compose up demo")
REMOVE_IT = said("docker compose rm --stop --force demo demo-db discord")
REAL = (
    "docker compose exec --no-TTY db psql --username=odoo --dbname=postgres --command="
)
AMOUNT = 1417
PARTS = ["demo", "demo-db", "discord"]


@pytest.fixture(scope="module")
def beside(project):
    """A project whose real PostgreSQL runs, with settings that are not the demo's."""
    (project.folder / "own.conf").write_text("[options]\nadmin_passwd = secret\n")
    webhook = "https://discord.com/api/webhooks/1000000000000000009/not-a-token"
    project.set(
        ODOO_CONF="./own.conf", POSTGRES_PASSWORD="mine", DISCORD_WEBHOOK_BC=webhook
    )
    project.type("docker compose --profile demo down --volumes")
    project.type("docker compose up --detach --wait db")
    project.type(f'{REAL}"CREATE TABLE kept ()"')
    project.give_pip()
    return project


@pytest.fixture(scope="module")
def demo(beside):
    """The try-out, started in the foreground."""
    process = beside.start(START_IT)
    eventually(lambda: "demo" in beside.running(), START)
    beside.wait_until_healthy("demo")
    yield process
    process.kill()


def test_what_is_saved_in_its_odoo_is_shown_by_its_discord(demo, beside):
    odoo = beside.odoo(8070, "demo")
    [client_id] = odoo.find("res.partner", ("name", "=", "Dépôt Maârif"))
    odoo.create("alimenteur.solde", client=client_id, solde=AMOUNT)
    [message] = eventually(lambda: ask(STANDIN, "messages"))
    assert "417,00 MAD" in message["content"]
    with urllib.request.urlopen(STANDIN) as page:
        assert "Discord stand-in" in page.read().decode()


def test_it_holds_nothing_of_the_real_one(demo, beside):
    conf = beside.type("docker compose exec --no-TTY demo cat /etc/odoo/odoo.conf")
    assert "admin_passwd" not in conf
    environ = beside.type("docker compose exec --no-TTY demo env")
    assert "mine" not in environ.splitlines() and "1000000000000000009" not in environ


def test_its_log_has_no_complaint(demo, beside):
    assert beside.complaints("demo", "discord", "zones") == []


def test_its_odoo_can_be_started_again_alone(demo, beside):
    beside.type("docker compose restart demo")
    beside.wait_until_healthy("demo")
    odoo = beside.odoo(8070, "demo")
    rules = odoo.call("discord.rule", "search_read", [], ["state"])
    assert "watching" in {rule["state"] for rule in rules}
    with urllib.request.urlopen("http://127.0.0.1:8070/web/login") as page:
        style = re.findall(r'href="(/web/assets/\S+\.css)"', page.read().decode())[0]
    with urllib.request.urlopen(f"http://127.0.0.1:8070{style}") as sheet:
        assert sheet.read()


def test_it_ends_by_one_command_and_the_real_one_goes_on(demo, beside):
    demo.send_signal(signal.SIGINT)  # Ctrl-C, which stops its Odoo
    demo.wait(60)
    beside.type(REMOVE_IT)
    assert beside.running() == ["db"]
    rest = beside.type("docker compose --profile demo ps --all --services")
    assert not set(rest.split()) & set(PARTS)
    names = [name.partition("_")[2] for name in beside.volumes()]
    assert set(names) <= {"db", "odoo", "zones"}
    beside.type(f'{REAL}"TABLE kept"')


def test_it_begins_anew_the_next_time(beside):
    beside.type(f"{START_IT} --detach")
    beside.wait_until_healthy("demo")
    odoo = beside.odoo(8070, "demo")
    assert odoo.find("alimenteur.solde", ("solde", "=", AMOUNT)) == []
    assert ask(STANDIN, "messages") == []
    beside.type(REMOVE_IT)
