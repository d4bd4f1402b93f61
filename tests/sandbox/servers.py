"""The two servers of a demonstration: Odoo and the Discord stand-in."""

import json
import os
import re
import signal
import sys
import urllib.request

from .paths import TESTS
from .ports import free_port
from .rpc import Rpc
from .server_process import ServerProcess

# Who speaks in which channel of the stand-in, by the variable that tells the addon.
CHANNELS = {
    "DISCORD_WEBHOOK_SOLDE": ("Soldes", "soldes"),
    "DISCORD_WEBHOOK_BC": ("Commandes", "commandes"),
    "DISCORD_WEBHOOK_BL": ("Alertes BL", "alertes-bl"),
}


class OdooServer(ServerProcess):
    """Odoo on ``database``, with the variables ``environ`` beside the sandbox's."""

    def __init__(self, sandbox, database, port, log, environ=None, options=()):
        self.database = database
        command = sandbox.odoo_command(
            # Without --db-filter: with one, each call of the API lists the databases.
            *("-d", database, "--no-database-list"),
            *("--http-port", port, "--max-cron-threads", 2),
            *("--gevent-port", free_port()),
            # XML-RPC is deprecated in Odoo 19, and still what its users use.
            *("--log-handler", "odoo.addons.rpc.controllers.xmlrpc:ERROR"),
            *options,
        )
        environ = {**sandbox.environ(), **(environ or {})}
        super().__init__("Odoo", command, port, environ, log, "/web/login")

    def rpc(self, login, password=None):
        """The external API as this user, whose password is the login if not given."""
        return Rpc(self.url, self.database, login, password or login)

    def cron_workers(self):
        """Return the processes that it has started to run scheduled actions."""
        started = re.findall(r"WorkerCron \((\d+)\) alive", self.log_text())
        return [int(pid) for pid in started]

    def kill_cron_worker(self):
        """Kill the only one so far, as the limits of Odoo do: another is started."""
        [pid] = self.cron_workers()
        os.kill(pid, signal.SIGKILL)


def standin_server(port, log):
    """The Discord stand-in, without channels yet."""
    command = [sys.executable, "-m", "discord_standin", "--port", port]
    environ = {**os.environ, "PYTHONPATH": str(TESTS)}
    path = "/standin/messages"
    return ServerProcess("The Discord stand-in", command, port, environ, log, path)


def add_channels(standin_url):
    """Make a webhook per shipped rule; returns the variables that tell the addon."""
    environ = {"DISCORD_API_BASE": standin_url}
    for variable, (name, channel) in CHANNELS.items():
        webhook = ask(standin_url, "webhooks", {"name": name, "channel": channel})
        environ[variable] = webhook["url"]
    return environ


def ask(standin_url, what, body=None):
    """Ask the stand-in's control: a POST where there is a body; returns its JSON."""
    request = urllib.request.Request(
        f"{standin_url}/standin/{what}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)
