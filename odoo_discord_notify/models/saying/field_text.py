"""Write a field's values as a reader in Casablanca would."""

from decimal import Decimal
from functools import lru_cache

import pytz
from babel.numbers import get_decimal_symbol, get_group_symbol

from odoo.tools import html2plaintext
from odoo.tools.misc import babel_locale_parse

from ...discord.clip import VALUE_MAX, clip
from ..settings import timezone

# The user's plan.
USUAL_FORMATS = {"date": "%d-%m-%Y", "datetime": "%d-%m-%Y %H:%M"}
# What is behind the colon has no effect on these.
WITHOUT_FORMAT = ("boolean", "many2one", "reference", "one2many", "many2many")
FLOAT_DECIMALS = 2  # unless the field says otherwise
# Of which the text is made: it takes long, and little of it can be shown.
HTML_MAX = 16 * VALUE_MAX
YES_NO = {"fr": ("Oui", "Non")}


def text_writer(field, env, spec, lang):
    """Return the function that writes a value of `field` as plain text, not escaped.

    It takes the value as a record gives it, a sum of money with the decimals of its
    currency behind it; a naive datetime means UTC. It raises ValueError where the
    format does not fit the value. A text has at most `VALUE_MAX` characters.

    :param spec: what stands behind the colon of a placeholder, or ""
    :param lang: Odoo language code; it need not be installed
    """
    if field.type == "boolean":
        yes, no = YES_NO.get(lang[:2], ("Yes", "No"))
        return lambda value: yes if value else no
    if field.type in ("float", "monetary") and not spec:
        write = _number_writer(field, env, lang)
    else:
        convert, usual = _converter(field, env), USUAL_FORMATS.get(field.type, "")
        spec = "" if field.type in WITHOUT_FORMAT else spec or usual

        def write(value, _decimals=None):
            return format(convert(value), spec) if value != "" else ""

    return lambda value, *more: (
        "" if value is None or value is False else clip(write(value, *more))
    )


def _converter(field, env):
    """Return the function from a value to what Python's `format` takes."""
    if field.type == "selection":
        labels = dict(field._description_selection(env))
        return lambda value: str(labels.get(value, value))
    if field.type == "datetime":
        zone = timezone(env)
        return lambda value: pytz.utc.localize(value).astimezone(zone)
    return _CONVERTERS.get(field.type, str)


_CONVERTERS = {
    **dict.fromkeys(("one2many", "many2many"), len),
    **dict.fromkeys(("many2one", "reference"), lambda one: one.display_name or ""),
    **dict.fromkeys(("integer", "float", "monetary", "date"), lambda value: value),
    "html": lambda value: html2plaintext(value[:HTML_MAX]),
}


def _number_writer(field, env, lang):
    digits = field.get_digits(env) if field.type == "float" else None
    usual, marks = digits[1] if digits else FLOAT_DECIMALS, _number_marks(lang)

    def write(value, decimals=usual):
        # Decimals are rounded as they are written; and minus zero is zero.
        return format(Decimal(str(value or 0)), f",.{decimals}f").translate(marks)

    return write


@lru_cache
def _number_marks(lang):
    """Return Babel's marks of a language, for those that Python writes."""
    locale = babel_locale_parse(lang)
    symbols = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    return str.maketrans(symbols)
