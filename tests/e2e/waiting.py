"""Wait for what happens in other processes, and no longer than that."""

import time

LOOK_AGAIN = 0.05  # seconds; each look costs the server that is waited for, too
# Seconds: enough on a machine that does much else, and mostly too few for the scheduled
# action that looks every minute to hide that nobody has woken the sender.
PATIENCE = 20


def eventually(condition, timeout=PATIENCE):
    """Return the first true value of ``condition()``.

    :param timeout: seconds
    :raise AssertionError: if there is none in time, with the last value.
    """
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        assert time.monotonic() < deadline, f"still {value!r} after {timeout} s"
        time.sleep(LOOK_AGAIN)
    return value
