"""Odoo servers on a PostgreSQL of their own, which a test may tear down."""

import copy
import shutil
import tempfile
from pathlib import Path

import pytest

from discord_standin import Standin
from sandbox import ports
from sandbox.servers import OdooServer

from . import HURRY, SETTING
from .cluster import FragileCluster


@pytest.fixture
def own_standin():
    """A stand-in of the test's own."""
    with Standin(limits=False) as standin:
        yield standin


@pytest.fixture
def fragile_cluster(sandbox):
    """A `FragileCluster`, running and empty."""
    home = Path(tempfile.mkdtemp(prefix="chaos"))  # short: a socket's name is
    cluster = FragileCluster.beside(sandbox.cluster, home)
    with cluster.in_use():
        yield cluster
    shutil.rmtree(home)


@pytest.fixture
def start_fragile(sandbox, new_database, fragile_cluster, own_standin, tmp_path):
    """Start servers on one new database: ``start_fragile(2)`` returns them."""
    servers = []

    def start(count, options=()):
        database = new_database(demo=True)
        fragile_cluster.copy(sandbox.cluster, database)
        own_sandbox = copy.copy(sandbox)
        own_sandbox.cluster = fragile_cluster
        environ = {"DISCORD_API_BASE": own_standin.url, SETTING: str(HURRY)}
        for number in range(count):
            log = tmp_path / f"{number}.log"
            port = ports.free_port()
            server = OdooServer(own_sandbox, database, port, log, environ, options)
            servers.append(server)
            server.start()
        return servers

    yield start
    for server in servers:
        server.process.terminate()
    for server in servers:
        server.stop()
