"""Where to: a webhook, its secret URL, and whether it and this database may send."""

from . import (
    discord_database,
    discord_health_mixin,
    discord_hold_mixin,
    discord_url_mixin,
    discord_webhook,
)
