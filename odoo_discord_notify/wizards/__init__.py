from . import (
    base_partner_merge,
    discord_arrived,
    discord_backlog,
    discord_copy,
    discord_question,
    discord_sync_console,
    discord_sync_move,
)
