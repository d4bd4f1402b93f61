"""The sandbox's own Odoo command line: ``tests/odoo`` and all that starts Odoo."""

import os
import signal
import subprocess
import sys

from . import odoo_package, postgres_programs
from .lock import alone
from .paths import ADDONS, cache
from .progress import Failure
from .python_env import PythonEnv

# What Odoo loads whatever the database has: its own three, and one of the tests.
CHEAP_PASSWORDS = {"ODOO_SERVER_WIDE_MODULES": "base,rpc,web,cheap_passwords"}


class Sandbox:
    """Odoo, its Python and its PostgreSQL cluster, prepared."""

    def __init__(self):
        folder = cache()
        with alone(folder / "prepare.lock", "Waiting: another command prepares …"):
            self.odoo = odoo_package.find_or_fetch(folder)
            self.python_env = PythonEnv(folder)
            self.python_env.prepare(self.odoo)
            self.cluster = postgres_programs.cluster(folder, self.python_env)
        # Attachments belong to databases, so each cluster has its own.
        self.data_dir = folder / f"odoo-data-{self.cluster.home.name}"

    def odoo_command(self, *arguments):
        """The command that runs Odoo's own script with ``arguments``."""
        return [self.python_env.python, self.odoo.script, *arguments]

    def environ(self):
        """The environment that gives Odoo its database, addons and data folder.

        Odoo takes every option from a variable too, below the command line and
        above a configuration file, so that any sub-command and ``-c`` work.
        """
        addons = [*self.odoo.addons, *(path for path in ADDONS if path.is_dir())]
        return {
            **self.python_env.environ(),
            **self.cluster.environ,
            "ODOO_RC": os.environ.get("ODOO_RC", os.devnull),
            "ODOO_ADDONS_PATH": ",".join(map(str, addons)),
            "ODOO_DATA_DIR": str(self.data_dir),
            "ODOO_HTTP_INTERFACE": "127.0.0.1",
        }


def main(arguments):
    """Run the real ``odoo`` with ``arguments``; returns its exit status."""
    try:
        sandbox = Sandbox()
        with sandbox.cluster.in_use():
            return _run(sandbox.odoo_command(*arguments), sandbox.environ())
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1


def _run(command, environ):
    process = subprocess.Popen(command, env=environ)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    # Ctrl-C reaches Odoo from the terminal; we wait for it to stop by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    status = process.wait()
    return status if status >= 0 else 128 - status
