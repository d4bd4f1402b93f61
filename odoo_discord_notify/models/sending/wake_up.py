"""Wake the sender after a commit, off the user's path.

`ir.cron._trigger()` opens a connection for its NOTIFY after every commit: measured
5.5 ms, four times the price of creating a record. Here the commit only arms a timer;
its thread does the rest. What is lost with the thread is found by the cron's own
interval (1 minute): the outbox rows are in the database.

Then it looks whether a cron worker has come, and does the work itself if none has: all
may be busy, the NOTIFY may be lost, and where PostgreSQL restarts Odoo's cron threads
may end for good (seen in 19.0: they try once, at once, to connect again).
"""

import logging
import threading
import time
from collections import defaultdict
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api, fields, modules
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service import server
from odoo.tools import config

from .delivery_queue import due_webhooks, requests_of_others

_logger = logging.getLogger(__name__)

FIRST_DELAY = 0.005  # seconds: lets the request's answer leave first
BURST_DELAY = 0.2  # seconds between two wake-ups of one database
GRACE = 2  # seconds that a cron worker has to come
TRIES = 30  # with GRACE between them: longer than PostgreSQL takes to start again
CRON = "odoo_discord_notify.ir_cron_dispatch"
# PostgreSQL restarts, another worker is uninstalling us, the cron is being edited.
PASSING_ERRORS = (
    psycopg2.OperationalError,
    psycopg2.InterfaceError,
    psycopg2.errors.UndefinedTable,
    psycopg2.errors.UndefinedColumn,
    UserError,
)

_lock = threading.Lock()
_waiting = {}  # {database: ids of notifications committed since the last wake-up}
_last = defaultdict(float)  # {database: monotonic time of its last wake-up}
_alarms = defaultdict(float)  # {database: monotonic time of its next alarm}
_watched = set()  # databases where somebody will look whether a worker has come


def wake_after_commit(env, changes):
    """Arm the wake-up for the end of this transaction, once."""
    if changes.wakes:
        return
    changes.wakes = True
    dbname, registry = env.cr.dbname, env.registry

    @env.cr.postcommit.add
    def armed():
        if registry.ready:  # or there is nobody to wake
            wake_soon(dbname, changes.row_ids())


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


def wake_if_waiting(dbname, delay):
    """Look in `delay` seconds whether anything waits, and run the sender if so."""
    _start(dbname, delay, partial(_work, work=_wake_if_waiting))


def _start(dbname, delay, work=None):
    if modules.module.current_test:  # what it did is taken back before anybody wakes
        _forget(dbname)
        return
    try:
        thread = threading.Timer(delay, work or _wake, [dbname])
        thread.name = f"discord wake-up {dbname}"
        thread.daemon = delay >= 1  # a long wait must not hold up a stopping server
        thread.start()
    except Exception:
        _logger.warning("The sender will start within a minute", exc_info=True)
        _forget(dbname)


def _forget(dbname):
    with _lock:
        _waiting.pop(dbname, None)


def _wake(dbname):
    with _lock:
        notification_ids = _waiting.pop(dbname, ())
        _last[dbname] = time.monotonic()
    _work(dbname, partial(_trigger, notification_ids))


def _work(dbname, work, tries=TRIES):
    """Do ``work(cron)`` in a transaction of its own, again should it be disturbed."""
    threading.current_thread().dbname = dbname  # for the log
    try:
        with Registry(dbname).check_signaling().cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            # None where the addon has been uninstalled meanwhile.
            if cron := env.ref(CRON, raise_if_not_found=False):
                work(cron)
    except PASSING_ERRORS:
        if tries:
            _start(dbname, GRACE, partial(_work, work=work, tries=tries - 1))
    except Exception:
        _logger.warning("The sender will start within a minute", exc_info=True)


def _trigger(notification_ids, cron):
    cr = cron.env.cr
    notifications = cron.env["discord.notification"].browse(notification_ids)
    # Should PostgreSQL crash, the cron's own interval finds what waits: no need to wait
    # for the disk.
    cr.execute("SET LOCAL synchronous_commit = off")
    # Who uninstalls the addon holds the action, and waits for what we have read: give
    # up before the second after which PostgreSQL would end one of us, and try again.
    cr.execute("SET LOCAL lock_timeout = '500ms'")
    cron._trigger()
    cr.postcommit.add(partial(_watch, cr.dbname))
    # Behind the NOTIFY: the lines of 1000 notifications take longer than to send them.
    cr.postcommit.add(notifications._log_committed)


def _wake_if_waiting(cron):
    # A person who mends a URL outside of Odoo restarts it, and watches.
    cron.env["discord.webhook"]._look_for_new_urls()
    if due_webhooks(cron.env) or requests_of_others(cron.env):
        wake_soon(cron.env.cr.dbname)


def _watch(dbname):
    """Look later whether a worker has come."""
    if config["stop_after_init"] or not config["max_cron_threads"]:
        return
    with _lock:
        if dbname in _watched:
            return
        _watched.add(dbname)
    _start(dbname, GRACE, _look)


def _look(dbname):
    with _lock:
        _watched.discard(dbname)
    _work(dbname, _run_unless_done)


def _run_unless_done(cron):
    """Run the sender here if it is still to be run; UserError: it is at work now.

    Where workers are processes, which have their limits and which core starts again,
    tell them once more.
    """
    now = fields.Datetime.now()
    domain = [("cron_id", "=", cron.id), ("call_at", "<=", now)]
    if not cron.env["ir.cron.trigger"].search_count(domain, limit=1):
        return
    if isinstance(server.server, server.ThreadedServer):
        cron.method_direct_trigger()
    else:
        cron._notifydb()
