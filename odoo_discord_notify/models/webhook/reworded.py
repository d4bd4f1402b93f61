"""A reason that is kept in one language, for a reader of another.

It is kept as it was said when it happened, in the language of the rule.
"""

from functools import lru_cache

from ...discord.policy import POLICY
from ..words import translated

SHIPPED = ("en_US", "fr_FR")  # in which it may be kept, installed or not


def reworded(env, text):
    """Return a kept reason in the language of `env`; as it is where it is not ours."""
    said, bracket, facts = (text or "").partition(" (")
    sentence = said.removesuffix(".")
    installed = (code for code, _name in env["res.lang"].get_installed())
    for lang in dict.fromkeys((*SHIPPED, *installed)):
        if english := _reasons(lang).get(sentence):
            words = translated(env.lang or "en_US", english)
            return words + said[len(sentence) :] + bracket + facts
    return text


@lru_cache(maxsize=16)
def _reasons(lang):
    """Return {reason in a language: in English}."""
    english = {policy.reason for policy in POLICY.values()}
    return {translated(lang, reason): reason for reason in english}
