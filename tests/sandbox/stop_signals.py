"""Stop in good order on Ctrl-C and on SIGTERM alike."""

import signal
from contextlib import contextmanager


@contextmanager
def stopped_by_signals():
    """Raise KeyboardInterrupt on the first signal; the stopping is not interrupted."""

    def stop(*_):
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, stop)
    yield
