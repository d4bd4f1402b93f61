"""How fast Discord hears of what is saved: `tests/run bench delivery`.

Real servers, the stand-in's real limits; beside each figure what is possible at all,
or what core's webhook action makes of the same work.
"""

import argparse
from contextlib import ExitStack

import editing
import offices
import report
import sending
from bench_sandbox import BenchSandbox

from odoo.release import version

from sandbox.databases import Databases

OURS, CORE = "this addon", "core: automation + webhook"


def main(arguments, logs):
    """Measure and print."""
    options = _parse(arguments)
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        where = (stack, sandbox, Databases(sandbox), logs)
        ours, core = offices.ours(*where), offices.core(*where)
        report.print_conditions(version, sandbox.cluster.sql)
        _compare(
            "1 top-up, the server being idle", sending.ALONE, sending.alone, ours, core
        )
        _compare(
            "1000 top-ups in one call, no limits",
            sending.MANY,
            sending.many,
            ours,
            core,
        )
        rows = [(OURS, *editing.edited(ours))]
        title = "1000 told top-ups changed in one call, no limits"
        report.print_table(title, ("told by", *editing.EDITED), rows)
        _print_limited(ours, core, options.long)
        report.print_load()


def _compare(title, columns, measure, ours, core):
    rows = [(OURS, *measure(ours)), (CORE, *measure(core))]
    report.print_table(title, ("told by", *columns), rows)


def _print_limited(ours, core, long):
    rows = [(f"{OURS}, 1000", *sending.limited(ours, 1000))]
    if long:
        rows.append((f"{OURS}, 10 000", *sending.limited(ours, 10_000)))
    rows.append((f"{CORE}, 1000", *sending.limited(core, 1000)))
    columns = ("told by", *sending.LIMITED)
    report.print_table("Top-ups through Discord's limits", columns, rows)


def _parse(arguments):
    parser = argparse.ArgumentParser("tests/run bench delivery", description=__doc__)
    parser.add_argument(
        "--long", action="store_true", help="10 000 through the limits, too: 8 minutes"
    )
    return parser.parse_args(arguments)
