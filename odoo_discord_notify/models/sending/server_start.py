"""See, once a server has started, whether an earlier one has left something to send.

Odoo looks for scheduled actions a minute after its start, and sooner only if it is
told. Costs one query in a thread of its own, a moment after a registry is loaded.
"""

import os

from odoo.service import server
from odoo.tools import config

from .wake_up import wake_if_waiting

DELAY = 1  # seconds: by then cron workers that start now can be told

_loaded = set()  # databases that a parent has loaded, for its first child to look at


def look_at_start(dbname):
    """Look soon, if this process is a server that sends."""
    if config["stop_after_init"]:
        return
    if isinstance(server.server, server.PreforkServer):
        if os.getpid() == server.server.pid:  # it forks: no threads here
            _loaded.add(dbname)
            return
    elif not isinstance(server.server, server.ThreadedServer):
        return
    wake_if_waiting(dbname, DELAY)


def _look_in_child():
    while _loaded:
        wake_if_waiting(_loaded.pop(), DELAY)


os.register_at_fork(after_in_parent=_loaded.clear, after_in_child=_look_in_child)
