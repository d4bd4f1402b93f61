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
        self._threads = set()  # that are at one

    @contextmanager
    def run(self):
        """Let a server that stops wait for what this thread does."""
        this = threading.get_ident()
        self._threads.add(this)
        try:
            yield
        finally:
            self._threads.discard(this)

    def finish(self):
        """Claim no more, and wait a little for what is in flight."""
        self.stopping = True
        end = time.monotonic() + PATIENCE
        while self._threads and time.monotonic() < end:
            time.sleep(0.05)


RUNS = Runs()
CommonServer.on_stop(RUNS.finish)
