"""What a recap of a large table costs: `tests/run bench recap`.

A month in which all of the table's top-ups are, by client, with their sum, beside the
month before: all of its queries together, and how the memory of the process grows.
"""

import resource
import time

import odoo_here
import report
from two_tables import parser, small_and_large

from odoo import fields
from odoo.tools import SQL

from sandbox.progress import step

COLUMNS = ("top-ups", "queries", "together", "memory")
# Half in November, half in October, as no index can leave out.
SPREAD = """
UPDATE alimenteur_solde
   SET create_date = '2026-10-02'::timestamp + (id %% 2) * interval '1 month'
                     + (id %% 28) * interval '1 day'
"""
HALVES = "UPDATE alimenteur_solde SET id = id + 1 WHERE id %% 4 = 0"


def main(arguments, logs):
    """Measure and print."""
    options = parser("recap", __doc__).parse_args(arguments)
    with small_and_large(options.rows, logs) as tables:
        rows = [_measured(table, options.rounds) for table in tables]
        report.print_table("A recap by client, with sums:", COLUMNS, rows)


def _spread(table):
    with step(f"{table.rows:,} top-ups in two months"):
        with odoo_here.transaction(table.database) as env:
            env.cr.execute(SQL(HALVES))
            env.cr.execute(SQL(SPREAD))
        table.tidy()


def _measured(table, rounds):
    """Return a line of what is printed: the median of some rounds."""
    _spread(table)
    seconds, queries, before = [], 0, _memory()
    for _round in range(rounds):
        with odoo_here.transaction(table.database) as env:
            recap = env.ref("odoo_discord_notify.recap_solde").sudo()
            recap.period = "month"
            calendar = recap._calendar()
            now = fields.Datetime.to_datetime("2026-12-15")
            period = calendar.before(calendar.period_at(now))
            env.flush_all()
            count, began = env.cr.sql_log_count, time.monotonic()
            text = recap._said(period, is_whole=True)[0].text()
            seconds.append(time.monotonic() - began)
            queries = env.cr.sql_log_count - count
            assert "Total" in text
            env.cr.rollback()
    grown = f"+{max(_memory() - before, 0) / 1024:.0f} MB"
    middle = sorted(seconds)[len(seconds) // 2]
    return f"{table.rows:,}", str(queries), report.s(middle), grown


def _memory():
    """The most that this process has used so far, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
