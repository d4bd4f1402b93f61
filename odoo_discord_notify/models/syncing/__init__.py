"""Synchronizations: they find the records that were never told, and tell them."""

from . import discord_run_mixin, discord_sync, discord_sync_log, discord_sync_state
