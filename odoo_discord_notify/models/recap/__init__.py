"""Recaps: what a day, a week or a month came to, told at an hour."""

# isort: off
from . import discord_recap_diagnosis_mixin, discord_recap_fields_mixin
from . import discord_recap_link_mixin
from . import discord_recap_schedule_mixin, discord_recap_telling_mixin
from . import discord_recap_preview_mixin
from . import discord_recap, discord_recap_run
