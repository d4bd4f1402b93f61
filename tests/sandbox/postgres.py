"""A PostgreSQL cluster of our own: own folder, own Unix socket, no TCP port.

It runs while somebody uses it: each user holds a share of a lock, and the one who
finds no other share when leaving stops it.
"""

import os
import shutil
import subprocess
from contextlib import contextmanager

from .commands import run
from .lock import FileLock, alone
from .progress import step

SUPERUSER = "odoo"  # Odoo refuses to work as "postgres"
# A cache can be made anew at any time: speed is worth more than surviving a crash.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "300",
    "shared_buffers": "256MB",
}
REMEDY = (
    "To use the embedded PostgreSQL instead: ODOO_DISCORD_NOTIFY_POSTGRES=embedded; "
    "to start afresh, remove the cache folder."
)


class Cluster:
    """The cluster in ``home``, run by the PostgreSQL whose programs are in ``bin``."""

    def __init__(self, home, bin_folder):
        self.home = home
        self._bin = bin_folder
        self._data = home / "data"
        self._users = FileLock(home / "users.lock")

    @property
    def environ(self):
        """The variables by which libpq, and so Odoo, finds the cluster."""
        return {"PGHOST": str(self.home), "PGUSER": SUPERUSER, "PGPORT": "5432"}

    @contextmanager
    def in_use(self):
        """Run the cluster, unless it runs, for as long as the block needs it."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._users.share()
        try:
            with alone(self.home / "start.lock"):
                self._ensure_started()
            yield self
        finally:
            if self._users.try_alone():
                self._stop()
            self._users.release()

    def sql(self, statement, database="postgres"):
        """Run one SQL statement; returns its rows as lines of text."""
        psql = [self._bin / "psql", "-XAtq", "-v", "ON_ERROR_STOP=1"]
        environ = {
            **os.environ,
            **self.environ,
            "PGOPTIONS": "-c client_min_messages=error",
        }
        return run([*psql, "-d", database, "-c", statement], REMEDY, env=environ)

    def dump(self, database):
        """All that a database holds, as SQL in one text."""
        command = [self._bin / "pg_dump", "--inserts", "-d", database]
        return run(command, REMEDY, env={**os.environ, **self.environ})

    def _ensure_started(self):
        if self._accepts_connections():
            return
        if not (self._data / "PG_VERSION").is_file():
            self._create()
        settings = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
        options = f"-k '{self.home}' {settings}"
        self._pg_ctl("start", "-w", "-l", self.home / "log", "-o", options)

    def _create(self):
        shutil.rmtree(self._data, ignore_errors=True)
        if os.geteuid() == 0:
            shutil.chown(self.home, "nobody")
        with step("Creating a PostgreSQL cluster"):
            options = ["-U", SUPERUSER, "--auth=trust", "--no-sync"]
            options += ["--encoding=UTF8", "--locale=C.UTF-8"]
            initdb = [*_not_as_root(), self._bin / "initdb", "-D", self._data, *options]
            run(initdb, REMEDY, cwd="/")

    def _accepts_connections(self):
        check = [self._bin / "pg_isready", "-q", "-h", self.home, "-p", "5432"]
        return subprocess.run(check, check=False).returncode == 0

    def _stop(self):
        if self._accepts_connections():
            self._pg_ctl("stop", "-w", "-m", "fast")

    def _pg_ctl(self, *arguments):
        command = [*_not_as_root(), self._bin / "pg_ctl", "-D", self._data, *arguments]
        run(command, REMEDY, cwd="/", start_new_session=True)


def _not_as_root():
    """PostgreSQL refuses to run as root: be ``nobody``, who can still enter the cache.

    The one capability kept lets ``nobody`` pass through root's own home folder; the
    secure bit keeps it in access(2) too, by which PostgreSQL looks at its programs.
    """
    if os.geteuid() != 0:
        return []
    keep = "-all,+dac_override"
    capabilities = [f"--inh-caps={keep}", f"--ambient-caps={keep}"]
    capabilities.append("--securebits=+no_setuid_fixup")
    return ["setpriv", "--reuid=nobody", "--clear-groups", *capabilities, "--"]
