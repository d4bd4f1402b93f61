"""Wake the sender after a commit, off the user's path.

`ir.cron._trigger()` opens a connection for its NOTIFY after every commit: measured
5.5 ms, four times the price of creating a record. Here the commit only arms a timer;
its thread does the rest. What is lost with the thread is found by the cron's own
interval (1 minute): the outbox rows are in the database.

Then it looks whether a cron worker has come, and does the work itself if none has: all
may be busy, the NOTIFY may be lost, and where PostgreSQL restarts Odoo's cron threads
may end for good (seen in 19.0: they try once, at once, to connect again). Those are
started anew: see `cron_threads`.

A server that starts wakes it too, for what an earlier one has left: Odoo looks for
scheduled actions a minute after its start, and sooner only if it is told. So does each
worker process that is started, for what only the one before it knew: the end of a hold.
"""

import logging
import os
import threading
import time
from collections import Counter, defaultdict
from datetime import timedelta
from functools import partial

import psycopg2

from odoo import SUPERUSER_ID, api, fields, modules
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.server import PreforkServer, ThreadedServer
from odoo.tools import config

from ..trouble import log_trouble
from .cron_threads import start_again
from .giving_way import ModulesAreChanged, must_give_way
from .graceful_stop import RUNS
from .log_statistics import learn
from .this_server import this_server

_logger = logging.getLogger(__name__)

FIRST_DELAY = 0.005  # seconds: lets the request's answer leave first
BURST_DELAY = 0.2  # seconds between two wake-ups of one database
START_DELAY = 1  # seconds: by then cron workers that start now can be told
GRACE = 2  # seconds that a cron worker has to come
TRIES = 3000  # a day: nobody but the next save would wake the sender after the last
LONGEST_GRACE = 30  # seconds between two of them, in the end
CRON = "odoo_discord_notify.ir_cron_dispatch"
# PostgreSQL restarts, another worker is uninstalling us, the cron is being edited.
PASSING_ERRORS = (psycopg2.Error, UserError, ModulesAreChanged)

_lock = threading.Lock()
_committed = defaultdict(list)  # {database: notifications since its last wake-up}
_last = defaultdict(float)  # {database: monotonic time of its last wake-up}
_timers = {}  # {(database, what to do): the timer that will do it}
_disturbed = Counter()  # {(database, what to do): how often in a row it was disturbed}
_loaded = set()  # databases that a parent has loaded, for its first child to wake


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
        _committed[dbname].extend(notification_ids)
        pause = _last[dbname] + BURST_DELAY - time.monotonic()
    _arm(dbname, max(FIRST_DELAY, pause), _wake)


def wake_at(dbname, delay):
    """Run the sender in `delay` seconds: a hold that ends needs no free worker.

    One alarm per database, the earliest: the run that it wakes sets the next one.
    """
    _arm(dbname, delay, wake_soon)


def wake_at_start(dbname):
    """Run the sender soon, if this process is a server that sends."""
    server = this_server()
    if isinstance(server, PreforkServer):  # it forks: no threads here
        _loaded.add(dbname)
    elif server:
        _arm(dbname, START_DELAY, _start)


def _wake_in_child():
    while _loaded:
        _arm(_loaded.pop(), START_DELAY, _start)


os.register_at_fork(after_in_child=_wake_in_child)


def _arm(dbname, delay, act):
    """Call ``act(dbname)`` in `delay` seconds, unless it is to come sooner anyway."""
    if modules.module.current_test:  # what it did is taken back before anybody wakes
        return
    if RUNS.server_stops:  # the next start looks by itself
        return
    due = time.monotonic() + delay
    with _lock:
        former = _timers.get((dbname, act))
        if former and former.is_alive():  # a parent's threads are not its child's
            if former.due <= due:
                return
            former.cancel()
        timer = threading.Timer(delay, _fire, [dbname, act])
        timer.due = due
        timer.name = f"discord wake-up {dbname}"
        timer.daemon = delay >= 1  # a long wait must not hold up a stopping server
        try:
            timer.start()
            _timers[dbname, act] = timer
        except Exception as error:
            _log_delay(error)


