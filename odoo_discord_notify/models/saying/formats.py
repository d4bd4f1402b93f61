"""What stands behind the colon of a placeholder, in the words of the rule's language.

Python's own formats, and two of ours: `currency`, a sum as Babel writes it, and
`<t:R>`, a moment that Discord shows in each reader's own zone.
"""

import re
from functools import lru_cache

from babel.dates import (
    format_date,
    format_datetime,
    format_time,
    get_day_names,
    get_month_names,
)
from babel.numbers import (
    format_currency,
    format_percent,
    get_decimal_symbol,
    get_group_symbol,
)

from odoo.tools.misc import babel_locale_parse

from ...discord.places import Moment

CURRENCY = "currency"
# developers/reference "Timestamp Styles"
TIMESTAMP = re.compile(r"<t:([tTdDfFsSR])>")

_DIRECTIVE = re.compile(r"%([-_0^#]?)(.?)", re.DOTALL)
_DIRECTIVES = frozenset("aAbBcCdDeFgGhHIjklmMnpPrRsStTuUVwWxXyYzZf%")
_WORDS = frozenset("aAbBhspPcxX")  # of them; the others all languages write alike
_DIGITS = re.compile(r"\d(?:.*\d)?", re.DOTALL)


def write_date(value, spec, lang):
    """Return a date or an aware datetime as `strftime` does, its words Babel's.

    :raise ValueError: it is no format of a date
    """
    if "%" not in spec:
        raise ValueError(spec)

    def written(found):
        flag, letter = found.groups()
        if letter not in _DIRECTIVES:
            raise ValueError(spec)
        words = _word(value, letter, lang) if letter in _WORDS else None
        if words is None:
            return found[0]
        words = words.upper() if flag == "^" else words
        return words.replace("%", "%%")

    return value.strftime(_DIRECTIVE.sub(written, spec))


def _word(value, letter, lang):
    """Return what one of `_WORDS` says in a language."""
    locale = babel_locale_parse(lang)
    if letter in "aA":
        width = "wide" if letter == "A" else "abbreviated"
        return get_day_names(width, locale=locale)[value.weekday()]
    if letter in "bBh":
        width = "wide" if letter == "B" else "abbreviated"
        return get_month_names(width, locale=locale)[value.month]
    if letter == "s":
        return str(int(value.timestamp()))
    if letter in "pP":
        return format_time(value, "a", locale=locale)
    write = {"c": format_datetime, "x": format_date, "X": format_time}[letter]
    return write(value, "short" if letter == "x" else "medium", locale=locale)


def timestamp(moment, style, text):
    """Return a moment for Discord to show.

    :param moment: aware datetime
    :param text: what it says where Discord does not show it
    """
    return Moment(text, f"<t:{int(moment.timestamp())}:{style}>")


def write_number(value, spec, lang):
    """Return a number as Python formats it, with the marks of the language.

    :raise ValueError: it is no format of a number
    """
    marks = number_marks(lang)
    return _DIGITS.sub(lambda digits: digits[0].translate(marks), format(value, spec))


def write_currency(value, currency, lang):
    """Return a sum of money as Babel writes it.

    :param currency: ISO code
    """
    return format_currency(value, currency, locale=babel_locale_parse(lang))


def write_difference(percent, lang):
    """Return a difference in per cent, with its sign, as Babel writes per cent.

    :param percent: a whole number, not 0
    """
    sign = "+" if percent > 0 else "-"
    return sign + format_percent(abs(percent) / 100, locale=babel_locale_parse(lang))


@lru_cache
def number_marks(lang):
    """Return Babel's marks of a language, for those that Python writes."""
    locale = babel_locale_parse(lang)
    symbols = {",": get_group_symbol(locale), ".": get_decimal_symbol(locale)}
    return str.maketrans(symbols)
