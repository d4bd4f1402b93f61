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
from .outbox_statements import COLUMNS, insert_text, released, update_text

_to_json = json.JSONEncoder(ensure_ascii=False).encode


def write(env, changes, rule, model_name, sayings, sync_log_id=None, savepoint=None):
    """Insert one notification per saying, or update the one already there.

    :param changes: the `TransactionChanges`
    :param rule: a `RuleWatch`, or what says as it does who tells: a recap
    :param sayings: list of `Saying`, at most one per record
    :param sync_log_id: the run of a synchronization that found them, or None
    :param savepoint: Odoo's, of which this is the end: it may be released with it
    """
    rows = changes.rows[key(rule, model_name)]
    hinted = [s for s in sayings if s.res_id in rows] if rows else ()
    updated = _update(env, rows, hinted, sync_log_id) if hinted else ()
    new = [s for s in sayings if s.res_id not in updated] if updated else sayings
    if new:
        text, values = _insertion(env, rule, model_name, new, sync_log_id)
        for row_id, res_id in _insert(env.cr, text, values, savepoint):
            rows.setdefault(res_id, []).append(row_id)
    _read_anew(env)


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
        _read_anew(env)


def _read_anew(env):
    """Have Odoo read the rows again, if it has read any: mostly nobody has."""
    # Asked of what is known, not of our hundred fields: to look one up takes a hash.
    model, known = env["discord.notification"], env.transaction.field_data
    if any(model._name in (field.model_name, field.comodel_name) for field in known):
        model.invalidate_model(flush=False)


def _update(env, rows, sayings, sync_log_id):
    """Update rows of this transaction and return the record ids that had one."""
    pairs = [(row_id, one) for one in sayings for row_id in rows[one.res_id]]
    values, varying = _values([saying for _row_id, saying in pairs])
    values["ids"] = as_array([row_id for row_id, _saying in pairs])
    values["sync_log_id"] = sync_log_id
    env.cr.execute(update_text(varying), values, log_exceptions=False)
    return {res_id for (res_id,) in env.cr.fetchall()}


def _insertion(env, rule, model_name, sayings, sync_log_id):
    """Return the statement that inserts rows, and its parameters."""
    values, varying = _values(sayings)
    values |= {
        "ids": as_array([saying.res_id for saying in sayings]),
        "teller_id": rule.rule_id,
        "period_start": rule.period_start,
        "sync_log_id": sync_log_id,
        "res_model": model_name,
        "event": rule.event,
        "now": fields.Datetime.now(),
    }
    table = None if rule.event == "deleted" else env[model_name]._table
    return insert_text(rule.told_by, table, varying), values


def _insert(cr, text, values, savepoint):
    """Insert rows and return [(row id, record id)]."""
    if savepoint is None:
        cr.execute(text, values, log_exceptions=False)
        return cr.fetchall()
    cr.execute(released(text, savepoint), values, log_exceptions=False)
    savepoint.closed = True
    return cr.fetchone()[0]


def _values(sayings):
    """Return {name: parameter} of `COLUMNS`, and those that are not alike for all.

    A few parameters carry all rows, however many; what they share is sent once.
    """
    parameters, varying = {}, []
    for name, column in zip(COLUMNS, _columns(sayings), strict=True):
        kind, first = COLUMNS[name], column[0]
        if column.count(first) == len(column):
            is_json = kind == "jsonb" and first is not None
            parameters[name] = _to_json(first) if is_json else first
            continue
        varying.append(name)
        if kind == "text":
            between, nothing = str(uuid4()), str(uuid4())  # what no text has in it
            texts = [nothing if value is None else value for value in column]
            parameters |= {
                name: between.join(texts),
                f"{name}_between": between,
                f"{name}_nothing": nothing,
            }
        else:
            parameters[name] = as_array(column) if kind == "int" else _to_json(column)
    return parameters, tuple(varying)


def _columns(sayings):
    """Return the values of each of `COLUMNS`."""
    columns = dict(zip(sayings[0]._fields, zip(*sayings, strict=True), strict=True))
    reasons = columns["failure_reason"]
    columns["failure_reason"] = [one and clip(one, REASON_MAX) for one in reasons]
    return [columns[name] for name in COLUMNS]
