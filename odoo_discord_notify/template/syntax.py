"""The template language: Python's own format strings, and nothing of Python's power.

`{field}`, `{relation.field}`, `{date:%d-%m-%Y}`, `{old.field}`, `{new.field}`,
`{agent}`, `{record_url}`, `{reason}`. Parsed by `string.Formatter`, resolved by the
caller through Odoo fields only: no attribute, no index, no call, no eval.
"""

import re
from functools import lru_cache, partial
from string import Formatter
from typing import NamedTuple

from ..discord.markdown import flat_value, flatten
from ..discord.places import Place, escape_in, keep_literal, places, without_holes

WORD = re.compile(r"(?:\{[^{}]*\}|\S)+")  # a format may have spaces in it
# A width or precision from 1000 on, which would fill the memory; or a date's own words.
_WIDE = re.compile(r"(?!.*%[A-Za-z]).*\d{4}", re.DOTALL)
_PAIRS = re.compile(r"\{\{|\{[^{}]*\}|\}\}")  # of braces

SPECIAL_NAMES = ("agent", "record_url", "reason", "old", "new")


class TemplateError(ValueError):
    """The template cannot be read, or names what the model has not.

    Its arguments: one of the keys below and what was written, or a sentence.
    """

    def sentence(self, env):
        """Return it in the language of the author of the template."""
        key, written = [*self.args, ""][:2]
        sentences = {
            "opening": env._(
                "A “}” has no “{” before it: write {name}, or }} for a brace."
            ),
            "closing": env._(
                "“%s” has no “}”: write {name}, or {{ for a brace.", written
            ),
            "conversion": env._("%s: no “!” in a placeholder.", written),
            "nested": env._("%s: a format cannot hold a placeholder.", written),
            "wide": env._("%s: a value is not longer than 999 characters.", written),
            "format": env._("%s: what stands behind “:” does not fit it.", written),
            "name": env._("%s does not name a field: write one as in {name}.", written),
            "which": env._("%s: say of which field, as in {old.name}.", written),
        }
        return sentences.get(key, key)


class Placeholder(NamedTuple):
    name: str  # as written between the braces: "create_date:%d-%m-%Y"
    path: tuple[str, ...]  # ("create_date",)
    spec: str  # "%d-%m-%Y"
    place: Place  # where it stands: text, code, link target


class Line(NamedTuple):
    pattern: str  # with %s for each placeholder
    placeholders: tuple[Placeholder, ...]


@lru_cache(maxsize=512)
def parse(template, is_title=False):
    """Return the `Line`s of `template`.

    :param is_title: whether it is a title, which knows bold but no links
    :raise TemplateError: with a message for the author of the template
    """
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:
        raise _unbalanced(template) from None
    literals = _literals(pieces)
    named = (piece[1:] for piece in pieces if piece[1] is not None)
    wanted = [
        _placeholder(*piece, place)
        for piece, place in zip(named, places(literals, is_title), strict=True)
    ]
    lines = [([], [])]
    for literal, placeholder in zip(
        keep_literal(literals), [*wanted, None], strict=True
    ):
        first, *others = literal.replace("%", "%%").split("\n")
        lines[-1][0].append(first)
        lines += [([text], []) for text in others]
        if placeholder:
            lines[-1][0].append("%s")
            lines[-1][1].append(placeholder)
    return tuple(Line("".join(texts), tuple(wanted)) for texts, wanted in lines)


def placeholders(template):
    """Return the distinct placeholders of `template`, in order."""
    every = (one for line in parse(template) for one in line.placeholders)
    return tuple(dict.fromkeys(every))


def field_path(placeholder):
    """Return the path of the field that a placeholder reads, or None: it reads none."""
    first, *rest = placeholder.path
    if first in ("old", "new"):
        return tuple(rest)
    return None if first in SPECIAL_NAMES else placeholder.path


def fill(template, texts, escape=escape_in, is_title=False):
    """Return the message: each placeholder replaced, escaped for where it stands.

    A line all of whose placeholders come out empty is left out.

    :param texts: {placeholder name: plain text}
    :param escape: `escape_in`, or what remembers its results
    :param is_title: see `parse`
    """
    columns = {name: [text] for name, text in texts.items()}
    [message] = fill_all(template, columns, 1, escape, is_title)
    return message


def fill_all(template, columns, count, escape=escape_in, is_title=False):
    """Return `count` messages, as `fill` does: line by line, for all at once.

    :param columns: {placeholder name: plain text for each message}
    """
    parsed = parse(template, is_title)
    lines = [_fill_line(line, columns, count, escape) for line in parsed]
    return [
        without_holes("\n".join([text for text in message if text is not None]))
        for message in zip(*lines, strict=True)
    ]


def _fill_line(line, columns, count, escape):
    """Return a line of each message, or None where it is left out."""
    pattern, wanted = line
    if not wanted:
        return [pattern % ()] * count
    texts = [columns[one.name] for one in wanted]
    escaped = [
        _escaped(partial(escape, one.place), column)
        for one, column in zip(wanted, texts, strict=True)
    ]
    said = texts[0] if len(texts) == 1 else map(any, zip(*texts, strict=True))
    return [
        pattern % values if something else None
        for something, values in zip(said, zip(*escaped, strict=True), strict=True)
    ]


def _escaped(escape, column):
    """Return what `escape` makes of each text, having escaped equal ones once."""
    known = {text: escape(text) for text in set(column)}
    return [known[text] for text in column]


def fill_plain(template, texts):
    """Return `template` on one line for a log, nothing escaped.

    Of `ref={name} client={client}`, a word whose placeholder is empty is left out.

    :param texts: {placeholder name: plain text}; a missing one is empty
    """
    words = (_fill_word(word, texts) for word in WORD.findall(flatten(template)))
    return " ".join(filter(None, words))


def _fill_word(word, texts):
    """Return a word of a plain template, or "" where all that it names is empty."""
    said, values = "", []
    for literal, name, spec, _conversion in Formatter().parse(word):
        said += literal
        if name is not None:
            text = texts.get(f"{name}:{spec}" if spec else name, "")
            values.append(flat_value(text))
            said += values[-1]
    return said if any(values) or not values else ""


def _literals(pieces):
    """Return the texts between the placeholders, one more than there are."""
    literals = [""]
    for literal, name, _spec, _conversion in pieces:
        literals[-1] += literal
        if name is not None:
            literals.append("")
    return literals


def _unbalanced(template):
    """Return what to do about the first brace that is no pair."""
    lone = _PAIRS.sub(lambda pair: " " * len(pair[0]), template)
    opened = lone.find("{")
    if opened < 0:
        return TemplateError("opening")
    return TemplateError("closing", template[opened:].split("\n")[0][:30])


def _placeholder(name, spec, conversion, place):
    written = f"{{{name}}}"
    if conversion:
        raise TemplateError("conversion", f"{{{name}!{conversion}}}")
    if "{" in spec:
        raise TemplateError("nested", written)
    if _WIDE.match(spec):
        raise TemplateError("wide", written)
    path = tuple(name.split("."))
    if not all(step.isidentifier() and not step.startswith("_") for step in path):
        raise TemplateError("name", written)
    if path in (("old",), ("new",)):
        raise TemplateError("which", written)
    return Placeholder(f"{name}:{spec}" if spec else name, path, spec, place)
