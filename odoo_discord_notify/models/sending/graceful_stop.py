"""Let requests finish when the server stops: what Discord has taken must be settled.

A server whose workers are threads calls us when it stops, and closes their connections
when we are done. One whose workers are processes calls us in their parent only, and
tells each worker by a signal: that one notes it, and ends once its job does.
"""

import threading
import time
from contextlib import contextmanager

from odoo.service.server import CommonServer, Worker

from ...discord.backoff import hurried
from ...discord.client import TOTAL
from .this_server import this_server

# Seconds: a request takes TOTAL at most, then it is settled. Less than the 30 that
# Docker Compose (see our file) and Kubernetes give a server; systemd gives 90.
PATIENCE = hurried(TOTAL) + 5
# Seconds that core has to note what a run came to: it then finds no closed connection.
NOTING = 2


class Runs:
    """The runs of the sender in this process: all that wait for Discord, or wake it."""

    def __init__(self):
        self.server_stops = False  # connections are closed next: begin nothing
        self._under_way = []  # the thread of each run

    @property
    def stopping(self):
        """Whether this process is about to end: what is in flight is its last."""
        return self.server_stops or _worker_stops()

    @contextmanager
    def run(self):
        """Let a server that stops wait for what this thread does."""
        this = threading.current_thread()
        this.runs_discord_sender = True
        self._under_way.append(this)
        try:
            yield
        finally:
            self._under_way.remove(this)

    def finish(self):
        """Claim no more, and wait for what is in flight."""
        self.server_stops = True
        _wait_while(lambda: self._under_way, PATIENCE)
        _wait_while(lambda: any(map(_is_busy, threading.enumerate())), NOTING)


def _worker_stops():
    """Whether this process is a worker that was told to end with its present job."""
    worker = this_server()
    return isinstance(worker, Worker) and not worker.alive


def _is_busy(thread):
    """Whether a thread that has run the sender is still at its job or request."""
    is_ours = getattr(thread, "runs_discord_sender", False)
    if not is_ours or thread is threading.current_thread():
        return False
    is_cron = getattr(thread, "type", None) == "cron"
    return thread.start_time is not None if is_cron else thread.is_alive()


def _wait_while(condition, seconds):
    end = time.monotonic() + seconds
    while condition() and time.monotonic() < end:
        time.sleep(0.05)


RUNS = Runs()
CommonServer.on_stop(RUNS.finish)
