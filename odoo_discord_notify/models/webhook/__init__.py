"""Where to: a webhook, its secret URL, its health and pauses, whose database it is."""

from . import (
    discord_health_mixin,
    discord_hold_mixin,
    discord_home,
    discord_url_mixin,
    discord_webhook,
)
