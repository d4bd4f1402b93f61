"""From a record to words: a rule's texts, filled with what fields say; whom they call.

The rooms that use it add `discord.calls.mixin` to what tells something, and those of
its author and of what tells at all.
"""

from . import (
    discord_author_mixin,
    discord_calls_mixin,
    discord_mention,
    discord_teller_mixin,
    discord_template,
)
