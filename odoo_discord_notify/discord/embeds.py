"""An embed: a message's card, with a title, a colour and fields.

A dictionary as Discord has it, any of ``title``, ``description``, ``url``, ``color``,
``timestamp``, ``fields`` and ``footer``, its texts escaped, and as long as they were
written.
"""

from .limits import (
    EMBED_DESCRIPTION_MAX,
    EMBED_FIELD_NAME_MAX,
    EMBED_FIELD_VALUE_MAX,
    EMBED_FIELDS_MAX,
    EMBED_TITLE_MAX,
    EMBED_TOTAL_MAX,
)
from .markdown import is_blank
from .shortening import shorten
from .web_address import is_public


def fitted(embed: dict, footer: str = "", total: int = EMBED_TOTAL_MAX) -> dict:
    """The embed within all limits, also alone in its message, its footers whole.

    :param footer: goes behind the one that the embed has
    :param total: code points that all of its texts may take together

    Where the texts have no room together, the longest give way first, their middle
    left out. What has nothing to show is left out; an empty result shows nothing.
    """
    fields = [
        {**field, "name": field["name"].strip(), "value": field["value"].strip()}
        for field in embed.get("fields") or ()
        if not (is_blank(field["name"]) or is_blank(field["value"]))
    ]
    whole = {**embed, "fields": fields[:EMBED_FIELDS_MAX]}
    if not is_public(whole.get("url") or ""):
        whole.pop("url", None)
    for key in ("title", "description"):
        text = whole.pop(key, None) or ""
        if not is_blank(text):
            whole[key] = text.strip()
    footer = " · ".join(filter(None, [_footer(embed), footer]))
    most = _fair_share(_lengths(_cut(whole)), total - len(footer))
    cut = _cut(whole, most)
    if not _lengths(cut):
        return {}
    return {**cut, "footer": {"text": footer}} if footer else cut


def text_length(embed: dict) -> int:
    """What the embed takes of the sum of its message."""
    return sum(_lengths(embed)) + len(_footer(embed))


def with_own_urls(embeds: list[dict]) -> list[dict]:
    """The embeds, no two with one url: Discord shows only the first of such."""
    seen, distinct = set(), []
    for number, embed in enumerate(embeds, 1):
        url = embed.get("url")
        while url and url in seen:
            url += f"#n{number}"
        seen.add(url)
        distinct.append({**embed, "url": url} if url else embed)
    return distinct


def in_markdown(embed: dict) -> str:
    """What the embed says, for where there are only texts."""
    fields = (f"**{f['name']}** : {f['value']}" for f in embed.get("fields") or ())
    lines = [embed.get("title"), embed.get("description"), *fields, embed.get("url")]
    return "\n".join(filter(None, lines))


def ending_with(line: str, text: str, embed: dict | None) -> tuple[str, dict | None]:
    """The text and the embed, if there is one, with a last line in small print.

    What shows nothing is left as it is, so that Discord refuses it with or without.
    """
    if is_blank(text):
        return text, embed
    footer = {"footer": {"text": line}}
    return f"{text.rstrip()}\n-# {line}", {**embed, **footer} if embed else embed


def _footer(embed):
    return embed.get("footer", {}).get("text", "")


def _cut(embed, most=EMBED_TOTAL_MAX):
    """The embed, each text within its own limit and ``most``; empty keys left out."""
    cut = {
        **embed,
        "title": shorten(embed.get("title", ""), min(EMBED_TITLE_MAX, most)),
        "description": shorten(
            embed.get("description", ""), min(EMBED_DESCRIPTION_MAX, most)
        ),
        "fields": [
            {
                **field,
                "name": shorten(field["name"], min(EMBED_FIELD_NAME_MAX, most)),
                "value": shorten(field["value"], min(EMBED_FIELD_VALUE_MAX, most)),
            }
            for field in embed["fields"]
        ],
    }
    return {key: value for key, value in cut.items() if value not in ("", [], None)}


def _lengths(embed):
    texts = [embed.get("title"), embed.get("description")]
    for field in embed.get("fields", ()):
        texts += field["name"], field["value"]
    return [len(text) for text in texts if text]


def _fair_share(lengths, total):
    """The most that each may have, so that all have room together."""
    left = len(lengths)
    for length in sorted(lengths):
        if length * left > total:
            return total // left
        total, left = total - length, left - 1
    return EMBED_TOTAL_MAX
