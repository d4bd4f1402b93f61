"""``tests/demo``: Odoo and the Discord stand-in, ready to be tried."""

import argparse
import fcntl
import shutil
import sys
import time
from contextlib import ExitStack, contextmanager

from . import ports
from .databases import Databases
from .demo_once import save_and_watch
from .odoo import Sandbox
from .paths import cache
from .progress import Failure, step
from .rpc import add_internal_user
from .servers import OdooServer, add_channels, standin_server
from .stop_signals import heed_signals

DATABASE = "demo"
AGENT = "agent"  # login and password of an ordinary internal user

WELCOME = """
  Odoo      {odoo}/odoo     log in as admin / admin, or as {agent} / {agent}
  Discord   {standin}     what the channels show, live

  In Odoo, menu ASG, create an "Alimentation de solde" with a client: Discord hears
  of it.
  Ctrl-C stops everything. The database "{database}" is made anew at each start.
"""


def main(arguments):
    """Run the demonstration until it is stopped; returns the exit status."""
    options = _parse(arguments)
    try:
        heed_signals()
        return _demonstrate(options)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130 if options.once else 0


def _demonstrate(options):
    with ExitStack() as stack:
        if not options.once:
            stack.enter_context(_only_one(DATABASE))
        sandbox = Sandbox()
        stack.enter_context(sandbox.cluster.in_use())
        standin, odoo = _start_servers(stack, sandbox, options)
        add_internal_user(odoo.rpc("admin"), AGENT, "Karim Agent")
        if options.once:
            arrived = save_and_watch(odoo.rpc(AGENT), standin.url)
            return 0 if arrived else 1
        addresses = {"odoo": odoo.url, "standin": standin.url}
        print(WELCOME.format(agent=AGENT, database=DATABASE, **addresses), flush=True)
        while True:
            odoo.check()
            standin.check()
            time.sleep(0.5)


def _start_servers(stack, sandbox, options):
    logs = cache() / "logs" / ("demo-once" if options.once else "demo")
    shutil.rmtree(logs, ignore_errors=True)
    databases = Databases(sandbox)
    database = DATABASE
    if options.once:
        database = stack.enter_context(databases.temporary(demo=True))
    else:
        databases.make(database, demo=True)
    port = ports.choose(options.standin_port, 8099, "--standin-port", "the stand-in")
    with step("Starting the Discord stand-in"):
        standin = stack.enter_context(standin_server(port, logs / "standin.log"))
    port = ports.choose(options.port, 8069, "--port", "Odoo")
    databases.set_parameter(database, "web.base.url", f"http://{ports.HOST}:{port}")
    with step("Starting Odoo"):
        environ = add_channels(standin.url)
        server = OdooServer(sandbox, database, port, logs / "odoo.log", environ)
        odoo = stack.enter_context(server)
    return standin, odoo


def _parse(arguments):
    parser = argparse.ArgumentParser("tests/demo", description=__doc__)
    parser.add_argument(
        "--once",
        action="store_true",
        help="save a top-up, an order and a BL change, show what arrives, and stop",
    )
    parser.add_argument("--port", type=int, help="Odoo's port (usually 8069)")
    parser.add_argument(
        "--standin-port", type=int, help="the Discord stand-in's port (usually 8099)"
    )
    return parser.parse_args(arguments)


@contextmanager
def _only_one(name):
    """Refuse a second demonstration on the same database.

    :raise Failure: if there is one already.
    """
    with open(cache() / f"{name}.lock", "a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failure(
                "a demonstration is already running",
                "Stop it first, or give this one its own ODOO_DISCORD_NOTIFY_CACHE.",
            ) from None
        yield
