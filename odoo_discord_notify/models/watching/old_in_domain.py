"""Domains that compare with what was before: `('date', '>', '{old.date} +7d')`.

Behind the placeholder may stand what Odoo's own relative dates know: `+1w`, `-12H` …
Only the moment of the change can answer them, record by record, in memory.
"""

import re
from datetime import date

from dateutil.relativedelta import relativedelta

from .rule_syntax import domain_of

OLD = re.compile(r"\{old\.(\w+)\}((?: [+-]\d{1,6}[ymwdHMS])*)")
UNITS = {
    **{"y": "years", "m": "months", "w": "weeks", "d": "days"},
    **{"H": "hours", "M": "minutes", "S": "seconds"},
}
# What stands for an old value until there is one, by the type of its field.
SAMPLES = {
    **{"date": "2026-01-01", "datetime": "2026-01-01 00:00:00"},
    **{"integer": 1, "float": 1.0, "monetary": 1.0, "many2one": 1, "boolean": True},
}


class NothingBefore(LookupError):
    """Nobody knows what the value was."""


def names_old(text):
    """Return whether a domain's text compares with old values."""
    return "{old." in (text or "")


def with_samples(text, model):
    """Return a domain's text that the database can be asked for: with samples.

    :param model: an empty recordset of what it is about
    """
    if not names_old(text):
        return text

    def sample(name, _offsets):
        field = model._fields.get(name)
        return SAMPLES.get(field and field.type, "a")

    return str(_replaced(domain_of(text), sample))


def with_old(text, old, lang, model):
    """Return the domain of one record, its old values in it.

    :param old: {(field name, language): value}, as `RecordChanges` has them
    :param model: a recordset of what it is about
    :raise NothingBefore: one of them is not known, or was empty
    """

    def value(name, offsets):
        before = old.get((name, lang))
        is_empty = before is False and model._fields[name].type != "boolean"
        if before is None or is_empty:
            raise NothingBefore
        if isinstance(before, tuple):  # (model, id)
            return before[1]
        if offsets and not isinstance(before, date):
            raise NothingBefore
        for sign, number, unit in re.findall(r"([+-])(\d+)(\w)", offsets):
            step = relativedelta(**{UNITS[unit]: int(number)})
            before = before + step if sign == "+" else before - step
        return before

    return _replaced(domain_of(text), value)


def _replaced(domain, value_of):
    """Return a domain with values for its placeholders."""
    replaced = []
    for item in domain:
        if isinstance(item, (list, tuple)) and len(item) == 3:
            name, operator, value = item
            found = OLD.fullmatch(value) if isinstance(value, str) else None
            value = value_of(*found.groups()) if found else value
            item = (name, operator, value)
        replaced.append(item)
    return replaced
