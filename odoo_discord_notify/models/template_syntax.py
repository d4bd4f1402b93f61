"""The template language: Python's own format strings, and nothing of Python's power.

`{field}`, `{relation.field}`, `{date:%d-%m-%Y}`, `{old.field}`, `{new.field}`,
`{agent}`, `{record_url}`, `{reason}`. Parsed by `string.Formatter`, resolved by the
caller through Odoo fields only: no attribute, no index, no call, no eval.
"""

import re
from functools import lru_cache
from string import Formatter
from typing import NamedTuple

from ..discord.markdown import Context, escape_in, flatten, hole_contexts

_WORD = re.compile(r"(?:\{[^{}]*\}|\S)+")  # a format may have spaces in it

SPECIAL_NAMES = ("agent", "record_url", "reason", "old", "new")


class TemplateError(ValueError):
    """The template cannot be read, or names what the model has not."""


class Placeholder(NamedTuple):
    name: str  # as written between the braces: "create_date:%d-%m-%Y"
    path: tuple[str, ...]  # ("create_date",)
    spec: str  # "%d-%m-%Y"
    context: Context  # where it stands: text, code, link target


@lru_cache(maxsize=512)
def parse(template):
    """Return the lines of `template`, each a tuple of literals and `Placeholder`s.

    :raise TemplateError: with a message for the author of the template
    """
    try:
        pieces = list(Formatter().parse(template))
    except ValueError as error:
        raise TemplateError(f"{error}.") from None
    lines = [[]]
    contexts = iter(_contexts(pieces))
    for literal, name, spec, conversion in pieces:
        first, *others = literal.split("\n")
        lines[-1].append(first)
        lines += [[text] for text in others]
        if name is not None:
            lines[-1].append(_placeholder(name, spec, conversion, next(contexts)))
    return tuple(tuple(filter(None, line)) for line in lines)


def placeholders(template):
    """Return the distinct placeholders of `template`, in order."""
    parts = (part for line in parse(template) for part in line)
    return tuple(dict.fromkeys(p for p in parts if isinstance(p, Placeholder)))


def fill(template, texts):
    """Return the message: each placeholder replaced, escaped for where it stands.

    A line all of whose placeholders come out empty is left out.

    :param texts: {placeholder name: plain text}
    """
    lines = []
    for line in parse(template):
        wanted = [part for part in line if isinstance(part, Placeholder)]
        if not wanted or any(texts[part.name] for part in wanted):
            lines.append("".join(_part_text(part, texts) for part in line))
    return "\n".join(lines)


def fill_plain(template, texts):
    """Return `template` on one line for a log, nothing escaped.

    Of `ref={name} client={client}`, a word whose placeholder is empty is left out.

    :param texts: {placeholder name: plain text}; a missing one is empty
    """
    words = []
    for word in _WORD.findall(template):
        wanted = placeholders(word)
        if not wanted or any(texts.get(placeholder.name) for placeholder in wanted):
            words.append(_plain(word, texts))
    return flatten(" ".join(words))


def _plain(template, texts):
    return "".join(
        texts.get(part.name, "") if isinstance(part, Placeholder) else part
        for line in parse(template)
        for part in line
    )


def _part_text(part, texts):
    if isinstance(part, Placeholder):
        return escape_in(part.context, texts[part.name])
    return part


def _contexts(pieces):
    """Return where each placeholder stands, from the texts between them."""
    literals = [""]
    for literal, name, _spec, _conversion in pieces:
        literals[-1] += literal
        if name is not None:
            literals.append("")
    return hole_contexts(literals)


def _placeholder(name, spec, conversion, context):
    if conversion:
        raise TemplateError(f"{{{name}!{conversion}}}: no “!” in a placeholder.")
    if "{" in spec:
        raise TemplateError(f"{{{name}}}: a format cannot hold a placeholder.")
    path = tuple(name.split("."))
    if not all(step.isidentifier() and not step.startswith("_") for step in path):
        raise TemplateError(f"{{{name}}} does not name a field.")
    if path in (("old",), ("new",)):
        raise TemplateError(f"{{{name}}}: say of which field, as in {{{name}.field}}.")
    return Placeholder(f"{name}:{spec}" if spec else name, path, spec, context)
