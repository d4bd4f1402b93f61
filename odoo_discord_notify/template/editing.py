"""Change a template as its author would, where fields go away or get another name."""

from string import Formatter

from ..discord.markdown import flatten
from .syntax import WORD, TemplateError, placeholders


def without_lines(template, names):
    """Return `template` without the lines that say how one of these fields changed."""
    lines = template.split("\n")
    return "\n".join(line for line in lines if not _says_change(line, names))


def without_words(template, names):
    """Return `template`, on one line, without the words that say so."""
    words = WORD.findall(flatten(template))
    return " ".join(word for word in words if not _says_change(word, names))


def _says_change(text, names):
    try:
        wanted = placeholders(text)
    except TemplateError:
        return False
    return any(one.path[0] in ("old", "new") and one.path[1] in names for one in wanted)


def renamed(template, rename):
    """Return `template` with other names in its placeholders.

    :param rename: function of what stands in one before its format, "client.name"
    """
    try:
        pieces = list(Formatter().parse(template))
    except ValueError:  # nobody could read it, so nothing in it has a name
        return template
    parts = []
    for literal, name, spec, conversion in pieces:
        parts.append(literal.replace("{", "{{").replace("}", "}}"))
        if name is not None:
            end = (f"!{conversion}" if conversion else "") + (
                f":{spec}" if spec else ""
            )
            parts.append(f"{{{rename(name)}{end}}}")
    return "".join(parts)
