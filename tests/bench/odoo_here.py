"""Odoo in this process: databases opened side by side, as one server holds them."""

import os
import sys
import threading
from contextlib import contextmanager

from odoo import api
from odoo.modules.registry import Registry
from odoo.tools import config

ADMIN = 2  # not the superuser: access rights are checked, as for people


def start(sandbox, log):
    """Configure Odoo as a server of this sandbox; it logs at INFO into ``log``."""
    os.environ.update(sandbox.environ())
    sys.path.append(str(sandbox.packages))
    config.parse_config(["--logfile", str(log)], setup_logging=True)


@contextmanager
def transaction(database):
    """A transaction of the administrator's; yields its environment, then commits."""
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, ADMIN, {})


def wait_for_timers():
    """Wait until all that was put off after a commit is done."""
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
