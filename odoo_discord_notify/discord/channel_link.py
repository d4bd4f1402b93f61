"""Where a browser, or Discord's app, opens a channel or a message."""

CHANNELS = "https://discord.com/channels"


def channel_link(guild_id, channel_id, message_id=None) -> str:
    """The address of a message; of its channel where its number is not known.

    :param guild_id: of the server; without it there is no such address
    :param channel_id: or that of a thread
    :return: empty where nothing can be opened
    """
    if not (guild_id and channel_id):
        return ""
    return "/".join(filter(None, (CHANNELS, guild_id, channel_id, message_id)))
