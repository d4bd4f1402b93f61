"""What this process is: a server, a worker of one, or neither, as `odoo shell`.

A shell makes a server as well, and stops it before anybody can type. What is left looks
like one at work, and had it our help, it would run everybody's scheduled actions. Who
handles Ctrl-C tells them apart.
"""

import signal

from odoo.service.server import CommonServer, Worker
from odoo.tools import config


def this_server():
    """Return the server or worker that this process is; None where it serves nobody."""
    handler = signal.getsignal(signal.SIGINT)
    owner = getattr(handler, "__self__", None)
    is_server = isinstance(owner, CommonServer | Worker)
    return owner if is_server and not config["stop_after_init"] else None
