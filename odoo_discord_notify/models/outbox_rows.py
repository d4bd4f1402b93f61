"""The outbox rows of one transaction, in bulk: a constant number of statements.

The hints in the notes tell which rows were written earlier in this transaction. The
rows found are the truth: a savepoint may have taken one back, or its deletion.
"""

import json

from odoo import fields
from odoo.tools import SQL


def write(env, notes, rule, model_name, sayings, sync_log_id=None):
    """Insert one notification per saying, or update the one already there.

    :param notes: the transaction's `TransactionNotes`
    :param sayings: list of `Saying`, at most one per record
    :param sync_log_id: the run of a synchronization that found them, or None
    :return: ids of the records that were inserted
    """
    keys = {s.res_id: key(rule, model_name, s.res_id) for s in sayings}
    hinted = [s for s in sayings if keys[s.res_id] in notes.rows]
    updated = _update(env, notes, keys, hinted, sync_log_id) if hinted else set()
    new = [saying for saying in sayings if saying.res_id not in updated]
    inserted = _insert(env, rule, model_name, new, sync_log_id) if new else []
    for row_id, res_id in inserted:
        notes.rows[keys[res_id]].append(row_id)
    env["discord.notification"].invalidate_model(flush=False)
    return [res_id for _row_id, res_id in inserted]


def key(rule, model_name, res_id):
    """Return under what the notes keep the hints to the rows of a record."""
    return rule.rule_id, rule.event, model_name, res_id


def delete(env, notes, rule, model_name, res_ids):
    """Delete what this transaction wrote about records that need no telling."""
    keys = [key(rule, model_name, res_id) for res_id in res_ids]
    row_ids = [row_id for key in keys for row_id in notes.rows.get(key, ())]
    if row_ids:
        query = SQL("DELETE FROM discord_notification WHERE id = ANY(%s)", row_ids)
        env.cr.execute(query, log_exceptions=False)
        env["discord.notification"].invalidate_model(flush=False)


def _update(env, notes, keys, sayings, sync_log_id):
    """Update rows of this transaction and return the record ids that had one."""
    query = SQL(
        """
        UPDATE discord_notification n
           SET state = v.state, content = v.content, "values" = v.texts, active = TRUE,
               user_id = coalesce(n.user_id, v.user_id),
               embed = v.embed, failure_type = v.failure_type,
               failure_reason = v.failure_reason,
               sync_log_id = coalesce(%s, n.sync_log_id)
          FROM %s
         WHERE n.id = ANY(v.row_ids)
        RETURNING n.res_id
        """,
        sync_log_id,
        _rows(sayings, lambda saying: notes.rows[keys[saying.res_id]]),
    )
    env.cr.execute(query, log_exceptions=False)
    return {res_id for (res_id,) in env.cr.fetchall()}


def _insert(env, rule, model_name, sayings, sync_log_id):
    """Insert rows and return [(row id, record id)].

    The joins drop what vanished: a record deleted by SQL, a rule deleted meanwhile.
    """
    query = SQL(
        """
        INSERT INTO discord_notification (
            rule_id, webhook_id, company_id, sync_log_id, res_model, event,
            create_date, active, attempts, res_id, user_id, state, content,
            "values", embed, failure_type, failure_reason)
        SELECT rule.id, rule.webhook_id, rule.company_id, %s, %s, %s,
               %s, TRUE, 0, v.res_id, v.user_id, v.state, v.content,
               v.texts, v.embed, v.failure_type, v.failure_reason
          FROM %s
          JOIN discord_rule rule ON rule.id = %s
          JOIN %s record ON record.id = v.res_id
         ORDER BY v.position
            ON CONFLICT DO NOTHING
        RETURNING id, res_id
        """,
        *(sync_log_id, model_name, rule.event, fields.Datetime.now(), _rows(sayings)),
        *(rule.rule_id, SQL.identifier(env[model_name]._table)),
    )
    env.cr.execute(query, log_exceptions=False)
    return env.cr.fetchall()


def _rows(sayings, row_ids=lambda saying: ()):
    """Return the FROM item: one JSON parameter carries all rows, however many."""
    rows = [{"row_ids": row_ids(saying), **saying._asdict()} for saying in sayings]
    return SQL(
        """ROWS FROM (json_to_recordset(%s) AS (
            row_ids int[], res_id int, user_id int, state text, content text,
            "values" jsonb, embed jsonb, failure_type text, failure_reason text
        )) WITH ORDINALITY AS v (
            row_ids, res_id, user_id, state, content, texts, embed,
            failure_type, failure_reason, position)""",
        json.dumps(rows),
    )
