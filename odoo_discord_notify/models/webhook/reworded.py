"""A reason that is kept in one language, for a reader of another.

It is kept as it was said when it happened, in the language of the rule.
"""

import re
from functools import lru_cache
from itertools import chain

from odoo.tools.translate import code_translations

from ..words import MODULE, translated

COMPLETE = "fr_FR"  # has all that we say
SHIPPED = ("en_US", COMPLETE)  # in which it may be kept, installed or not
# Kept with values in it: names of people and of fields, the class of an error.
WITH_VALUES = (
    "Canceled by %s",
    "%(fields)s not filled in",
    "%(model)s has no field “%(name)s”. Did you mean %(near)s?",
    "%(model)s has no field “%(name)s”",
    "It shows what %s has no right to read.",
    "The rule's author, %s, may not read this. An administrator can take the rule "
    "over.",
    "The message could not be written (%s). Check the rule's template.",
    "It could not be put into a message (%s), and what waited behind it could.",
    "This server could not prepare its messages (%s): its log says more.",
    "“%s” is not a relation",
    "“%s” has no “}”: write {name}, or {{ for a brace.",
    "%s: no “!” in a placeholder.",
    "%s: a format cannot hold a placeholder.",
    "%s: a value is not longer than 999 characters.",
    "%s: what stands behind “:” does not fit it.",
    "%s does not name a field: write one as in {name}.",
    "%s: say of which field, as in {old.name}.",
)
_PLACE = re.compile(r"%(?:\((\w+)\))?s")  # of a value


def reworded(env, text):
    """Return a kept reason in the language of `env`; as it is where it is not ours.

    What stands in brackets are facts, and Discord's own words.
    """
    text, reader = text or "", env.lang or "en_US"
    sentence = text.partition(" (")[0].removesuffix(".")
    installed = (code for code, _name in env["res.lang"].get_installed())
    for lang in dict.fromkeys((*SHIPPED, *installed)):
        for ours in (text, sentence):
            if english := _sentences(lang).get(ours):
                return translated(reader, english) + text[len(ours) :]
        for english, pattern in _patterns(lang):
            if found := pattern.fullmatch(text):
                values = found.groupdict() or found.groups()
                return translated(reader, english, values)
    return text


@lru_cache(maxsize=16)
def _sentences(lang):
    """Return {what code of ours says in a language, without values: in English}."""
    english = code_translations.get_python_translations(MODULE, COMPLETE)
    plain = (sentence for sentence in english if "%" not in sentence)
    return {translated(lang, sentence): sentence for sentence in plain}


@lru_cache(maxsize=16)
def _patterns(lang):
    """Return [(in English, what matches it with any values in a language)]."""
    return [(english, _pattern(translated(lang, english))) for english in WITH_VALUES]


def _pattern(sentence):
    *literals, end = (re.escape(one) for one in _PLACE.split(sentence)[::2])
    names = _PLACE.findall(sentence)
    values = [f"(?P<{name}>.+)" if name else "(.+)" for name in names]
    before = zip(literals, values, strict=True)
    return re.compile("".join(chain(*before, [end])), re.DOTALL)
