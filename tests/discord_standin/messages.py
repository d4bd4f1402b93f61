"""Turning an accepted body into the message that Discord keeps and shows."""

import re
from datetime import datetime, timezone

from .eyes import drawing, shown
from .guild import Webhook
from .kinds import trimmed
from .limits import EMBED
from .mentions import pinged
from .snowflake import new_snowflake

# Kept on the stored message for the page and the tests; Discord does not answer them.
# `shown` is all that a reader sees of it, as a text.
OUR_ADDITIONS = ("username", "mentions_pinged", "shown", "drawing")


def shown_message(payload: dict, webhook: Webhook, channel_id: str) -> dict:
    """The message object of a valid body, and :data:`OUR_ADDITIONS`."""
    pings = pinged(payload)
    user_ids = [ping.strip("<@!>") for ping in pings if re.match(r"<@!?\d", ping)]
    username = trimmed(payload.get("username") or webhook.name)
    message = {
        "id": new_snowflake(),
        "type": 0,
        "channel_id": channel_id,
        "webhook_id": webhook.id,
        "content": trimmed(payload.get("content") or ""),
        "embeds": shown_embeds(payload.get("embeds") or []),
        "author": {
            "id": webhook.id,
            "username": username,
            "avatar": None,
            "discriminator": "0000",
            "bot": True,
        },
        "username": username,
        "timestamp": datetime.now(timezone.utc).isoformat(),
        "edited_timestamp": None,
        "tts": bool(payload.get("tts")),
        "flags": payload.get("flags") or 0,
        "pinned": False,
        "mention_everyone": bool({"@everyone", "@here"} & set(pings)),
        "mentions": [{"id": user_id} for user_id in user_ids],
        "mention_roles": [ping.strip("<@&>") for ping in pings if "<@&" in ping],
        "attachments": [],
        "components": [],
        "mentions_pinged": pings,
    }
    return _seen(message)


def edited_message(payload: dict, message: dict) -> dict:
    """The message after an edit by a valid body: what that leaves out stays."""
    edited = {**message, "edited_timestamp": datetime.now(timezone.utc).isoformat()}
    if "content" in payload:
        edited["content"] = trimmed(payload["content"] or "")
    if "embeds" in payload:
        edited["embeds"] = shown_embeds(payload["embeds"] or [])
    if payload.get("flags") is not None:
        edited["flags"] = payload["flags"]
    return _seen(edited)


def as_discord_tells(message: dict) -> dict:
    """The message without :data:`OUR_ADDITIONS`."""
    return {key: value for key, value in message.items() if key not in OUR_ADDITIONS}


def _seen(message):
    return {**message, "shown": shown(message), "drawing": drawing(message)}


def shown_embeds(embeds: list[dict]) -> list[dict]:
    """The embeds that are seen: of those with one url, only the first."""
    seen, shown = set(), []
    for embed in embeds:
        url = embed.get("url")
        if url is None or url not in seen:
            seen.add(url)
            shown.append({"type": "rich", **_kept(embed)})
    return shown


def _kept(embed: dict) -> dict:
    kept = {key: _trim(embed[key]) for key in EMBED.kinds if embed.get(key) is not None}
    for field in kept.get("fields", []):
        field.setdefault("inline", False)
    return kept


def _trim(value):
    if isinstance(value, str):
        return trimmed(value)
    if isinstance(value, list):
        return [_trim(item) for item in value]
    if isinstance(value, dict):
        return {key: _trim(item) for key, item in value.items()}
    return value
