"""An embed as a rule writes it: a template for each of its parts."""

import re
from datetime import timezone
from typing import NamedTuple

from ..discord.clip import clip
from ..discord.markdown import is_blank
from ..discord.places import escape_in
from .syntax import fill

COLOR = re.compile(r"#([0-9A-Fa-f]{6})")
INLINE = {"inline": True}
INLINE_MARK = " |"  # at the end of a field's line: it may stand beside others


class FieldTemplate(NamedTuple):
    name: str  # as it is, not a template
    value: str
    inline: bool


class EmbedTemplate(NamedTuple):
    """What saying needs of a rule's embed; the rule's template is its description."""

    title: str
    color: int | None
    fields: tuple[FieldTemplate, ...]
    timestamp: bool
    link: bool

    @classmethod
    def of(cls, rule):
        """Return it from a rule's fields, by name, whatever is in them."""
        hexadecimal = COLOR.fullmatch(rule["embed_color"] or "")
        return cls(
            title=rule["embed_title"] or "",
            color=int(hexadecimal[1], 16) if hexadecimal else None,
            fields=tuple(map(field_template, field_lines(rule["embed_fields"]))),
            timestamp=bool(rule["embed_timestamp"]),
            link=bool(rule["embed_link"]),
        )

    @property
    def templates(self):
        """All templates but the description's."""
        return (self.title, *(field.value for field in self.fields))


def field_lines(text):
    """Return the lines of a rule's `embed_fields` that say something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def field_template(line):
    """Return the `FieldTemplate` of `Name = {template}`, or of `… |` for inline."""
    name, _equals, value = line.partition("=")
    inline = value.endswith(INLINE_MARK)
    return FieldTemplate(
        name.strip(), value.removesuffix(INLINE_MARK).strip(), inline=inline
    )


def render(template, description, texts, url, moment, escape=escape_in):
    """Return the embed as Discord has it; what comes out empty is left out.

    :param description: text, already escaped
    :param texts: {placeholder name: plain text}
    :param url: the record's, for a title that links to it; "" if there is none
    :param moment: naive datetime in UTC: when it happened
    :param escape: see `fill`
    """
    title = _filled(template.title, texts, escape, is_title=True)
    said = {
        "title": title,
        "description": description,
        "fields": [
            {"name": field.name, "value": value, **(INLINE if field.inline else {})}
            for field in template.fields
            if not is_blank(value := _filled(field.value, texts, escape))
        ],
    }
    embed = {key: value for key, value in said.items() if value}
    if title and template.link and url:
        embed["url"] = url
    if template.color is not None:
        embed["color"] = template.color
    if template.timestamp:
        moment = moment.replace(tzinfo=timezone.utc)
        embed["timestamp"] = moment.isoformat(timespec="seconds")
    return embed


def _filled(template, texts, escape, is_title=False):
    return clip(fill(template, texts, escape, is_title))
