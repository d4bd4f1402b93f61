"""The overview hears of what changes through the bus: that it changed, not what.

Sent by the sender's process, never in the user's transaction, to the members of the
group alone: users are subscribed to their groups, and to no channel by name.
"""

import time

from odoo import api, models

NEWS = "odoo_discord_notify.overview"
PAUSE = 1  # seconds between two of them while messages leave; one ends each run

_last = {}  # {database: monotonic time of the last news}


class DiscordOverview(models.AbstractModel):
    _inherit = "discord.overview"

    @api.model
    def _tell_viewers(self):
        _last[self.env.cr.dbname] = time.monotonic()
        self.env.ref("odoo_discord_notify.group_discord_user")._bus_send(NEWS, {})


class DiscordDispatcher(models.AbstractModel):
    _inherit = "discord.dispatcher"

    def _drain(self, until=None):
        super()._drain(until)
        self._unless_disturbed(self.env["discord.overview"]._tell_viewers)


class DiscordDelivery(models.Model):
    _inherit = "discord.delivery"

    def _settle(self, verdict):
        super()._settle(verdict)
        if time.monotonic() - _last.get(self.env.cr.dbname, 0) > PAUSE:
            self.env["discord.overview"]._tell_viewers()
