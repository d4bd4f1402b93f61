"""Time, processor time and queries: measured many times, told by their median."""

import gc
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Series:
    """Repeated measurements of one thing.

    :ivar seconds: what a person waits, which depends on who else is at work
    :ivar busy: seconds of processor time of our thread and of its PostgreSQL backend;
        hardly anybody disturbs that
    :ivar own: those of our thread alone: what a worker of Odoo is busy with
    :ivar queries: how many were made
    """

    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    own: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    @property
    def median(self):
        """The median, in seconds."""
        return statistics.median(self.seconds)

    @property
    def median_busy(self):
        """The median of the processor time, in seconds."""
        return statistics.median(self.busy)

    @property
    def median_own(self):
        """The median of our thread's processor time, in seconds."""
        return statistics.median(self.own)

    @property
    def middle(self):
        """The bounds of the middle half, in seconds."""
        return _middle_half(self.seconds)

    @property
    def middle_own(self):
        """The bounds of the middle half of our thread's processor time, in seconds."""
        return _middle_half(self.own)

    @property
    def percentile_95(self):
        """What 95 of 100 do not exceed, in seconds."""
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * 0.95), len(ordered) - 1)]

    @property
    def usual_queries(self):
        """The number of queries that is met most often."""
        return statistics.mode(self.queries)

    def measure(self, cr, act):
        """Measure ``act()`` once, which works with the cursor ``cr``."""
        queries, busy = cr.sql_log_count, processor_time(cr)
        started, own = time.perf_counter(), time.thread_time()
        act()
        self.own.append(time.thread_time() - own)
        self.seconds.append(time.perf_counter() - started)
        self.busy.append(processor_time(cr) - busy)
        self.queries.append(cr.sql_log_count - queries)


def interleaved(rounds, measurements):
    """Do all measurements in turn, so that a busy machine is as busy for each.

    :param measurements: {key: function that measures into the ``Series`` it is given}
    :return: {key: Series}; a first round, which warms the caches, is not in it
    """
    series = defaultdict(Series)
    for number in range(rounds + 1):
        for key, measure in measurements.items():
            gc.collect()
            measure(series[key] if number else Series())
    return dict(series)


def _middle_half(seconds):
    if len(seconds) == 1:  # of one round
        return seconds * 2
    first, _median, third = statistics.quantiles(seconds, n=4)
    return first, third


def processor_time(cr):
    """Processor time so far, in seconds; see the kernel's sched-stats, /proc/PID."""
    backend = cr.connection.info.backend_pid
    nanoseconds = Path(f"/proc/{backend}/schedstat").read_text().split()[0]
    return time.thread_time() + int(nanoseconds) / 1e9
