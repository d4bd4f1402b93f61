"""Write a field's values as a reader in Casablanca would."""

from datetime import datetime, time
from decimal import Decimal
from functools import partial

import pytz

from ...discord.clip import VALUE_MAX, clip
from ...discord.html import from_html, without_pictures
from ...discord.markdown import flatten, is_blank, one_line
from ..settings import timezone
from .formats import (
    CURRENCY,
    TIMESTAMP,
    number_marks,
    timestamp,
    write_currency,
    write_date,
    write_number,
)

# The user's plan.
USUAL_FORMATS = {"date": "%d-%m-%Y", "datetime": "%d-%m-%Y %H:%M"}
FLOAT_DECIMALS = 2  # unless the field says otherwise
# Of which the text is made: it takes long, and little of it can be shown.
HTML_MAX = 16 * VALUE_MAX
YES_NO = {"fr": ("Oui", "Non")}


def text_writer(field, env, spec, lang):
    """Return the function that writes a value of `field` as plain text, not escaped.

    It takes the value as a record gives it, a sum of money with its currency behind
    it; a naive datetime means UTC. It raises ValueError where the format does not fit
    the value. Several lines are made of a text or HTML only; what HTML says it also
    says in Markdown. Words that show nothing are none; none have more than `VALUE_MAX`
    characters.

    :param spec: what stands behind the colon of a placeholder, or ""
    :param lang: Odoo language code; it need not be installed
    """
    write = _WRITERS.get(field.type, _write_words)(field, env, spec, lang)
    if field.type == "boolean":
        return write
    return lambda value, *more: (
        "" if value is None or value is False else clip(write(value, *more))
    )


def formatted(words, spec):
    """Return words in Python's format for texts, then on one line; or as they are.

    :raise ValueError: it is no format of a text
    """
    if is_blank(words):
        return ""
    return format(one_line(clip(words)), spec) if spec else words


def _write_boolean(_field, _env, spec, lang):
    yes, no = YES_NO.get(lang[:2], ("Yes", "No"))
    return lambda value: formatted(yes if value else no, spec)


def _write_words(_field, _env, spec, _lang):
    return lambda value: formatted(flatten(str(value)), spec)


def _write_text(_field, _env, spec, _lang):
    return lambda value: formatted(value, spec)


def _write_html(_field, _env, spec, _lang):
    return lambda value: formatted(from_html(without_pictures(value, HTML_MAX)), spec)


def _write_selection(field, env, spec, _lang):
    labels = dict(field._description_selection(env))
    return lambda value: formatted(flatten(str(labels.get(value, value))), spec)


def _write_name(_field, _env, spec, _lang):
    return lambda record: formatted(flatten(record.display_name or ""), spec)


def _write_count(_field, _env, spec, lang):
    return lambda records: write_number(len(records), spec, lang)


def _write_datetime(field, env, spec, lang):
    zone, usual = timezone(env), USUAL_FORMATS["datetime"]
    style = TIMESTAMP.fullmatch(spec)

    def write(value):
        moment = pytz.utc.localize(value).astimezone(zone)
        if style:
            return timestamp(moment, style[1], moment.strftime(usual))
        return write_date(moment, spec or usual, lang)

    return write


def _write_date(field, env, spec, lang):
    zone, spec = timezone(env), spec or USUAL_FORMATS["date"]

    def write(value):
        begins = zone.localize(datetime.combine(value, time()))
        return write_date(begins, spec, lang)

    return write


def _write_integer(_field, _env, spec, lang):
    return partial(write_number, spec=spec, lang=lang)


def _write_sum(field, env, spec, lang):
    digits = field.get_digits(env) if field.type == "float" else None
    usual, marks = digits[1] if digits else FLOAT_DECIMALS, number_marks(lang)

    def write(value, currency=None):
        if spec == CURRENCY and field.type == "monetary":
            if currency:
                return write_currency(value, currency.name, lang)
        elif spec:
            return write_number(value, spec, lang)
        decimals = currency.decimal_places if currency else usual
        # Decimals are rounded as they are written; and minus zero is zero.
        return f"{Decimal(str(value or 0)):,.{decimals}f}".translate(marks)

    return write


_WRITERS = {
    **dict.fromkeys(("one2many", "many2many"), _write_count),
    **dict.fromkeys(("many2one", "reference"), _write_name),
    **dict.fromkeys(("float", "monetary"), _write_sum),
    "boolean": _write_boolean,
    "integer": _write_integer,
    "date": _write_date,
    "datetime": _write_datetime,
    "selection": _write_selection,
    "html": _write_html,
    "text": _write_text,
}
