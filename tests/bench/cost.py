"""What noticing costs the user who saves: `tests/run bench cost`.

Each figure stands beside the plain one of the same run, same database and same model.
"""

import argparse
from contextlib import ExitStack

import tests_path  # noqa: F401
import odoo_here
import report
import saving
from bench_sandbox import BenchSandbox
from contenders import CoreWebhook, OurRules, QueueJob

from odoo.release import version

from sandbox import ports
from sandbox.databases import Databases
from sandbox.paths import cache
from sandbox.servers import add_channels, ask, standin_server

LOGS = cache() / "logs/bench"


def main():
    options = _parse()
    with ExitStack() as stack:
        sandbox = BenchSandbox()
        stack.enter_context(sandbox.cluster.in_use())
        
    
if __name__ == "__main__":
    main()
