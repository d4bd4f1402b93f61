"""What noticing costs the user who saves: `tests/run bench cost`.

Each figure stands beside the plain one of the same run, database and model.
"""

import argparse
import os
from contextlib import ExitStack

import asking
import following
import full_log
import odoo_here
import report
import saving
import unconcerned
from automation import add_address
from bench_sandbox import BenchSandbox
from contenders import CoreWebhook, OurRules, QueueJob

from odoo import sql_db
from odoo.release import version

from sandbox import ports
from sandbox.databases import Databases
from sandbox.progress import step
from sandbox.servers import add_channels, ask, standin_server


def main(arguments, logs):
    """Measure and print."""
    options = _parse(arguments)
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        standin = standin_server(ports.free_port(), logs / "standin.log")
        stack.enter_context(standin)
        ask(standin.url, "settings", {"limits": False})
        report.print_conditions(version, sandbox.cluster.sql)
        odoo_here.start(sandbox, logs / "odoo.log")
        os.environ.update(add_channels(standin.url))
        stack.callback(sql_db.close_all)
        _measure(options, stack, Databases(sandbox), standin.url)


def _measure(options, stack, databases, standin_url):
    def database(addons):
        addons = (*addons, *options.addons)
        name = stack.enter_context(databases.temporary(addons=addons))
        stack.callback(sql_db.close_db, name)
        return name

    ours = OurRules(database(OurRules.addons))
    core = CoreWebhook(database(CoreWebhook.addons), add_address(standin_url))
    queue_job = QueueJob(database(QueueJob.addons))
    all_of_ours = [ours]
    if options.rows:
        full = OurRules(database(OurRules.addons))
        full.name += f", {options.rows:,} rows in the log"
        with step(full.name):
            full_log.fill(full, options.rows)
        all_of_ours.append(full)

    saving.compare([*all_of_ours, core, queue_job], options.rounds)
    if options.profile:
        saving.profile(ours)
    for one in all_of_ours:
        unconcerned.compare(one, options.rounds)
    following.compare(ours, options.rounds)
    asking.compare(all_of_ours, options.rounds, not options.unanalyzed)
    report.print_load()


def _parse(arguments):
    parser = argparse.ArgumentParser("tests/run bench cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="default: %(default)s")
    parser.add_argument(
        "--rows", type=int, default=0, help="measure with so long a log, too"
    )
    parser.add_argument(
        "--profile", action="store_true", help="print the dearest lines of a save, too"
    )
    parser.add_argument(
        "--unanalyzed",
        action="store_true",
        help="ask the log as a server finds it that starts on a database just restored",
    )
    parser.add_argument(
        "--addons",
        type=lambda names: names.split(","),
        default=(),
        help="install these, too: sale,stock as a company has them",
    )
    return parser.parse_args(arguments)
