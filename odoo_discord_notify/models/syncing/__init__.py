"""The plan's synchronizations: what exists and was never told."""

from . import discord_run_mixin, discord_sync, discord_sync_log, discord_sync_state
