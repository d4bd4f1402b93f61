"""From a record to words: a rule's texts, filled with what fields say."""

from . import discord_template
