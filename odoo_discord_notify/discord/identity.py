"""The name and picture that a message is posted under, as far as Discord takes them."""

from .limits import USERNAME_MAX
from .markdown import flatten

# resources/webhook "Create Webhook", discord-api-docs#5999, discord-webhooks#100 (the
# name "groundsphere" was refused for its "here"): with one of these in the name
# Discord refuses the message. Its list grows; what else it refuses is repaired later.
FORBIDDEN_WITHIN = ("clyde", "discord", "everyone", "here")


def identity(username: str = "", avatar_url: str = "") -> dict:
    """The part of a payload that says who posts; the webhook's own where it is empty.

    What Discord is known to refuse is left out: the message matters more.
    """
    given = {}
    name = flatten(username or "").strip()[:USERNAME_MAX].strip()
    if name and not any(word in name.lower() for word in FORBIDDEN_WITHIN):
        given["username"] = name
    if (avatar_url or "").startswith(("https://", "http://")):
        given["avatar_url"] = avatar_url
    return given
