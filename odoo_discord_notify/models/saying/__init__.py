"""From a record to words: a rule's texts, filled with what fields say; whom they call.

The rooms that use it add `discord.calls.mixin` to what tells something.
"""

from . import discord_calls_mixin, discord_mention, discord_template
