"""Time and queries: measured many times, told by their median."""

import gc
import statistics
import time
from collections import defaultdict
from dataclasses import dataclass, field


@dataclass
class Series:
    """Repeated measurements of one thing: seconds, and queries of each."""

    seconds: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)

    @property
    def median(self):
        """The median, in seconds."""
        return statistics.median(self.seconds)

    @property
    def mean(self):
        """The mean, in seconds: what disturbed one in a row counts in it."""
        return statistics.fmean(self.seconds)

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
        """Measure ``act()`` once: what it takes, and the queries made by ``cr``."""
        queries, started = cr.sql_log_count, time.perf_counter()
        act()
        self.seconds.append(time.perf_counter() - started)
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
