"""What a synchronization costs in a table of years: `tests/run bench sync`.

The same work in a small table and in a large one; beside it the naive way, which reads
what exists and what was told and compares them in Python.
"""

import argparse
import os
from contextlib import ExitStack

import backfill
import odoo_here
import reconcile
import report
from bench_sandbox import BenchSandbox
from long_table import LongTable

from odoo import sql_db
from odoo.release import version

from sandbox.databases import Databases
from sandbox.progress import step

SMALL = 10_000
# Nothing is sent: there is no cron worker in this process.
URL = f"https://discord.com/api/webhooks/{10**18}/{'t' * 68}"


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
        databases, tables = Databases(sandbox), []
        for rows in (SMALL, options.rows):
            name = stack.enter_context(databases.temporary())
            stack.callback(sql_db.close_db, name)
            with step(f"{rows:,} top-ups, all told"):
                tables.append(LongTable(name, rows))
        reconcile.compare(tables, options.rounds)
        if options.backfill:
            backfill.compare(tables[-1], options.backfill)
        report.print_load()


def _parse(arguments):
    parser = argparse.ArgumentParser("tests/run bench sync", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    parser.add_argument(
        "--rows",
        type=int,
        default=1_000_000,
        help="of the large table; default: %(default)s",
    )
    parser.add_argument(
        "--backfill",
        type=int,
        default=100_000,
        help="history to tell, 0: none; default: %(default)s",
    )
    return parser.parse_args(arguments)
