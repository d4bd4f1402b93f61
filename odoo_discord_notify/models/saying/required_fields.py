"""What a rule requires of a record: asked of records, and of whole tables in SQL."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL

from ...discord.markdown import isolated
from ..field_labels import field_label
from .columns import column
from .placeholder_texts import existing_field

NUMBERS = ("integer", "float", "monetary")  # zero is a number, NULL is a gap
LABELS = "\N{REPLACEMENT CHARACTER}"  # stands for them in a reason


def gaps(records, names):
    """Return {record id: reason} of those with an empty required field."""
    labels = defaultdict(list)
    for name in names:
        field = existing_field(records, name)
        is_number, cache = field.type in NUMBERS, field._get_cache(records.env)
        for id_, value in zip(records._ids, column(records, name), strict=True):
            if not value and not (is_number and cache.get(id_) is not None):
                labels[id_].append(_label(records.env, field))
    return {id_: _reason(records.env, ", ".join(labels[id_])) for id_ in labels}


def reason_sql(model, names, query):
    """Return the reason that `gaps` gives a record; one it never gives where none is.

    :return: `SQL` for `query`, or None if it has no way to ask for one of the fields
    """
    labels = [SQL("NULL")]
    for name in names:
        is_empty = _is_empty_sql(model, name, query)
        if is_empty is None:
            return None
        label = _label(model.env, model._fields[name])
        labels.append(SQL("CASE WHEN %s THEN %s END", is_empty, label))
    before, after = _reason(model.env, LABELS).split(LABELS)
    found = SQL("concat_ws(', ', %s)", SQL(", ").join(labels))
    return SQL("concat(%s::text, %s, %s::text)", before, found, after)


def _is_empty_sql(model, name, query):
    field = model._fields.get(name)
    try:
        if not field or not (field.store or field.related):  # it is computed
            return None
        if field.type not in NUMBERS:
            domain = Domain(name, "=", False).optimize_full(model)
            return domain._to_sql(model, model._table, query)
        # To a domain, zero is empty; a read gives zero where these columns have NULL.
        if field.company_dependent or not field.store:
            return None
        return SQL("%s IS NULL", model._field_to_sql(model._table, name, query))
    except ValueError:  # it is related to what is computed
        return None


def _label(env, field):
    label = field_label(env, field)
    return isolated(label, label)


def _reason(env, labels):
    return env._("%(fields)s not filled in", fields=labels)
