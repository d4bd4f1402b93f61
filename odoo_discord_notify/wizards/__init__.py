from . import discord_sync_console
