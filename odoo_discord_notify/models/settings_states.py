"""What is on or off, on the settings page: buttons, not boxes that are saved.

A page that was opened before somebody else paused all sending would end the pause when
it is saved for another reason.
"""

import logging

from odoo import fields, models

from .settings import paused_by, set_paused
from .toast import START_ANEW, toast
from .words import in_utc

_logger = logging.getLogger(__name__)


class ResConfigSettings(models.TransientModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "res.config.settings"

    discord_paused = fields.Boolean(compute="_compute_discord_states")
    discord_paused_note = fields.Char(compute="_compute_discord_states")
    discord_sync_active = fields.Boolean(compute="_compute_discord_states")

    def _compute_discord_states(self):
        by = paused_by(self.env)
        self.discord_paused = bool(by)
        self.discord_paused_note = by and self.env._(
            "Paused by %(name)s, %(when)s UTC.",
            name=by[0],
            when=in_utc(self.env, by[1]),
        )
        self.discord_sync_active = self._discord_sync_cron().active

    def action_discord_pause(self):
        """Send nothing more, on all servers."""
        self.check_access("write")
        set_paused(self.env, True)
        return toast("warning", self.env._("All sending is paused"), after=START_ANEW)

    def action_discord_resume(self):
        """Send again, what waits first."""
        self.check_access("write")
        set_paused(self.env, False)
        self.env["discord.dispatcher"]._wake()
        message = self.env._("What waits leaves now, in order.")
        return toast("success", message, after=START_ANEW)

    def action_discord_sync_start(self):
        """Look by itself for records that were never told."""
        return self._set_discord_sync(True)

    def action_discord_sync_stop(self):
        """Look for them only when a person asks."""
        return self._set_discord_sync(False)

    def _set_discord_sync(self, is_active):
        self.check_access("write")
        self._discord_sync_cron().active = is_active
        what = "started" if is_active else "stopped"
        _logger.info("Synchronizing by itself is %s by %s", what, self.env.user.login)
        return toast("success", self.env._("Saved"), after=START_ANEW)
