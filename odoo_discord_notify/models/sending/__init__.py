"""From the queue to Discord: what wakes the sender, whose turn it is, each request.

The rooms that use it wake the sender (`wake_after_commit`,
`discord.dispatcher._wake`), or let it send at once (`_send_now`).
"""

# isort: off
from . import discord_blame_mixin, discord_edit_mixin
from . import discord_delivery, delivery_reading
from . import discord_dispatcher, edit_dispatcher, server_question
