"""A notification's row: written in the user's transaction, read, retried, forgotten."""

# isort: off
from . import discord_brief_mixin, discord_outcome_mixin
from . import discord_notification, notification_commands, notification_hands
from . import notification_edits, notification_outlook, taking_back
from . import notification_reading, notification_links
from . import notification_story, edits_story
from . import discord_outbox, outbox_edits, outbox_on_demand
from . import discord_retention
