"""Let requests finish when the server stops: what Discord has taken must be settled."""

import threading
import time
from contextlib import contextmanager

from odoo.service.server import CommonServer

# Seconds. Odoo's own stop waits about as long; what takes longer is in doubt and is
# repeated, marked.
PATIENCE = 5


class Runs:
    """The runs of the sender in this process."""

    def __init__(self):
        self.stopping = False
        self._count = 0
        self._lock = threading.Lock()

    @contextmanager
    def run(self):
        """Count one run, while it lasts."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def finish(self):
        """Claim no more, and wait a little for what is in flight."""
        self.stopping = True
        end = time.monotonic() + PATIENCE
        while self._count and time.monotonic() < end:
            time.sleep(0.05)

    def _add(self, number):
        with self._lock:
            self._count += number


RUNS = Runs()
CommonServer.on_stop(RUNS.finish)
