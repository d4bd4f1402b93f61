"""One engine and one project for all of them: to install Odoo takes its time."""

import pytest
from project import Project

from sandbox.containers.engine import Engine
from sandbox.containers.images import IMAGES, bring
from sandbox.containers.session import containers_folder

NOTHING = "docker ps --all --quiet | xargs --no-run-if-empty docker rm --force"
NOTHING += "; docker volume prune --all --force; docker network prune --force"


@pytest.fixture(scope="session")
def engine():
    """The engine, with the images that docker-compose.yml names, and nothing else."""
    folder = containers_folder()
    with Engine(folder).running() as engine:
        for image in IMAGES:
            bring(image, engine, folder)
        yield engine


@pytest.fixture(scope="session")
def project(engine):
    """The project, of which nothing is left in the end."""
    engine.shell(NOTHING)
    yield Project(engine, containers_folder() / "project")
    engine.shell(NOTHING)
