"""From a record to words: a rule's texts, filled with what fields say."""

from . import discord_author_mixin, discord_teller_mixin, discord_template
