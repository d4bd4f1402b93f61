"""Where in Discord a webhook posts: the server and the channel, as Discord told them.

Its answer to a message names the channel, or the thread, and not the server: that is
asked for once (see `sending/server_question`). Both belong to the URL of the moment.
"""

from odoo import api, fields, models

from ...discord.channel_link import channel_link

PLACE_FIELDS = ("guild_id", "channel_id")


class DiscordPlaceMixin(models.AbstractModel):
    _name = "discord.place.mixin"
    _description = "Where in Discord a webhook posts"

    guild_id = fields.Char(
        string="Server", readonly=True, copy=False, help="Learnt from Discord."
    )
    channel_id = fields.Char(
        string="Channel", readonly=True, copy=False, help="Learnt from Discord."
    )
    url_since = fields.Datetime(
        readonly=True, copy=False, help="When the present URL was entered."
    )
    guild_asked = fields.Datetime(
        readonly=True, copy=False, help="When Discord was last asked for the server."
    )

    discord_link = fields.Char(
        string="In Discord",
        compute="_compute_discord_link",
        compute_sudo=True,
        help="Opens the channel in Discord.",
    )

    @api.depends(*PLACE_FIELDS, "thread_id", "url_secret", "env_key")
    def _compute_discord_link(self):
        for webhook in self:
            webhook.discord_link = channel_link(**webhook._place())

    def _place(self, verdict=None):
        """Return {guild_id, channel_id} of where its messages go, as far as is known.

        :param verdict: what Discord has just answered; None before it has
        """
        thread_id = self._thread_id()
        told = verdict and verdict.channel_id
        # Set outside of Odoo, a URL changes without a word: then its server is unknown.
        is_moved = told and self.channel_id and told not in (thread_id, self.channel_id)
        known_id = False if is_moved else self.guild_id
        return {
            "guild_id": (verdict and verdict.guild_id) or known_id or False,
            "channel_id": thread_id or told or self.channel_id or False,
        }

    def _thread_id(self):
        address, thread_id = self._target()
        return thread_id or (address.thread_id if address else None)

    def _forget_place(self):
        """Forget what was learnt of the former URL."""
        forgotten = dict.fromkeys((*PLACE_FIELDS, "guild_asked"), False)
        self.write({**forgotten, "url_since": fields.Datetime.now()})
