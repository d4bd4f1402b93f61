"""Where to: a webhook, its secret URL, and whether it and this database may send.

The rooms above ask a webhook whether it is `_configured` and for its `_target`, and
settle what a request came to; they ask `discord.database` whether it is `_silenced`.
"""

from . import (
    discord_database,
    discord_health_mixin,
    discord_hold_mixin,
    discord_readers_mixin,
    discord_url_mixin,
    discord_webhook,
)
