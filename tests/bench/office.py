"""A real Odoo server and the stand-in, both in processes of their own."""

import re
import time
from urllib.request import Request, urlopen

from topups import MODEL, clients, values

from sandbox import ports
from sandbox.servers import OdooServer, ask, standin_server

TEXT = re.compile(r"💸.+? MAD\*\*", re.DOTALL)  # one top-up's, as the plan has it
LOOK_AGAIN = 0.2  # seconds; a look costs the stand-in time
QUIET_SECONDS = 3  # after which a server that was started has nothing to do


class Office:
    """An Odoo where top-ups are saved over XML-RPC, and the channel that hears them.

    Times are ``time.monotonic()``, the same in all processes of a machine.
    """

    def __init__(self, stack, sandbox, database, logs, environ_of):
        """Start both.

        :param stack: an ``ExitStack`` that stops them
        :param logs: the folder of their logs
        :param environ_of: function of the stand-in's address: the variables for Odoo
        """
        standin = standin_server(ports.free_port(), logs / "standin.log")
        stack.enter_context(standin)
        self.standin_url = standin.url
        self._of_a_server = (sandbox, database, logs, environ_of(standin.url))
        self.first = stack.enter_context(self.server("odoo"))
        self.admin = self.first.rpc("admin")
        self._client_ids = self.admin.call("res.partner", "create", clients())
        self.save(1)  # a process computes its caches at the first one
        time.sleep(QUIET_SECONDS)

    def server(self, name):
        """Return another server of its database, not started; its log has this name."""
        sandbox, database, logs, environ = self._of_a_server
        log = logs / f"{name}.log"
        return OdooServer(sandbox, database, ports.free_port(), log, environ)

    def reset(self, limits):
        """Empty the channel, and switch Discord's limits on or off."""
        request = Request(f"{self.standin_url}/standin/reset", method="POST")
        urlopen(request, timeout=10).close()
        ask(self.standin_url, "settings", {"limits": limits})

    def save(self, count, rpc=None):
        """Save top-ups in one call; returns when it began and when it returned."""
        vals = values(self._client_ids, count)
        began = time.monotonic()
        (rpc or self.admin).call(MODEL, "create", vals)
        return began, time.monotonic()

    def requests(self):
        """All that the stand-in received, in the order of its answers."""
        return ask(self.standin_url, "requests")

    def texts(self):
        """The top-ups' texts that are shown, in order."""
        shown = []
        for message in ask(self.standin_url, "messages"):
            embeds = [embed["description"] for embed in message["embeds"]]
            for block in [message["content"], *embeds]:
                shown += TEXT.findall(block)
        return shown

    def wait_for(self, count, timeout):
        """Wait until ``count`` top-ups are shown, or ``timeout`` seconds; the texts."""
        deadline = time.monotonic() + timeout
        while len(texts := self.texts()) < count and time.monotonic() < deadline:
            time.sleep(LOOK_AGAIN)
        return texts
