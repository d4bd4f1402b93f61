"""A stop within the grace period of docker-compose.yml: nothing is posted twice."""

import pytest
from e2e.waiting import PATIENCE, eventually
from partners import REPEAT, Partners, answer_after, forget_faults, posts
from project import said

SLOW = 12  # seconds until Discord answers
NAMES = [f"Client {number}" for number in range(45)]


@pytest.fixture(scope="module")
def started(project):
    project.give_pip()
    project.set(DISCORD_API_BASE="http://discord:8099", ODOO_CONF="./own.conf")
    return project


@pytest.mark.parametrize("workers", [0, 2])
def test_what_is_in_flight_is_settled_and_told_once(started, workers):
    example = (started.folder / "odoo.conf.example").read_text()
    conf = example.replace("\nworkers = 0\n", f"\nworkers = {workers}\n")
    (started.folder / "own.conf").write_text(conf)
    started.type("docker compose up --detach --force-recreate odoo discord")
    for service in ("odoo", "discord"):
        started.wait_until_healthy(service)
    channel = Partners(started.odoo(), f"workers {workers}")
    answer_after(SLOW)
    before = len(posts())
    channel.tell(*NAMES)
    eventually(lambda: len(posts()) > before, PATIENCE)
    started.type("docker compose stop odoo")
    assert not started.state("odoo")["ExitCode"]
    assert started.complaints("odoo") == []
    assert len(posts()) == before + 1
    assert channel.heard() == NAMES

    forget_faults()
    started.type(said("docker compose up --detach"))
    started.wait_until_healthy("odoo")
    eventually(lambda: set(channel.states()) == {"sent"}, PATIENCE)
    assert channel.heard() == NAMES
    assert not any(REPEAT in text for text in channel.contents())
