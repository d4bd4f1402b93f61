"""The words of `discord/`, which knows no Odoo, in the language of an environment."""

from functools import partial

from odoo.tools import format_datetime
from odoo.tools.translate import get_translation

MODULE = "odoo_discord_notify"


def translator(env):
    """Return the function from an English text of `discord/` to what a person reads."""
    return partial(translated, env.lang or "en_US")


def in_known_language(model):
    """Return it without the language that is none here: a client may name any.

    No sentence could be written in that.
    """
    lang = model.env.context.get("lang")
    if not lang or isinstance(lang, str) and model.env["res.lang"]._get_code(lang):
        return model
    return model.with_context(lang=False)


def counted(count, one, many):
    """Return the words for a number of things: many languages have others for one.

    :param many: with a place for the number
    """
    return one if count == 1 else many % count


def in_utc(env, moment):
    """Return a moment as the reader's language writes it, in UTC."""
    return format_datetime(env, moment, tz="UTC", dt_format="medium")


def translated(lang, text, values=()):
    """Return an English text in a language, which need not be installed.

    :param values: for its places, as a tuple or by their names
    """
    return get_translation(MODULE, lang, text, values)
