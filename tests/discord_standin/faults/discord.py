"""Discord's own refusals and failures, in the order of the policy table.

Codes and words: Discord's documentation, topics/opcodes-and-status-codes.
"""

from ..kinds import problem, too_long
from .answers import error, limited
from .fault import BLOCKED, GONE, LIMITED, REFUSED, UNAVAILABLE, Fault, twice


def _form(**errors) -> Fault:
    """400 with Discord's tree of errors."""
    where = ", ".join(errors)
    answer = error(400, 50035, "Invalid Form Body", errors=errors)
    return Fault(f"400/50035: {where} is wrong", REFUSED, answer)


def _coded(outcome: str, *rows: tuple[str, int, int, str]) -> dict[str, Fault]:
    return {
        name: Fault(
            f"{status}/{code}: {message}", outcome, error(status, code, message)
        )
        for name, status, code, message in rows
    }


# fmt: off
DISCORD: dict[str, Fault] = {
    "invalid_content": _form(
        content=problem("BASE_TYPE_BAD_WORD", "This word is not welcome here.")),
    "invalid_embed": _form(embeds={"0": {"description": too_long(4096)}}),
    "invalid_username": _form(
        username=problem("USERNAME_INVALID_CONTAINS",
                         'Username cannot contain "discord"')),
    **_coded(
        REFUSED,
        ("empty", 400, 50006, "Cannot send an empty message"),
        ("explicit", 400, 20009,
            "Explicit content cannot be sent to the desired recipient(s)"),
        ("automod", 400, 200000, "Message was blocked by automatic moderation"),
        ("automod_title", 400, 200001, "Title was blocked by automatic moderation"),
        ("harmful_link", 400, 240000, "Message blocked by harmful links filter"),
        ("too_large", 413, 40005, "Request entity too large"),
    ),
    **_coded(
        BLOCKED,
        ("thread_missing", 400, 220001,
            "Webhooks posted to forum channels must have a thread_name or thread_id"),
        ("thread_twice", 400, 220002,
            "Webhooks cannot have both a thread_name and thread_id"),
        ("thread_refused", 400, 220003,
            "Webhooks can only create threads in forum channels"),
        ("thread_unstarted", 400, 40058,
            "Cannot message this thread until after the post author has sent an "
            "initial message"),
        ("tag_missing", 400, 40067,
            "A tag is required to create a forum post in this channel"),
        ("thread_archived", 400, 50083, "Thread is archived"),
        ("thread_locked", 400, 160005, "Thread is locked"),
        ("channel_type", 400, 50024, "Cannot execute action on this channel type"),
        ("thread_full", 400, 30033, "Maximum number of thread participants reached"),
        ("threads_full", 400, 160006, "Maximum number of active threads reached"),
        ("forum_refused", 400, 220004,
            "Webhook services cannot be used in forum channels"),
        ("messages_disabled", 403, 40004,
            "Send messages has been temporarily disabled"),
        ("feature_disabled", 400, 40006,
            "This feature has been temporarily disabled server-side"),
        ("unheard_of", 400, 987654, "A code that no table has"),
        ("general_error", 400, 0, "400: Bad Request"),
    ),
    **_coded(
        GONE,
        ("invalid_token", 401, 50027, "Invalid Webhook Token"),
        ("unauthorized", 401, 0, "401: Unauthorized"),
        ("unknown_webhook", 404, 10015, "Unknown Webhook"),
        ("unknown_channel", 404, 10003, "Unknown Channel"),
    ),
    **_coded(
        BLOCKED,
        ("no_permission", 403, 50013, "Missing Permissions"),
        ("no_access", 403, 50001, "Missing Access"),
        # Of the thread that was named: it begins with a message of the same id.
        ("unknown_message", 404, 10008, "Unknown Message"),
        ("not_allowed", 405, 0, "405: Method Not Allowed"),
    ),
    **_coded(UNAVAILABLE, ("no_route", 404, 0, "404: Not Found")),
    **_coded(
        LIMITED,
        ("slow_mode", 400, 20016,
            "This action cannot be performed due to slowmode rate limit"),
        ("channel_writes", 400, 20028, "The channel has hit the write rate limit"),
        ("server_writes", 400, 20029, "The server has hit the write rate limit"),
    ),
    "limited": Fault(
        "429: wait 1 s, this webhook", LIMITED, limited(1, "user")),
    "limited_channel": Fault(
        "429: wait 1 s, this channel, by no header", LIMITED, limited(1, "shared")),
    "limited_all": Fault(
        "429: wait 1 s, all of you", LIMITED, limited(1, "global")),
    # Only edits meet it; it tells by Retry-After alone (discord-api-docs#4381).
    "edited_too_often": Fault(
        "429/30046: wait 1 s, with messages older than an hour", LIMITED,
        limited(1, "user", code=30046, message=(
            "Maximum number of edits to messages older than 1 hour reached. "
            "Try again later"))),
    "limited_hours": Fault(
        "429: wait 2 hours, this webhook", LIMITED, limited(7200, "user")),
    "limited_channel_hours": Fault(
        "429: wait 2 hours, this channel", LIMITED, limited(7200, "shared")),
    **_coded(
        UNAVAILABLE,
        ("overloaded", 503, 130000,
            "API resource is currently overloaded. Try again a little later"),
    ),
    **twice("failed", "500/0: Discord failed at it",
            answer=error(500, 0, "500: Internal Server Error")),
}
# fmt: on
