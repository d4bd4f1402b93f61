"""`docker compose up`: what docker-compose.yml and .env.example say of Odoo alone.

In this order: each test goes on where the one before it has left the containers.
"""

import re
from datetime import datetime

import pytest
import pytz
from e2e.waiting import eventually
from partners import Partners
from project import said

HOUR = "%H:%M"
LATER = said("docker compose up --detach")
ANEW = said("docker compose up --detach --force-recreate odoo")


@pytest.fixture(scope="module")
def started(project):
    """The project after the very first `up`, without .env, on a machine without pip."""
    project.type(f"{said('docker compose up')} --detach")
    project.wait_until_healthy("odoo")
    return project


def test_it_starts_without_a_file_of_ones_own(started):
    odoo = started.odoo()
    [module_id] = odoo.find("ir.module.module", ("name", "=", "odoo_discord_notify"))
    assert odoo.read("ir.module.module", module_id, "state")["state"] == "installed"
    assert started.running() == ["db", "odoo"]


def test_without_a_network_it_warns_of_the_hour_and_of_nothing_else(started):
    assert "WARNING: no newer time zones" in started.logs("zones")
    assert "tz" in "".join(re.findall(r".* WARNING .*", started.logs("odoo")))
    assert started.complaints("zones", "odoo") == []


def test_secrets_and_ports_of_the_env_file_reach_it_by_the_same_command(started):
    started.give_pip()
    token = "this.token.is.made.up.and.opens.no.channel.at.all.whatever.comes.to.pass"
    url = f"https://discord.com/api/webhooks/1000000000000000009/{token}"
    base = "http://discord:8099"
    webhook = dict.fromkeys(["DISCORD_WEBHOOK_SOLDE"], url)
    started.set(ODOO_PORT=8169, DISCORD_API_BASE=base, **webhook)
    started.type(f"{LATER} odoo discord")
    started.wait_until_healthy("odoo")
    odoo = started.odoo(8169)
    [webhook_id] = odoo.find("discord.webhook", ("env_key", "=", *webhook))
    masked = odoo.read("discord.webhook", webhook_id, "masked_url")["masked_url"]
    assert "0009" in masked and token not in masked
    started.set(DISCORD_API_BASE=base)
    started.type(LATER)
    started.wait_until_healthy("odoo")


def test_the_hour_is_morocco_s_once_pip_has_run_at_up(started):
    assert started.complaints("zones") == []
    channel = Partners(started.odoo(), "hour", "{create_date:%H:%M}")
    before = datetime.now(pytz.timezone("Africa/Casablanca"))
    channel.tell("Somebody")
    eventually(channel.heard)
    after = datetime.now(pytz.timezone("Africa/Casablanca"))
    assert channel.heard()[0] in {before.strftime(HOUR), after.strftime(HOUR)}


def test_a_change_of_odoo_conf_reaches_it_as_the_file_says(started):
    conf = started.folder / "odoo.conf.example"
    conf.write_text(conf.read_text().replace("workers = 0", "workers = 2"))
    started.type(ANEW)
    started.wait_until_healthy("odoo")
    assert "WorkerCron" in started.logs("odoo")


def test_new_code_of_a_new_version_comes_with_its_schema_by_the_same_command(started):
    new = ("19.0.1.2.0", "19.0.9.0.0")
    compose = started.folder / "docker-compose.yml"
    manifest = started.folder / "odoo_discord_notify/__manifest__.py"
    for file in (compose, manifest):
        assert new[0] in file.read_text()
        file.write_text(file.read_text().replace(*new))
    add_field(started)
    started.type(LATER)
    started.wait_until_healthy("odoo")
    assert_schema(started, "novelty", new[1])


def test_new_code_of_the_same_version_comes_with_its_schema_as_the_file_says(started):
    add_field(started, "another")
    started.type(ANEW)
    started.wait_until_healthy("odoo")
    assert_schema(started, "another", "19.0.9.0.0")


def add_field(project, name="novelty"):
    file = project.folder / "odoo_discord_notify/models/rule/discord_rule.py"
    text = file.read_text()
    line = "    active = fields.Boolean("
    assert text.count(line) == 1
    file.write_text(text.replace(line, f"    {name} = fields.Char()\n{line}"))


def assert_schema(project, field, version):
    odoo = project.odoo()
    rules = odoo.call("discord.rule", "search_read", [], [field])
    assert rules and not rules[0][field]
    [module_id] = odoo.find("ir.module.module", ("name", "=", "odoo_discord_notify"))
    said_version = odoo.read("ir.module.module", module_id, "latest_version")
    assert said_version["latest_version"] == version
    assert "UndefinedColumn" not in project.logs("odoo")


def test_it_leaves_its_data_and_nothing_without_a_name(started):
    started.type("docker compose --profile demo down")
    names = [name.partition("_")[2] for name in started.volumes()]
    assert sorted(names) == ["db", "odoo", "zones"]
    started.type(LATER)
    started.wait_until_healthy("odoo")
