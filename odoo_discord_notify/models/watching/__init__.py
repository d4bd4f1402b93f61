"""What a rule watches, and what a transaction did to it."""

from . import discord_watch
