"""Write a field's value as a reader in Casablanca would."""

from datetime import date, datetime
from functools import lru_cache

import pytz
from babel import Locale, UnknownLocaleError
from babel.numbers import parse_pattern

from odoo import models
from odoo.tools import html2plaintext

from .settings import timezone

DATETIME_FORMAT = "%d-%m-%Y %H:%M"  # the user's plan
DATE_FORMAT = "%d-%m-%Y"
FLOAT_DECIMALS = 2  # unless the field says otherwise
YES_NO = {"fr": ("Oui", "Non")}


def field_text(value, field, env, spec, lang):
    """Return `value` of `field` as plain text, not yet escaped for Discord.

    :param value: as the record gives it; a naive datetime means UTC
    :param spec: what stands behind the colon of a placeholder, or ""
    :param lang: Odoo language code; it need not be installed
    :raise ValueError: the format does not fit the value
    """
    if isinstance(value, models.BaseModel):
        if field.type in ("one2many", "many2many"):
            return str(len(value))
        return value.display_name or ""
    if field.type == "boolean":
        return YES_NO.get(lang[:2], ("Yes", "No"))[0 if value else 1]
    if value is None or value is False or value == "":
        return ""
    if isinstance(value, datetime):
        local = pytz.utc.localize(value).astimezone(timezone(env))
        return local.strftime(spec or DATETIME_FORMAT)
    if isinstance(value, date):
        return value.strftime(spec or DATE_FORMAT)
    if field.type in ("integer", "float", "monetary"):
        return _number_text(value, field, env, spec, lang)
    if field.type == "selection":
        labels = dict(field._description_selection(env))
        return format(str(labels.get(value, value)), spec)
    if field.type == "html":
        value = html2plaintext(value)
    return format(str(value), spec)


def _number_text(value, field, env, spec, lang):
    if spec or field.type == "integer":
        return format(value, spec)
    digits = field.get_digits(env) if field.type == "float" else None
    decimals = digits[1] if digits else FLOAT_DECIMALS
    return _number_pattern(decimals).apply(value, _locale(lang))


@lru_cache
def _number_pattern(decimals):
    return parse_pattern(f"#,##0.{'0' * decimals}" if decimals else "#,##0")


@lru_cache
def _locale(lang):
    try:
        return Locale.parse(lang.split("@")[0])
    except (UnknownLocaleError, ValueError):
        return Locale("fr")
