"""What noticing costs the user who saves: `tests/run bench cost`.

Each figure stands beside the plain one of the same run, database and model.
"""

import argparse
import os
from contextlib import ExitStack

import asking
import full_log
import odoo_here
import report
import saving
import tests_path  # noqa: F401
import unconcerned
from bench_sandbox import BenchSandbox
from contenders import CoreWebhook, OurRules, QueueJob

from odoo import sql_db
from odoo.release import version

from sandbox import ports
from sandbox.databases import Databases
from sandbox.paths import cache
from sandbox.progress import step
from sandbox.servers import add_channels, ask, standin_server

SETTINGS = ("server_version", "fsync", "synchronous_commit", "shared_buffers")


def main():
    """Measure and print."""
    options = _parse()
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        logs = cache() / "logs/bench"
        standin = standin_server(ports.free_port(), logs / "standin.log")
        stack.enter_context(standin)
        ask(standin.url, "settings", {"limits": False})
        odoo_here.start(sandbox, logs / "odoo.log")
        os.environ.update(add_channels(standin.url))
        stack.callback(sql_db.close_all)
        _measure(options, stack, Databases(sandbox), standin.url)


def _measure(options, stack, databases, standin_url):
    def database(addons):
        name = stack.enter_context(databases.temporary(addons=addons))
        stack.callback(sql_db.close_db, name)
        return name

    ours = OurRules(database(OurRules.addons))
    core = CoreWebhook(database(CoreWebhook.addons), _webhook_url(standin_url))
    queue_job = QueueJob(database(QueueJob.addons))
    all_of_ours = [ours]
    if options.rows:
        full = OurRules(database(OurRules.addons))
        full.name += f", {options.rows:,} rows in the log"
        with step(full.name):
            full_log.fill(full, options.rows)
        all_of_ours.append(full)

    settings = odoo_here.settings(ours.database, *SETTINGS)
    report.print_conditions(settings, version)
    saving.compare([*all_of_ours, core, queue_job], options.rounds)
    for one in all_of_ours:
        unconcerned.compare(one, core, options.rounds)
    asking.compare(all_of_ours, options.rounds)
    report.print_load()


def _webhook_url(standin_url):
    """A webhook of the stand-in, as core's action would be given it."""
    webhook = ask(standin_url, "webhooks", {"name": "Core", "channel": "core"})
    return f"{standin_url}/api/v10/webhooks/{webhook['id']}/{webhook['token']}"


def _parse():
    parser = argparse.ArgumentParser("tests/run bench cost", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="default: %(default)s")
    parser.add_argument(
        "--rows", type=int, default=0, help="measure with so long a log, too"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
