"""Work in a process of its own: what it takes of time, memory and transactions."""

import os
import threading
import time
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from clock import processor_time
from odoo_here import transaction, wait_for_timers

from odoo import sql_db

LOOK_AGAIN = 0.005  # seconds


@dataclass
class Cost:
    """What some work took."""

    result: object
    seconds: float
    busy: float  # of processor time, of both
    memory: int  # by which Odoo's process grew at its peak, in bytes
    backend_memory: int  # and its PostgreSQL backend


def apart(database, act, *args, meanwhile=None):
    """Return the ``Cost`` of ``act(env, *args)``, in a new process.

    What the process knows of Odoo it has from this one, its memory is its own.

    :param meanwhile: function of the process and of its PostgreSQL backend's id, called
        here while it works
    """
    wait_for_timers()  # a lock that a thread holds now would never be free there
    sql_db.close_all()
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_measure, args=(theirs, database, act, args))
    process.start()
    theirs.close()
    try:
        backend = ours.recv()
        if meanwhile:
            meanwhile(process, backend)
        return ours.recv()
    finally:
        process.join()


def _measure(answer, database, act, args):
    with transaction(database) as env:
        # Processor time of parallel workers could not be told, nor is it ours alone.
        env.cr.execute("SET max_parallel_workers_per_gather = 0")
        backend = env.cr.connection.info.backend_pid
        answer.send(backend)
        with _Memory(os.getpid()) as own, _Memory(backend) as other:
            began, before = time.perf_counter(), processor_time(env.cr)
            result = act(env, *args)
            seconds = time.perf_counter() - began
            busy = processor_time(env.cr) - before
        env.cr.rollback()
    answer.send(Cost(result, seconds, busy, own.growth, other.growth))


class _Memory(threading.Thread):
    """Looks at what a process has for itself, shared buffers left out."""

    def __init__(self, process_id):
        super().__init__(daemon=True)
        self._status = Path(f"/proc/{process_id}/status")
        self._over = threading.Event()
        self.first = self.peak = self._now()

    @property
    def growth(self):
        """The peak above the beginning, in bytes."""
        return self.peak - self.first

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self._over.set()
        self.join()

    def run(self):
        """Look until it is over."""
        while not self._over.wait(LOOK_AGAIN):
            self.peak = max(self.peak, self._now())

    def _now(self):
        lines = self._status.read_text().splitlines()
        [kilobytes] = (line.split()[1] for line in lines if line.startswith("RssAnon"))
        return int(kilobytes) * 1024
