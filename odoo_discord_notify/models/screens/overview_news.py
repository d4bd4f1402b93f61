"""The overview hears of what changes through the bus: that it did and when, not what.

Sent by the sender's process, never in the user's transaction nor in the one that keeps
an answer of Discord's, to the members of the group alone: users are subscribed to their
groups, and to no channel by name.
"""

import logging
import time

from odoo import api, models

_logger = logging.getLogger(__name__)

NEWS = "odoo_discord_notify.overview"
PAUSE = 1  # seconds between two of them while messages leave; one ends each run

_last = {}  # {database: monotonic time of the last news}


def tell_viewers(env):
    """Let every overview that is open read again, once this is committed.

    Unless it has read since: whoever connects hears what was said in the last minute.
    """
    readers = env.ref("odoo_discord_notify.group_discord_user")
    readers._bus_send(NEWS, {"at": instant(env)})


def instant(env):
    """Return when the transaction began, for comparison: all that it reads is older."""
    return env.cr.now().isoformat(timespec="microseconds")


class DiscordDispatcher(models.AbstractModel):
    _inherit = "discord.dispatcher"

    @api.model
    def _run(self):
        result = super()._run()
        self._tell_viewers()
        return result

    def _settle(self, delivery_id, verdict, target=None):
        result = super()._settle(delivery_id, verdict, target)
        if time.monotonic() - _last.get(self.env.cr.dbname, 0) > PAUSE:
            self._tell_viewers()
        return result

    def _tell_viewers(self):
        """Tell them in a transaction of its own.

        Whatever fails here, nothing that is sent or settled must suffer from it: an
        overview that hears nothing asks by itself.
        """
        _last[self.env.cr.dbname] = time.monotonic()
        try:
            with self.env.registry.cursor() as cr:
                tell_viewers(self.env(cr=cr))
        except Exception as error:
            _logger.info("No overview was told: %s", type(error).__name__)
