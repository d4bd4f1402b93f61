"""What was never told, as SQL sees it: a batch at a time, whatever the table's size.

`model` is an empty recordset in its rule's environment (`discord.watch._reading`),
`rule` a `RuleWatch`.
"""

from odoo.exceptions import UserError
from odoo.tools import SQL

from ..outbox.matching import table_domain
from ..saying.required_fields import reason_sql


class NoCreationDate(UserError):
    """The words are ours: those of others may hold what nobody is shown."""


def newest_id(model):
    """Return the highest id of a model; 0 when it has no record."""
    [(newest,)] = model.env.execute_query(
        SQL("SELECT max(id) FROM %s", SQL.identifier(model._table))
    )
    return newest or 0


def baseline_since(model, date):
    """Return the id below which everything was created before `date`.

    :return: the id before the first record created since, None if there is none
    :raise NoCreationDate: the model keeps none
    """
    if not model._log_access:
        raise NoCreationDate(
            model.env._(
                "%s keeps no creation date: leave “History since” empty.",
                model._description,
            )
        )
    query = SQL(
        "SELECT min(id) FROM %s WHERE create_date >= %s",
        *(SQL.identifier(model._table), date),
    )
    [(first,)] = model.env.execute_query(query)
    return first and first - 1


def untold(model, rule, after, limit):
    """Return the next ids above `after` that the rule is about and never told.

    Through a cursor, for which PostgreSQL plans to find the first ones soon: else it
    would first make a hash table, on disk, of all that was told.
    """
    query = _untold_query(model, rule, after)
    if query.is_empty():
        return []
    query.order = SQL.identifier(model._table, "id")
    select, cr = query.select(), model.env.cr
    model.env.flush_query(select)
    cr.execute("SET LOCAL jit = off")  # loading a compiler costs half of the rest
    cr.execute(SQL("DECLARE untold NO SCROLL CURSOR FOR %s", select))
    cr.execute(SQL("FETCH %s FROM untold", limit))
    ids = [id_ for [id_] in cr.fetchall()]
    cr.execute("CLOSE untold")
    return ids


def count_untold(model, rule, after):
    """Return how many records `untold` would find in all."""
    query = _untold_query(model, rule, after)
    if query.is_empty():
        return 0
    return model.env.execute_query(query.select(SQL("count(*)")))[0][0]


def incomplete(model, rule, after, limit):
    """Return the next records above `after` that were skipped for an empty field.

    Only those of which the reason has changed, where SQL can tell (`knows_gaps`).

    :return: {record id: (notification id, reason)}, in order
    """
    query = _query(model, rule, after)
    if query.is_empty():
        return {}
    is_it = SQL("told.res_id = %s", SQL.identifier(model._table, "id"))
    query.add_join("JOIN", "told", "discord_notification", is_it)
    query.add_where(_told_by(rule, model))
    query.add_where("told.state = 'canceled' AND told.failure_type = 'incomplete'")
    reason = reason_sql(model, rule.required_fields, query)
    if reason is not None:
        query.add_where(SQL("told.failure_reason IS DISTINCT FROM %s", reason))
    query.order, query.limit = SQL.identifier(model._table, "id"), limit
    columns = (SQL.identifier(model._table, "id"), "told.id", "told.failure_reason")
    rows = model.env.execute_query(query.select(*columns))
    return {res_id: (row_id, reason) for res_id, row_id, reason in rows}


def knows_gaps(model, rule):
    """Whether SQL can tell which required fields of a record are empty."""
    return reason_sql(model, rule.required_fields, model._as_query()) is not None


def _untold_query(model, rule, after):
    """Return the `Query` of what was never told, by merging two indexes.

    Both are read in order, once, from `after` on. Left to itself PostgreSQL takes the
    few in a million for many, and looks each record up, or reads whole tables. Sorted,
    what was told cannot be looked up: that is what the `ORDER BY` is for.
    """
    query = _query(model, rule, after)
    record_id = SQL.identifier(model._table, "id")
    query.add_where(
        SQL(
            """NOT EXISTS (
                SELECT FROM (
                    SELECT res_id FROM discord_notification told
                     WHERE %s AND told.res_id > %s ORDER BY told.res_id
                ) told WHERE told.res_id = %s)""",
            *(_told_by(rule, model), after, record_id),
        )
    )
    return query


def _query(model, rule, after):
    """Return the `Query` of the records that a rule is about, above an id."""
    domain = [("id", ">", after), *table_domain(rule, model)]
    return model._search(domain, active_test=False)


def _told_by(rule, model):
    return SQL(
        "told.event = 'created' AND told.rule_id = %s AND told.res_model = %s",
        *(rule.rule_id, model._name),
    )
