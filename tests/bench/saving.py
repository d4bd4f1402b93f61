"""What it costs to save what is noticed, beside saving it plain."""

from functools import partial

from clock import interleaved
from odoo_here import transaction, wait_for_timers
from report import ms, print_table, times
from topups import values

COLUMNS = ("noticed by", "plain", "noticed", "ratio", "in CPU", "queries")


def compare(contenders, rounds):
    """Measure all contenders in turn, and print their tables."""
    scenarios = {
        "1000 top-ups created in one transaction, and its commit": (1000, 1),
        "1 top-up created, and its commit": (1, 40),
    }
    for title, (count, repeat) in scenarios.items():
        measurements = {
            (contender.name, on): partial(_save, contender, on, count, repeat)
            for contender in contenders
            for on in (False, True)
        }
        series = interleaved(rounds, measurements)
        rows = [_row(series, contender.name) for contender in contenders]
        print_table(f"{title} (median of {rounds * repeat})", COLUMNS, rows)


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
        times(noticed.median_busy / plain.median_busy),
        f"{plain.usual_queries} -> {noticed.usual_queries}",
    )
