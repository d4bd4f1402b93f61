"""From the queue to Discord: whose turn it is, claims, requests, waking."""

from . import discord_blame_mixin, discord_delivery, discord_dispatcher