def _fire(dbname, act):
    threading.current_thread().dbname = dbname  # for the log
    with _lock:
        _timers.pop((dbname, act), None)
    act(dbname)


def _wake(dbname):
    with _lock:
        notification_ids = _committed.pop(dbname, ())
        _last[dbname] = time.monotonic()
    if not _work(dbname, _wake, partial(_trigger, notification_ids)):
        with _lock:  # the next wake-up logs them
            _committed[dbname][:0] = notification_ids


def _start(dbname):
    _work(dbname, _start, _look_anew)
    wake_soon(dbname)
    _learn(dbname)


def _learn(dbname):
    _work(dbname, _learn, lambda cron: learn(cron.env.cr))


def _look(dbname):
    _work(dbname, _look, _run_unless_done)


def _work(dbname, act, work):
    """Do ``work(cron)`` in a transaction of its own; return whether that is over.

    Should it be disturbed, `act` is called again: by one timer, however many saves ask.
    """
    if RUNS.server_stops:
        return True
    try:
        with RUNS.run():
            _in_transaction(dbname, work)
    except Exception as error:
        _disturbed[dbname, act] += 1
        tries = _disturbed[dbname, act]
        if tries < TRIES and isinstance(error, PASSING_ERRORS):
            _arm(dbname, min(GRACE + tries // 15, LONGEST_GRACE), act)
            return False
        _log_delay(error)
    _disturbed.pop((dbname, act), None)
    return True


def _in_transaction(dbname, work):
    with Registry(dbname).check_signaling().cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        if must_give_way(cr):
            raise ModulesAreChanged
        # None where the addon has been uninstalled meanwhile.
        if cron := env.ref(CRON, raise_if_not_found=False):
            work(cron)


def _log_delay(error):
    sentence = "The sender will start within a minute"
    log_trouble(_logger, error, sentence, level=logging.WARNING)


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
    if config["max_cron_threads"] and this_server():
        cr.postcommit.add(partial(_arm, cr.dbname, GRACE, _look))
        cr.postcommit.add(start_again)
    # Behind the NOTIFY: the lines of 1000 notifications take longer than to send them.
    cr.postcommit.add(notifications._log_committed)


def _look_anew(cron):
    """Look at webhooks whose URL comes from elsewhere: it may be another by now."""
    if not config["max_cron_threads"]:
        _logger.warning(
            "This server runs no scheduled actions (max_cron_threads is 0): another "
            "one must, or nothing is sent to Discord."
        )
    webhooks = cron.env["discord.webhook"].search([("env_key", "!=", False)])
    webhooks.filtered("broken_reason")._look_now()


def _run_unless_done(cron):
    """Run the sender here if it is still to be run; UserError: it is at work now.

    Not by Odoo's own way: after interrupted runs that counts failures, and may do
    nothing else. Where workers are processes, which have their limits and which core
    starts again, tell them once more.
    """
    now = fields.Datetime.now()
    due = [("cron_id", "=", cron.id), ("call_at", "<=", now)]
    triggers = cron.env["ir.cron.trigger"].search(due)
    if not triggers or not cron.active:
        return
    if not isinstance(this_server(), ThreadedServer):
        cron._notifydb()
        return
    cron.lock_for_update(allow_referencing=True)
    with cron.pool.cursor() as cr:
        cron.with_env(cron.env(cr=cr)).env["discord.dispatcher"]._run()
    triggers.unlink()
    # Interrupted runs make Odoo skip the next one.
    progress = cron.env["ir.cron.progress"].search([("cron_id", "=", cron.id)])
    progress.timed_out_counter = 0
    cron.write({"lastcall": now, "nextcall": now + timedelta(minutes=1)})
