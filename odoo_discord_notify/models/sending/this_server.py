"""What this process is: a server, a worker of one, or neither, as `odoo shell`.

A shell makes a server as well, and stops it before anybody can type. What is left looks
like one at work, and with our help it would run everybody's scheduled actions. Who
handles Ctrl-C tells them apart: a server's own method, and nothing that wraps it. In
doubt it is no server, and the scheduled action's own minute is what is left: so is the
process for websockets, which saves nothing.
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
