"""The overview hears of what changes through the bus: that it changed, not what.

Sent by the sender's process, never in the user's transaction, to the members of the
group alone: users are subscribed to their groups, and to no channel by name.
"""

import time

from odoo import api, models

NEWS = "odoo_discord_notify.overview"
PAUSE = 1  # seconds between two of them while messages leave; one ends each run

_last = {}  # {database: monotonic time of the last news}


def tell_viewers(env):
    """Let every overview that is open read again, once this is committed."""
    _last[env.cr.dbname] = time.monotonic()
    env.ref("odoo_discord_notify.group_discord_user")._bus_send(NEWS, {})


class DiscordDispatcher(models.AbstractModel):
    _inherit = "discord.dispatcher"

    @api.model
    def _run(self):
        result = super()._run()
        self._unless_disturbed(lambda: tell_viewers(self.env))
        return result


class DiscordDelivery(models.Model):
    _inherit = "discord.delivery"

    def _settle(self, verdict):
        result = super()._settle(verdict)
        if time.monotonic() - _last.get(self.env.cr.dbname, 0) > PAUSE:
            tell_viewers(self.env)
        return result
