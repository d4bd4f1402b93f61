"""What a rule requires of a record: asked of records, and of whole tables in SQL."""

from collections import defaultdict

from odoo.fields import Domain
from odoo.tools import SQL

from .placeholder_texts import column, existing_field

NUMBERS = ("integer", "float", "monetary")  # zero is a number, NULL is a gap
TEXTS = ("char", "text", "html", "selection", "reference")
IS_EMPTY = {
    **dict.fromkeys(("many2one", "date", "datetime", *NUMBERS), "%s IS NULL"),
    **dict.fromkeys(TEXTS, "coalesce(%s, '') = ''"),
    "boolean": "%s IS NOT TRUE",
}
LABELS = "\N{REPLACEMENT CHARACTER}"  # stands for them in a reason


def gaps(records, names):
    """Return {record id: reason} of those with an empty required field."""
    labels = defaultdict(list)
    for name in names:
        field = existing_field(records, name)
        for id_, value in zip(records._ids, column(records, name), strict=True):
            if not value and _is_empty(records.browse(id_), field):
                labels[id_].append(field.string)
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
        label = model._fields[name].string
        labels.append(SQL("CASE WHEN %s THEN %s END", is_empty, label))
    before, after = _reason(model.env, LABELS).split(LABELS)
    found = SQL("concat_ws(', ', %s)", SQL(", ").join(labels))
    return SQL("concat(%s::text, %s, %s::text)", before, found, after)


def _is_empty(record, field):
    value = record[field.name]
    if field.type in NUMBERS:
        return field._get_cache(record.env).get(record.id) is None
    return not value


def _is_empty_sql(model, name, query):
    field = model._fields.get(name)
    if field and field.store and field.type in ("one2many", "many2many"):
        domain = Domain(name, "=", False).optimize_full(model)
        return domain._to_sql(model, model._table, query)
    if not (field and field.type in IS_EMPTY) or _is_number_without_null(field):
        return None
    try:
        return SQL(IS_EMPTY[field.type], model._field_to_sql(model._table, name, query))
    except ValueError:  # it is computed, or related to what is
        return None


def _is_number_without_null(field):
    """Whether a read gives zero where the column has NULL."""
    return field.type in NUMBERS and (field.company_dependent or not field.store)


def _reason(env, labels):
    return env._("%(fields)s not filled in", fields=labels)
