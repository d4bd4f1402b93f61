"""Which models and fields rules watch, and what the transaction did to them."""

from . import discord_watch
