"""Find the hundred that were never told, and the ten that are mended since."""

import statistics

from apart import apart
from long_table import MENDED, NEW, SYNC
from report import print_table, s, times
from topups import MODEL

TOLD = "discord.notification"


def compare(tables, rounds):
    """Measure both ways in each table, and print them."""
    for table in tables:
        apart(table.database, synchronize)  # PostgreSQL's caches are warm then
    ours, idle, naive = ([[] for _table in tables] for _way in range(3))
    for _round in range(rounds):
        for position, table in enumerate(tables):
            table.insert_new()
            naive[position].append(apart(table.database, compare_in_python))
            ours[position].append(apart(table.database, synchronize))
            idle[position].append(apart(table.database, synchronize))
            assert ours[position][-1].result == NEW + MENDED
            assert idle[position][-1].result == 0
    rows = [
        *_rows(f"this addon, {NEW} new and {MENDED} mended", ours),
        *_rows("this addon, nothing new", idle),
        *_rows("naive: all ids, compared in Python", naive),
    ]
    sizes = [f"{table.rows:,} rows" for table in tables]
    print_table("Reconcile (medians)", ("what it takes", *sizes, "ratio"), rows)


def synchronize(env, options=()):
    """Request a run and work it off, as the scheduled action does; how many it told."""
    log = env["discord.sync.log"]._request(SYNC, **dict(options))
    while log.state in ("queued", "running"):
        env(su=True)["discord.sync"]._run_queued()
    assert log.state == "success", log.lines
    return log.new_count


def compare_in_python(env):
    """What a script does that knows no anti-join; it tells nothing."""
    told = env[TOLD].with_context(active_test=False).search([("res_model", "=", MODEL)])
    known = set(told.mapped("res_id"))
    return [id_ for id_ in env[MODEL].search([]).ids if id_ not in known]


def _rows(title, costs):
    def row(what, shown, read):
        figures = [statistics.median(map(read, series)) for series in costs]
        ratio = times(figures[-1] / figures[0]) if figures[0] else ""
        return (f"{title}: {what}", *map(shown, figures), ratio)

    return [
        row("time", s, lambda cost: cost.seconds),
        row("CPU", s, lambda cost: cost.busy),
        row("memory of Odoo", megabytes, lambda cost: cost.memory),
        row("memory of PostgreSQL", megabytes, lambda cost: cost.backend_memory),
    ]


def megabytes(size):
    """Bytes as people read them."""
    return f"{size / 2**20:.1f} MB"
