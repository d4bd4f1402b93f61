"""Write a field's values as a reader in Casablanca would."""

from decimal import Decimal
from functools import lru_cache

import pytz
from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol, get_group_symbol

from odoo.tools import html2plaintext

from ..settings import timezone

DATETIME_FORMAT = "%d-%m-%Y %H:%M"  # the user's plan
DATE_FORMAT = "%d-%m-%Y"
FLOAT_DECIMALS = 2  # unless the field says otherwise
YES_NO = {"fr": ("Oui", "Non")}


def text_writer(field, env, spec, lang):
    """Return the function that writes a value of `field` as plain text, not escaped.

    It takes the value as a record gives it, a sum of money with the decimals of its
    currency behind it; a naive datetime means UTC. It raises ValueError where the
    format does not fit the value.

    :param spec: what stands behind the colon of a placeholder, or ""
    :param lang: Odoo language code; it need not be installed
    """
    if field.type == "boolean":
        yes, no = YES_NO.get(lang[:2], ("Yes", "No"))
        return lambda value: yes if value else no
    write = _WRITERS.get(field.type, _plain_writer)(field, env, spec, lang)
    return lambda value, *more: (
        "" if value is None or value is False else write(value, *more)
    )


def _plain_writer(_field, _env, spec, _lang):
    return lambda value: format(str(value), spec) if value != "" else ""


def _count_writer(*_):
    return lambda records: str(len(records))


def _name_writer(*_):
    return lambda record: record.display_name or ""


def _datetime_writer(_field, env, spec, _lang):
    zone, pattern = timezone(env), spec or DATETIME_FORMAT
    return lambda value: pytz.utc.localize(value).astimezone(zone).strftime(pattern)


def _date_writer(_field, _env, spec, _lang):
    return lambda value: value.strftime(spec or DATE_FORMAT)


def _selection_writer(field, env, spec, _lang):
    labels = dict(field._description_selection(env))
    return lambda value: format(str(labels.get(value, value)), spec)


def _html_writer(_field, _env, spec, _lang):
    return lambda value: format(html2plaintext(value), spec)


def _integer_writer(_field, _env, spec, _lang):
    return lambda value: format(value, spec)


def _number_writer(field, env, spec, lang):
    if spec:
        return lambda value, _decimals=None: format(value, spec)
    digits = field.get_digits(env) if field.type == "float" else None
    usual, marks = digits[1] if digits else FLOAT_DECIMALS, _number_marks(lang)

    def write(value, decimals=usual):
        # Decimals are rounded as they are written; and minus zero is zero.
        return format(Decimal(str(value or 0)), f",.{decimals}f").translate(marks)

    return write


_WRITERS = {
    **dict.fromkeys(("one2many", "many2many"), _count_writer),
    **dict.fromkeys(("many2one", "reference"), _name_writer),
    **dict.fromkeys(("float", "monetary"), _number_writer),
    "integer": _integer_writer,
    "datetime": _datetime_writer,
    "date": _date_writer,
    "selection": _selection_writer,
    "html": _html_writer,
}


@lru_cache
def _number_marks(lang):
    """Return Babel's marks of a language, for those that Python writes."""
    try:
        locale = Locale.parse(lang.split("@")[0])
    except (UnknownLocaleError, ValueError):
        locale = Locale("fr")
    symbols = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    return str.maketrans(symbols)
