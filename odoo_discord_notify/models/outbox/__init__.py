"""A notification's row: written in the user's transaction, read, retried, forgotten."""

from . import (
    discord_brief_mixin,
    discord_notification,
    discord_outbox,
    discord_outcome_mixin,
    discord_retention,
    notification_reading,
    outbox_on_demand,
)
