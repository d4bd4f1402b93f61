"""Who would be pinged by a message.

Only ``content`` pings, never an embed. White space, code and backslashes around a
mention are not looked at: rather one ping too many in a test than one missed.
"""

import re

# What a webhook may ping when the body says nothing (resources/message).
DEFAULT_ALLOWED = {"parse": ["users"]}

MENTION = re.compile(
    r"<@!?(?P<users>\d+)>|<@&(?P<roles>\d+)>|@(?P<everyone>everyone|here)"
)


def pinged(payload: dict) -> list[str]:
    """The mentions of a valid body that notify somebody, each once, as written."""
    allowed = payload.get("allowed_mentions")
    allowed = DEFAULT_ALLOWED if allowed is None else allowed
    parse = allowed.get("parse") or []
    found = {}
    for mention in MENTION.finditer(str(payload.get("content") or "")):
        kind, name = mention.lastgroup, mention[mention.lastgroup]
        if kind in parse or name in map(str, allowed.get(kind) or []):
            found[mention[0]] = None
    return list(found)
