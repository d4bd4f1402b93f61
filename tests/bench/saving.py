"""What it costs to save what is noticed, beside saving it plain."""

import cProfile
import pstats
from functools import partial

from clock import interleaved
from odoo_here import transaction, wait_for_timers
from report import ms, print_table, times
from topups import values

COLUMNS = (
    *("noticed by", "plain", "noticed", "ratio", "middle half"),
    *("with PostgreSQL's CPU", "CPU of Odoo, plain", "noticed", "ratio", "middle half"),
    "queries",
)
SCENARIOS = {
    "1000 top-ups created in one transaction, and its commit": (1000, 1),
    "1 top-up created, and its commit": (1, 40),
}
DEAREST = 10  # lines of a profile


def compare(contenders, rounds):
    """Measure all contenders in turn, and print their tables."""
    for title, (count, repeat) in SCENARIOS.items():
        measurements = {
            (contender.name, on): partial(_save, contender, on, count, repeat)
            for contender in contenders
            for on in (False, True)
        }
        series = interleaved(rounds, measurements)
        rows = [_row(series, contender.name) for contender in contenders]
        print_table(f"{title} (median of {rounds * repeat})", COLUMNS, rows)


def profile(contender):
    """Print where the time of noticing goes, by function: its own, without others'."""
    for title, (count, repeat) in SCENARIOS.items():
        profiler = cProfile.Profile()
        _save(contender, True, count, repeat * 3, _Profiled(profiler))
        print(f"\n{title}, {repeat * 3} times: the dearest lines")
        pstats.Stats(profiler).sort_stats("tottime").print_stats(DEAREST)


class _Profiled:
    """Instead of a ``Series``: it measures where, and not how long."""

    def __init__(self, profiler):
        self._profiler = profiler

    def measure(self, _cr, act):
        """Run ``act()`` under the profiler."""
        self._profiler.runcall(act)


def _save(contender, on, count, repeat, series):
    contender.switch(on)
    with transaction(contender.database) as env:
        contender.create(env, values(contender.client_ids, 1))  # caches know the switch
        env.cr.commit()
        wait_for_timers()  # what that save has put off is not what the next one costs
        for _ in range(repeat):
            vals = values(contender.client_ids, count)
            series.measure(env.cr, partial(_create_and_commit, contender, env, vals))
    wait_for_timers()


def _create_and_commit(contender, env, vals):
    contender.create(env, vals)
    env.cr.commit()


def _row(series, name):
    plain, noticed = series[name, False], series[name, True]
    return (
        name,
        ms(plain.median),
        ms(noticed.median),
        times(noticed.median / plain.median),
        _between(noticed.middle, plain.median),
        times(noticed.median_busy / plain.median_busy),
        ms(plain.median_own),
        ms(noticed.median_own),
        times(noticed.median_own / plain.median_own),
        _between(noticed.middle_own, plain.median_own),
        f"{plain.usual_queries} -> {noticed.usual_queries}",
    )


def _between(bounds, plain):
    """A ratio's spread: what is plain, at its median, is one."""
    from_, to = (times(one / plain) for one in bounds)
    return f"{from_} to {to}"
