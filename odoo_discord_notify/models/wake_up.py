"""Wake the sender after a commit, off the user's path.

`ir.cron._trigger()` opens a connection for its NOTIFY after every commit: measured
5.5 ms, four times the price of creating a record. Here the commit only arms a timer;
its thread does the rest. What is lost with the thread is found by the cron's own
interval (1 minute): the outbox rows are in the database.
"""

import logging
import threading
import time
from collections import defaultdict

from odoo import SUPERUSER_ID, api, modules
from odoo.modules.registry import Registry

_logger = logging.getLogger(__name__)

FIRST_DELAY = 0.01  # seconds: lets the request's answer leave first
BURST_DELAY = 0.2  # seconds between two wake-ups of one database
CRON = "odoo_discord_notify.ir_cron_dispatch"

_lock = threading.Lock()
_waiting = {}  # {database: ids of notifications committed since the last wake-up}
_last = defaultdict(float)  # {database: monotonic time of its last wake-up}
_alarms = defaultdict(float)  # {database: monotonic time of its next alarm}


def wake_after_commit(env, notes):
    """Arm the wake-up for the end of this transaction, once."""
    if notes.wakes:
        return
    notes.wakes = True
    dbname, registry = env.cr.dbname, env.registry

    @env.cr.postcommit.add
    def armed():
        # Without a ready registry or under test there is nobody to wake.
        if registry.ready and not modules.module.current_test:
            wake_soon(dbname, [id_ for ids in notes.rows.values() for id_ in ids])


def wake_soon(dbname, notification_ids=()):
    """Run the sender in a moment, and log what the notifications are about.

    At once after a pause, at most every `BURST_DELAY` in a burst. Never raises.
    """
    with _lock:
        armed = dbname in _waiting
        _waiting.setdefault(dbname, []).extend(notification_ids)
        delay = max(FIRST_DELAY, _last[dbname] + BURST_DELAY - time.monotonic())
    if not armed:
        _start(dbname, delay)


def wake_at(dbname, delay):
    """Run the sender in `delay` seconds: a hold that ends needs no free worker.

    One alarm per database, the earliest: the run that it wakes sets the next one.
    """
    now = time.monotonic()
    with _lock:
        if now < _alarms[dbname] <= now + delay:
            return
        _alarms[dbname] = now + delay
    _start(dbname, delay)


def _start(dbname, delay):
    try:
        thread = threading.Timer(delay, _wake, [dbname])
        thread.name = f"discord wake-up {dbname}"
        thread.daemon = delay > 1  # a long wait must not hold up a stopping server
        thread.start()
    except Exception:
        _logger.warning("The sender will start within a minute", exc_info=True)
        with _lock:
            _waiting.pop(dbname, None)


def _wake(dbname):
    threading.current_thread().dbname = dbname  # for the log
    with _lock:
        notification_ids = _waiting.pop(dbname, ())
        _last[dbname] = time.monotonic()
    try:
        with Registry(dbname).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            # None where the addon has been uninstalled meanwhile.
            if cron := env.ref(CRON, raise_if_not_found=False):
                env["discord.notification"].browse(notification_ids)._log_committed()
                cron._trigger()
    except Exception:
        _logger.warning("The sender will start within a minute", exc_info=True)
