"""The outbox rows of one transaction, in bulk: a constant number of statements.

The hints in the changes tell which rows were written earlier in this transaction. The
rows found are the truth: a savepoint may have taken one back, or its deletion.
"""

import json
from uuid import uuid4

from odoo import fields
from odoo.tools import SQL

from ...discord.clip import REASON_MAX, clip
from ..sql_arrays import as_array

# Of a saying, with their types.
COLUMNS = {
    **{"user_id": "int", "state": "text", "content": "text", "values": "jsonb"},
    **{"embed": "jsonb", "failure_type": "text", "failure_reason": "text"},
    **{"edit_of_id": "int", "webhook_id": "int", "mentions": "jsonb"},
}
# Who tells, by the column that names it: its table, and that column.
TELLERS = {
    "rule_id": (SQL("discord_rule"), SQL("rule_id")),
    "recap_id": (SQL("discord_recap"), SQL("recap_id")),
}
_to_json = json.JSONEncoder(ensure_ascii=False).encode


def write(env, changes, rule, model_name, sayings, sync_log_id=None):
    """Insert one notification per saying, or update the one already there.

    :param changes: the `TransactionChanges`
    :param rule: a `RuleWatch`, or what says as it does who tells: a recap
    :param sayings: list of `Saying`, at most one per record
    :param sync_log_id: the run of a synchronization that found them, or None
    """
    rows = changes.rows[key(rule, model_name)]
    hinted = [s for s in sayings if s.res_id in rows] if rows else ()
    updated = _update(env, rows, hinted, sync_log_id) if hinted else ()
    new = [s for s in sayings if s.res_id not in updated] if updated else sayings
    inserted = _insert(env, rule, model_name, new, sync_log_id) if new else ()
    for row_id, res_id in inserted:
        rows.setdefault(res_id, []).append(row_id)
    env["discord.notification"].invalidate_model(flush=False)


def key(rule, model_name):
    """Return under what the changes keep the hints to a rule's rows."""
    return rule.rule_id, rule.event, model_name


def delete(env, changes, rule, model_name, res_ids):
    """Delete what this transaction wrote about records that need no telling."""
    rows = changes.rows[key(rule, model_name)]
    row_ids = [row_id for res_id in res_ids for row_id in rows.get(res_id, ())]
    if row_ids:
        query = SQL("DELETE FROM discord_notification WHERE id = ANY(%s)", row_ids)
        env.cr.execute(query, log_exceptions=False)
        env["discord.notification"].invalidate_model(flush=False)


def _update(env, rows, sayings, sync_log_id):
    """Update rows of this transaction and return the record ids that had one."""
    pairs = [(row_id, one) for one in sayings for row_id in rows[one.res_id]]
    row_ids = [row_id for row_id, _saying in pairs]
    table, values = _table(row_ids, [saying for _row_id, saying in pairs])
    query = SQL(
        """
        UPDATE discord_notification n
           SET user_id = coalesce(n.user_id, %s), state = %s, content = %s,
               "values" = %s, embed = %s, failure_type = %s, failure_reason = %s,
               edit_of_id = %s, webhook_id = coalesce(%s, n.webhook_id), mentions = %s,
               sync_log_id = coalesce(%s, n.sync_log_id), active = TRUE
          FROM %s
         WHERE n.id = v.id
        RETURNING n.res_id
        """,
        *(*values, sync_log_id, table),
    )
    env.cr.execute(query, log_exceptions=False)
    return {res_id for (res_id,) in env.cr.fetchall()}


def _insert(env, rule, model_name, sayings, sync_log_id):
    """Insert rows and return [(row id, record id)].

    What vanished, or was told by another, must not cost the others their message: a
    record deleted by SQL, a rule or agent deleted meanwhile, what a script has told.
    An edit goes where its message went, whatever the rule says now.
    """
    table_of_teller, names_teller = TELLERS[rule.told_by]
    table, values = _table([saying.res_id for saying in sayings], sayings)
    agent, *others, edit_of_id, webhook_id, mentions = values
    values = SQL("(SELECT id FROM res_users WHERE id = %s)", agent), *others
    where = SQL("coalesce(original.webhook_id, %s, rule.webhook_id)", webhook_id)
    values = *values, where, mentions
    is_there = SQL(
        "JOIN %s record ON record.id = v.id", SQL.identifier(env[model_name]._table)
    )
    query = SQL(
        """
        INSERT INTO discord_notification (
            %s, company_id, silent, breaks_quiet, period_start, sync_log_id, res_model,
            event, create_date, active, attempts, res_id, user_id, state, content,
            "values", embed, failure_type, failure_reason, webhook_id, mentions,
            edit_of_id)
        SELECT rule.id,
               CASE WHEN original.id IS NULL THEN rule.company_id
                    ELSE original.company_id END,
               rule.silent, rule.mention_breaks_quiet, %s, %s, %s, %s,
               %s, TRUE, 0, v.id, %s, original.id
          FROM %s
          JOIN %s rule ON rule.id = %s
          LEFT JOIN discord_notification original ON original.id = %s
          %s
         ORDER BY v.position
            ON CONFLICT DO NOTHING
        RETURNING id, res_id
        """,
        *(names_teller, rule.period_start, sync_log_id, model_name, rule.event),
        *(fields.Datetime.now(), SQL(", ").join(values)),
        *(table, table_of_teller, rule.rule_id, edit_of_id),
        SQL() if rule.event == "deleted" else is_there,
    )
    env.cr.execute(query, log_exceptions=False)
    return env.cr.fetchall()


def _table(ids, sayings):
    """Return the FROM item `v` (id, position …), and `COLUMNS` as expressions.

    A few parameters carry all rows, however many; what they share is sent once.
    """
    functions, names = [_read_ids(ids)], [SQL("id")]
    expressions = []
    for name, kind in COLUMNS.items():
        values = [getattr(saying, name) for saying in sayings]
        if name == "failure_reason":
            values = [value and clip(value, REASON_MAX) for value in values]
        if all(value == values[0] for value in values):
            value = values[0]
            if kind == "jsonb" and value is not None:
                value = _to_json(value)
            expressions.append(SQL(f"%s::{kind}", value))
        else:
            functions.append(_READERS[kind](values))
            names.append(SQL.identifier(name))
            column = SQL.identifier("v", name)
            is_json = kind == "jsonb"
            expressions.append(SQL("nullif(%s, 'null')", column) if is_json else column)
    table = SQL(
        "ROWS FROM (%s) WITH ORDINALITY AS v (%s, position)",
        *(SQL(", ").join(functions), SQL(", ").join(names)),
    )
    return table, expressions


def _read_ids(values):
    return SQL("unnest(%s::int[])", as_array(values))


def _read_texts(values):
    """One string for all: it is written and read faster than an array of them."""
    between, nothing = str(uuid4()), str(uuid4())  # what no text has in it
    texts = between.join(nothing if value is None else value for value in values)
    return SQL("unnest(string_to_array(%s, %s, %s))", texts, between, nothing)


_READERS = {
    "int": _read_ids,
    "text": _read_texts,
    "jsonb": lambda values: SQL("jsonb_array_elements(%s::jsonb)", _to_json(values)),
}
