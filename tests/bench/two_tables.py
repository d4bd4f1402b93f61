"""The same work in a small table and in a large one: does its cost grow with them?"""

import argparse
import os
from contextlib import ExitStack, contextmanager

import odoo_here
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


def parser(name, description):
    """Return the parser of such a benchmark's options."""
    parser = argparse.ArgumentParser(f"tests/run bench {name}", description=description)
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    parser.add_argument(
        "--rows",
        type=int,
        default=1_000_000,
        help="of the large table; default: %(default)s",
    )
    return parser


@contextmanager
def small_and_large(rows, logs):
    """Start Odoo and yield an iterator of two ``LongTable``, made as they are taken.

    Under what conditions is printed before and after.
    """
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        report.print_conditions(version, sandbox.cluster.sql)
        odoo_here.start(sandbox, logs / "odoo.log")
        os.environ["DISCORD_WEBHOOK_SOLDE"] = URL
        stack.callback(sql_db.close_all)
        databases = Databases(sandbox)
        yield (_table(size, stack, databases) for size in (SMALL, rows))
        report.print_load()


def _table(rows, stack, databases):
    name = stack.enter_context(databases.temporary())
    stack.callback(sql_db.close_db, name)
    with step(f"{rows:,} top-ups, all told"):
        return LongTable(name, rows)
