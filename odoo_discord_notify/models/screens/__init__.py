"""What people look at: overview, mails of trouble, top-up audit, button on records."""

from . import (
    discord_alert,
    discord_overview,
    discord_topup,
    overview_attention,
    overview_failed,
    overview_news,
    overview_sender,
    overview_steps,
    record_button,
    topup_outlook,
    where_to_look,
)
