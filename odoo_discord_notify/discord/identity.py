"""The name and picture that a message is posted under, as far as Discord takes them."""

from .limits import USERNAME_MAX
from .markdown import flatten, is_blank
from .web_address import is_public
from .words import _lt

# resources/webhook "Create Webhook", discord-api-docs#5999, discord-webhooks#100. The
# list grows without notice, so what else Discord refuses only its answer can tell.
FORBIDDEN_WITHIN = ("clyde", "discord")
FORBIDDEN = ("everyone", "here", "system message")

WITHIN = _lt("Discord takes no name with “discord” or “clyde” in it.")
RESERVED = _lt("Discord keeps the names “everyone”, “here” and “system message”.")
TOO_LONG = _lt("Discord takes no name of more than 80 characters.")
UNREACHABLE = _lt(
    "Discord cannot load this picture: enter a web address that everybody may follow."
)
INVISIBLE = _lt("This name shows nothing: Discord does not take it.")


def username_problem(username: str) -> str | None:
    """Why Discord refuses the name of a webhook, in English, or None."""
    name = _as_posted(username)
    if is_blank(name):
        return INVISIBLE
    if len(name) > USERNAME_MAX:
        return TOO_LONG
    if any(word in name.lower() for word in FORBIDDEN_WITHIN):
        return WITHIN
    return RESERVED if name.lower() in FORBIDDEN else None


def avatar_problem(avatar_url: str) -> str | None:
    """Why Discord cannot show the picture, in English, or None."""
    return None if is_public(avatar_url) else UNREACHABLE


def identity(username: str = "", avatar_url: str = "") -> dict:
    """The part of a payload that says who posts; the webhook's own where it is empty.

    What Discord is known to refuse is left out: the message matters more. Whoever
    types it is told, see :func:`username_problem` and :func:`avatar_problem`.
    """
    given = {}
    if username and not username_problem(username):
        given["username"] = _as_posted(username)
    if avatar_url and not avatar_problem(avatar_url):
        given["avatar_url"] = avatar_url
    return given


def _as_posted(username):
    return " ".join(flatten(username or "").split())
