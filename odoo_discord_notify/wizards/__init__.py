from . import discord_backlog, discord_sync_console
