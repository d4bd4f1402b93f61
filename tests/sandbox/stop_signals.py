"""Stop in good order on Ctrl-C and on SIGTERM alike."""

import signal

SIGNALS = (signal.SIGINT, signal.SIGTERM)


def heed_signals():
    """Raise KeyboardInterrupt on the first signal; the stopping is not interrupted."""

    def stop(*_):
        for number in SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in SIGNALS:
        signal.signal(number, stop)
