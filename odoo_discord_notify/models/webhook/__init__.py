"""Where to: a webhook, its secret URL, its health and pauses; which database sends.

The rooms that use it ask a webhook whether it is `_configured` and for its `_target`,
and settle what a request came to; they ask `discord.database` whether it is
`_silenced`.
"""

from . import (
    discord_database,
    discord_edits_mixin,
    discord_health_mixin,
    discord_hold_mixin,
    discord_look_mixin,
    discord_place_mixin,
    discord_quiet_mixin,
    discord_readers_mixin,
    discord_sender_mixin,
    discord_url_mixin,
    discord_webhook,
)
