"""A reason that is kept in one language, for a reader of another.

It is kept as it was said when it happened, in the language of the rule.
"""

from functools import lru_cache

from odoo.tools.translate import code_translations

from ..words import MODULE, translated

COMPLETE = "fr_FR"  # has all that we say
SHIPPED = ("en_US", COMPLETE)  # in which it may be kept, installed or not


def reworded(env, text):
    """Return a kept reason in the language of `env`; as it is where it is not ours.

    What stands in brackets are facts, and Discord's own words.
    """
    text = text or ""
    sentence = text.partition(" (")[0].removesuffix(".")
    installed = (code for code, _name in env["res.lang"].get_installed())
    for lang in dict.fromkeys((*SHIPPED, *installed)):
        for ours in (text, sentence):
            if english := _sentences(lang).get(ours):
                return translated(env.lang or "en_US", english) + text[len(ours) :]
    return text


@lru_cache(maxsize=16)
def _sentences(lang):
    """Return {what code of ours says in a language, without values: in English}."""
    english = code_translations.get_python_translations(MODULE, COMPLETE)
    plain = (sentence for sentence in english if "%" not in sentence)
    return {translated(lang, sentence): sentence for sentence in plain}
