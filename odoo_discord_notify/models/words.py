"""The words of `discord/`, which knows no Odoo, in the language of an environment."""

from functools import partial

from odoo.tools.translate import get_translation

MODULE = "odoo_discord_notify"


def translator(env):
    """Return the function from an English text of `discord/` to what a person reads."""
    return partial(translated, env.lang or "en_US")


def translated(lang, text):
    """Return an English text in a language, which need not be installed."""
    return get_translation(MODULE, lang, text, ())
