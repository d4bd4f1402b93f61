"""A PostgreSQL that may be torn down under Odoo's feet: nobody else uses it."""

import os
import subprocess

from sandbox.postgres import Cluster


class FragileCluster(Cluster):
    """A cluster of one test's own, with a copy of a database of another cluster."""

    @classmethod
    def beside(cls, other, home):
        """One of the same PostgreSQL as ``other``, in the folder ``home``."""
        return cls(home, other._bin)

    def copy(self, other, database):
        """Copy ``database`` of the cluster ``other`` under the same name."""
        self.sql(f'CREATE DATABASE "{database}"')
        # Unlike the sandbox's others it keeps what it has said: it is to be killed.
        self.sql(f'ALTER DATABASE "{database}" SET synchronous_commit = on')
        dump = [self._bin / "pg_dump", "-d", database]
        psql = [self._bin / "psql", "-Xq", "-v", "ON_ERROR_STOP=1", "-d", database]
        with subprocess.Popen(
            dump, stdout=subprocess.PIPE, env={**os.environ, **other.environ}
        ) as process:
            subprocess.run(
                psql,
                stdin=process.stdout,
                stdout=subprocess.DEVNULL,
                env={**os.environ, **self.environ},
                check=True,
            )
        assert process.returncode == 0

    def restart(self, mode):
        """Restart it: ``fast``, in good order; ``immediate``, as after a power cut."""
        self._pg_ctl("restart", "-w", "-m", mode, "-l", self.home / "log")

    def stop(self):
        """Stop it in good order, while others still count on it."""
        self._stop()

    def start(self):
        """Start it again after `stop`."""
        self._ensure_started()
