"""Tell what is being done and how far it is, on stderr, for people and for logs."""

import sys
import time
from contextlib import contextmanager

QUIET_SECONDS = 5.0  # between two lines about one step, where lines cannot be redrawn


class Failure(Exception):
    """Something failed: ``what`` happened, and ``remedy``, what the reader can do."""

    def __init__(self, what, remedy):
        super().__init__(what)
        self.what = what
        self.remedy = remedy

    def __str__(self):
        return f"✗ {self.what}\n  {self.remedy}"


class Step:
    """One step of the work: its title, how far it is, and how long it takes."""

    def __init__(self, title, stream=None):
        self._title = title
        self._stream = stream or sys.stderr
        self._redraws = self._stream.isatty()
        self._started = time.monotonic()
        self._shown_at = 0.0
        self._show("…")

    def reach(self, done, total, unit=""):
        """Say that ``done`` of ``total`` is reached: bytes if unit is ``MB``."""
        pause = 0.1 if self._redraws else QUIET_SECONDS
        if not total or time.monotonic() - self._shown_at < pause:
            return
        size = 1_000_000 if unit == "MB" else 1
        counted = f" ({done // size} of {total // size} {unit})" if unit else ""
        self._show(f"… {min(done / total, 1):.0%}{counted}")

    def finish(self, mark="✓"):
        """Close the step's line with the time it took."""
        self._show(f"{mark} {time.monotonic() - self._started:.1f} s", last=True)

    def _show(self, text, last=False):
        self._shown_at = time.monotonic()
        start, end = ("\r\033[K", "\n" if last else "") if self._redraws else ("", "\n")
        self._stream.write(f"{start}{self._title} {text}{end}")
        self._stream.flush()


@contextmanager
def step(title):
    """Show a step while the block runs; yields it, to tell how far it is."""
    shown = Step(title)
    try:
        yield shown
    except BaseException:
        shown.finish("✗")
        raise
    shown.finish()


def note(text):
    """Say one line between the steps."""
    print(text, file=sys.stderr, flush=True)
