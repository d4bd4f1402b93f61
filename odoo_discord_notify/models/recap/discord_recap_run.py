"""The scheduled action of recaps: it writes what is due into the outbox."""

import logging
import time

from odoo import SUPERUSER_ID, api, fields, models

from ...discord.markdown import flat_value
from ..retrying import committed
from ..trouble import log_trouble

_logger = logging.getLogger(__name__)

UNTOLD = "Discord recap %s could not be told"
RUN_SECONDS = 10  # other scheduled actions wait behind a run


class DiscordRecapRun(models.AbstractModel):
    _name = "discord.recap.run"
    _description = "Discord recaps that are due"

    @api.model
    def _run(self):
        """Tell the periods that have ended, each in a transaction of its own.

        What does not fit into one run goes on in the next, a minute later.
        """
        recaps = (
            self.with_user(SUPERUSER_ID)
            .env["discord.recap"]
            .search([("active", "=", True)])
        )
        committed(self.env, recaps._begin_anew)
        end = time.monotonic() + RUN_SECONDS
        for recap, periods in recaps._due(fields.Datetime.now()).items():
            if not periods or recap._problems():
                continue  # its form and the overview say so
            for period in periods:
                # The later ones wait, or the missed one would be left out for ever.
                if time.monotonic() >= end or not self._tell(recap, period):
                    break

    def _tell(self, recap, period):
        """Tell one period; return whether it is told, whoever did."""
        try:
            ids = committed(self.env, recap._tell_in_turn, period)
        except Exception as error:
            self.env.cr.rollback()
            name = type(error).__name__
            if recap.failure != name:
                log_trouble(_logger, error, UNTOLD, recap.id)
                committed(self.env, recap.write, {"failure": name})
            return False
        for id_ in ids:
            what = flat_value(recap.name), fields.Datetime.to_string(period.start)
            _logger.info("[RÉCAP] notification id=%s %s %s UTC", id_, *what)
        return True
