"""The customer's fields as columns of a table of ours, whatever their types are.

`source` is an empty recordset of the customer's model, in the reader's environment.
"""

from odoo.tools import SQL

NUMBERS = ("integer", "float", "monetary")
TEXTS = ("char", "text", "html", "selection", "many2one", "boolean", *NUMBERS)
# What a column of ours can be filled from, by its own type.
FITTING = {
    "char": TEXTS,
    "text": TEXTS,
    "float": NUMBERS,
    "datetime": ("datetime", "date"),
}


def can_show(source, column):
    """Whether the customer's model has such a field, which the reader may read."""
    field = source._fields.get(column.name)
    return bool(
        field
        and field.type in FITTING[column.type]
        and (field.store or field.type != "many2one")  # joined by its column
        and field._description_sortable(source.env)  # thus one SQL expression
        and source._has_field_access(field, "read")
    )


def to_sql(source, column, query):
    """Return the SQL of the customer's field, of the type of our `column`.

    :param query: on `source`, for the joins that it takes
    """
    field, model = source._fields[column.name], source.sudo()
    if field.type == "many2one":
        return _name(*field.join(model, model._table, query), query)
    value = model._field_to_sql(model._table, field.name, query)
    if column.type == "float":
        return SQL("%s::numeric", value)
    if column.type == "datetime":
        # Noon is on that day in (nearly) every reader's zone, midnight is not.
        return SQL("%s + interval '12 hours'", value) if field.type == "date" else value
    if field.type == "selection":
        return _labels(value, field._description_selection(source.env))
    if field.type == "boolean":
        words = source.env._("Yes"), source.env._("No")
        return _labels(value, zip(("true", "false"), words, strict=True))
    if field.type == "html":
        return SQL("regexp_replace(%s, '<[^>]*>', ' ', 'g')", value)
    return SQL("%s::varchar", value)


def _name(comodel, alias, query):
    """Return the SQL of what a record is called, as near as a column comes to it."""
    for name in ("complete_name", comodel._rec_name):
        field = comodel._fields.get(name)
        if field and field.store and field.type in ("char", "text"):
            return comodel._field_to_sql(alias, name, query)
    return SQL("%s::varchar", SQL.identifier(alias, "id"))


def _labels(value, selection):
    """Return the SQL of the label of a value; a value without a label as it is."""
    cases = [SQL(" WHEN %s THEN %s", str(key), label) for key, label in selection]
    if not cases:
        return value
    text = SQL("%s::varchar", value)
    return SQL("CASE %s%s ELSE %s END", text, SQL().join(cases), text)
