"""What a recap of a large table costs: `tests/run bench recap`.

A month in which all of the table's top-ups are, by client, with their sum, beside the
month before: all of its queries together, and how the memory of the process grows.
"""

import argparse
import os
import resource
import time
from contextlib import ExitStack

import odoo_here
import report
from bench_sandbox import BenchSandbox
from long_table import LongTable

from odoo import fields, sql_db
from odoo.release import version
from odoo.tools import SQL

from sandbox.databases import Databases
from sandbox.progress import step

SMALL = 10_000
URL = f"https://discord.com/api/webhooks/{10**18}/{'t' * 68}"
# Half in November, half in October, as no index can leave out.
SPREAD = """
UPDATE alimenteur_solde
   SET create_date = '2026-10-02'::timestamp + (id %% 2) * interval '1 month'
                     + (id %% 28) * interval '1 day'
"""
HALVES = "UPDATE alimenteur_solde SET id = id + 1 WHERE id %% 4 = 0"


def main(arguments, logs):
    """Measure and print."""
    options = _parse(arguments)
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        report.print_conditions(version, sandbox.cluster.sql)
        odoo_here.start(sandbox, logs / "odoo.log")
        os.environ["DISCORD_WEBHOOK_SOLDE"] = URL
        stack.callback(sql_db.close_all)
        databases, rows = Databases(sandbox), []
        for size in (SMALL, options.rows):
            name = stack.enter_context(databases.temporary())
            stack.callback(sql_db.close_db, name)
            with step(f"{size:,} top-ups in two months"):
                table = LongTable(name, size)
                with odoo_here.transaction(name) as env:
                    env.cr.execute(SQL(HALVES))
                    env.cr.execute(SQL(SPREAD))
                table.tidy()
            rows.append(_measured(name, size, options.rounds))
        columns = ("top-ups", "queries", "together", "memory")
        report.print_table("A recap by client, with sums:", columns, rows)
        report.print_load()


def _measured(database, size, rounds):
    """Return a line of the table: the median of some rounds."""
    seconds, queries, before = [], 0, _memory()
    for _round in range(rounds):
        with odoo_here.transaction(database) as env:
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
    return f"{size:,}", str(queries), report.s(middle), grown


def _memory():
    """The most that this process has used so far, in KB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _parse(arguments):
    parser = argparse.ArgumentParser("tests/run bench recap", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    parser.add_argument(
        "--rows",
        type=int,
        default=1_000_000,
        help="of the large table; default: %(default)s",
    )
    return parser.parse_args(arguments)
