"""Wait for what happens in other processes, and no longer than that."""

import time

LOOK_AGAIN = 0.02  # seconds


def eventually(condition, timeout=5):
    """Return the first true value of ``condition()``.

    :param timeout: seconds
    :raise AssertionError: if there is none in time, with the last value.
    """
    deadline = time.monotonic() + timeout
    while not (value := condition()):
        assert time.monotonic() < deadline, f"still {value!r} after {timeout} s"
        time.sleep(LOOK_AGAIN)
    return value
