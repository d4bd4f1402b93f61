"""Odoo's cron threads, started again where they have ended.

Where PostgreSQL restarts, each tries once, at once, to connect again, and ends for good
if it is not back yet (seen in 19.0). Then no scheduled action runs, of nobody, until
Odoo itself is restarted.
"""

import logging
import threading

from odoo.service.server import ThreadedServer

from .this_server import this_server

_logger = logging.getLogger(__name__)

NAME = "odoo.service.cron."  # how Odoo names them


def start_again():
    """Start them anew if this server had some and has none; PostgreSQL must be back."""
    server = this_server()
    if not isinstance(server, ThreadedServer):
        return  # processes, which Odoo starts again itself
    if any(thread.name.startswith(NAME) for thread in threading.enumerate()):
        return
    _logger.warning("Odoo's cron threads have ended, and are started again")
    server.cron_spawn()
