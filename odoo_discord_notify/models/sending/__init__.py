"""From the queue to Discord: whose turn it is, claims, requests, waking."""

from . import discord_delivery, discord_dispatcher
