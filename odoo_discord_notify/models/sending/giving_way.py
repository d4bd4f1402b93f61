"""The sender gives way to who installs, upgrades or uninstalls modules.

An advisory lock of PostgreSQL is the announcement: all processes and servers see it,
and it is gone with whoever has made it.
"""

import time
from contextlib import closing, contextmanager

import psycopg2

from odoo import modules

# Ours among the database's advisory locks: "disc" in ASCII.
LOCK = 0x64697363
PATIENCE = 30  # seconds: longer than a request takes, and its settlement
SCHEDULED = """
SELECT FROM ir_cron WHERE id IN (
    SELECT res_id FROM ir_model_data
     WHERE module = 'odoo_discord_notify' AND model = 'ir.cron')
   FOR UPDATE NOWAIT"""


class ModulesAreChanged(Exception):
    """Somebody has announced a module operation: try again later."""


def must_give_way(cr):
    """Return whether somebody has announced a module operation."""
    query = "SELECT pg_try_advisory_lock_shared(%s) AND pg_advisory_unlock_shared(%s)"
    cr.execute(query, [LOCK, LOCK])
    return not cr.fetchone()[0]


@contextmanager
def sender_gives_way(env):
    """Let the sender of all processes end its run, and begin none, in this block.

    Commits, as what follows does: what is read next must know what the run has written.
    """
    if modules.module.current_test:
        yield  # Odoo refuses module operations there
        return
    with closing(env.registry.cursor()) as announcing:
        announcing.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        announcing.commit()  # the lock is the session's
        try:
            _wait_for_runs(env)
            yield
        finally:
            announcing.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _wait_for_runs(env):
    """Wait until no scheduled action of ours runs, and keep it so until a commit."""
    end = time.monotonic() + PATIENCE
    env.cr.commit()  # pylint: disable=invalid-commit
    while time.monotonic() < end:
        try:
            env.cr.execute(SCHEDULED, log_exceptions=False)
            return
        except psycopg2.OperationalError:  # it runs; core says so if it goes on
            env.cr.rollback()
            time.sleep(0.1)
