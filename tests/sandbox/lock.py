"""File locks: several sandboxes may be started at the same time."""

import fcntl
from contextlib import contextmanager

from .progress import note


class FileLock:
    """A lock on a file, shared or exclusive, let go when the process dies."""

    def __init__(self, path):
        self._path = path
        self._handle = None

    def share(self):
        """Wait for a share of the lock, and hold it."""
        self._handle = self._handle or open(self._path, "a")
        fcntl.flock(self._handle, fcntl.LOCK_SH)

    def try_alone(self) -> bool:
        """Turn a share into the whole lock, if nobody else holds a share."""
        try:
            fcntl.flock(self._handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def release(self):
        """Let go of the lock."""
        if self._handle:
            self._handle.close()
            self._handle = None


@contextmanager
def alone(path, waiting=None):
    """Hold the file's lock exclusively; say ``waiting`` if somebody else has it."""
    with open(path, "a") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if waiting:
                note(waiting)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
