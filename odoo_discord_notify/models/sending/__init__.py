"""From the queue to Discord: what wakes the sender, whose turn it is, each request."""

from . import discord_delivery, discord_dispatcher
