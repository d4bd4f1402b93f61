"""Judging the bodies of Execute Webhook and of its edits by ``limits``' tables."""

from collections.abc import Iterator
from typing import Any

from .kinds import Tree, is_blank, problem, trimmed
from .limits import EDIT, EMBED_TEXT_MOST, MESSAGE


def validate(payload: Any) -> Tree | None:
    """Return Discord's ``errors`` tree for a body it would refuse, else None.

    An empty message is well formed: see :func:`is_empty`.
    """
    return _wrong(MESSAGE, payload)


def validate_edit(payload: Any) -> Tree | None:
    """The same for the body of Edit Webhook Message."""
    return _wrong(EDIT, payload)


def is_empty(payload: dict) -> bool:
    """Whether nothing is left to show (Discord's error 50006)."""
    return is_blank(payload.get("content")) and not payload.get("embeds")


def embed_text_length(embeds: list[dict]) -> int:
    """Code points of all embeds together, as counted against the limit of 6000."""
    return sum(len(trimmed(text)) for embed in embeds for text in _texts(embed))


def _texts(embed: dict) -> Iterator[str]:
    yield embed.get("title") or ""
    yield embed.get("description") or ""
    yield (embed.get("footer") or {}).get("text") or ""
    yield (embed.get("author") or {}).get("name") or ""
    for field in embed.get("fields") or []:
        yield field["name"]
        yield field["value"]


def _wrong(kind, payload: Any) -> Tree | None:
    return kind.errors(payload) or _mention_conflict(payload) or _too_long(payload)


def _too_long(payload: dict) -> Tree | None:
    if embed_text_length(payload.get("embeds") or []) <= EMBED_TEXT_MOST:
        return None
    shown = f"Embed size exceeds maximum size of {EMBED_TEXT_MOST}"
    return {"embeds": problem("MAX_EMBED_SIZE_EXCEEDED", shown)}


def _mention_conflict(payload: dict) -> Tree | None:
    allowed = payload.get("allowed_mentions") or {}
    for kind in ("users", "roles"):
        if kind in (allowed.get("parse") or []) and allowed.get(kind):
            shown = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            code = "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE"
            return {"allowed_mentions": problem(code, shown)}
    return None
