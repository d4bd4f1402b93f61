"""The rule that a person writes: its form, what is wrong with it, preview and test."""

from . import (
    discord_baseline_mixin,
    discord_becomes_mixin,
    discord_diagnosis_mixin,
    discord_embed_mixin,
    discord_fields_mixin,
    discord_follow_mixin,
    discord_mending_mixin,
    discord_menus,
    discord_named_mixin,
    discord_preview_mixin,
    discord_ready_made_mixin,
    discord_routes_mixin,
    discord_rule,
    discord_rule_route,
    rule_choices,
)
