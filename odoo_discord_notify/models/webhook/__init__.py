"""Where to: a webhook, its secret URL, its health and pauses, whose database it is."""

from . import (
    discord_database,
    discord_health_mixin,
    discord_hold_mixin,
    discord_look_mixin,
    discord_url_mixin,
    discord_webhook,
)
