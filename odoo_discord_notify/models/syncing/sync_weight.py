"""How much a batch reads: nobody's values of many megabytes fill the memory.

PostgreSQL tells how long texts are without unpacking them. Weighed are those that a
rule shows, of the records and behind their relations; not those of lists.
"""

from odoo.tools import SQL

from ..saying.discord_template import wanted_of

MOST = 8 * 2**20  # bytes of texts in a batch; it takes some times that in memory
TEXTS = ("char", "text", "html", "json")
DEPTH = 3  # of computed fields: a name of a name


def that_fit(model, rule, ids):
    """Return the first of `ids` that can be read together: one at least.

    :param model: in its rule's environment (`discord.watch._reading`)
    :param rule: a `RuleWatch`
    """
    query = model.browse(ids)._as_query(ordered=False)
    paths = [["display_name"], [rule.reason_field], *map(_path, wanted_of(rule))]
    paths += [[name] for name in rule.required_fields]
    found = (_lengths(model, model._table, path, query) for path in paths)
    # Read once, whoever shows it.
    lengths = {sql.code: sql for some in found for sql in some}.values()
    if not ids or not lengths:
        return ids
    record_id = SQL.identifier(model._table, "id")
    rows = model.env.execute_query(query.select(record_id, SQL(" + ").join(lengths)))
    weights, room = dict(rows), MOST
    for at, id_ in enumerate(ids):
        room -= weights.get(id_, 0)
        if at and room < 0:
            return ids[:at]
    return ids


def _path(placeholder):
    first, *rest = placeholder.path
    return rest if first in ("new", "old") else placeholder.path


def _lengths(model, alias, path, query, depth=DEPTH):
    """Give the `SQL` of the lengths of the texts that a path of fields reads."""
    name, *rest = path
    field = model._fields.get(name)
    if not field or field.type in ("one2many", "many2many"):
        return
    if field.type == "many2one":
        if field.store and not field.company_dependent:
            behind, joined = field.join(model, alias, query)
            rest = rest or ["display_name"]
            yield from _lengths(behind, joined, rest, query, depth)
    elif field.store:
        if field.type in TEXTS:
            column = model._field_to_sql(alias, name, query)
            yield SQL("coalesce(octet_length((%s)::text), 0)", column)
    elif depth:
        for depends in model.pool.field_depends[field]:
            yield from _lengths(model, alias, depends.split("."), query, depth - 1)
