"""The texts of the outbox's statements: each is built once, and kept.

They depend on few things: on who tells, on the table of the records, and on what the
rows of a batch have not in common. Everything else is a parameter, of its own name.
"""

from functools import lru_cache

from odoo.tools import SQL

# Of a saying, with their types.
COLUMNS = {
    **{"user_id": "int", "state": "text", "content": "text", "values": "jsonb"},
    **{"embed": "jsonb", "failure_type": "text", "failure_reason": "text"},
    **{"edit_of_id": "int", "webhook_id": "int", "mentions": "jsonb"},
}
# Who tells, by the column that names it: its table.
_TELLERS = {"rule_id": "discord_rule", "recap_id": "discord_recap"}
_UNNESTED = {
    "int": "unnest(%({0})s::int[])",
    # One string for all: it is written and read faster than an array of them.
    "text": "unnest(string_to_array(%({0})s, %({0}_between)s, %({0}_nothing)s))",
    "jsonb": "jsonb_array_elements(%({0})s::jsonb)",
}
_UPDATE = """
    UPDATE discord_notification n
       SET user_id = coalesce(n.user_id, {user_id}), state = {state},
           content = {content}, "values" = {values}, embed = {embed},
           failure_type = {failure_type}, failure_reason = {failure_reason},
           edit_of_id = {edit_of_id}, mentions = {mentions},
           webhook_id = coalesce({webhook_id}, n.webhook_id),
           sync_log_id = coalesce(%(sync_log_id)s, n.sync_log_id), active = TRUE
      FROM {table}
     WHERE n.id = v.id
    RETURNING n.res_id
"""
# What vanished, or was told by another, must not cost the others their message: a
# record deleted by SQL, a rule or agent deleted meanwhile, what a script has told.
# An edit goes where its message went, whatever the rule says now.
_INSERT = """
    INSERT INTO discord_notification (
        {teller_id}, company_id, silent, breaks_quiet, period_start, sync_log_id,
        res_model, event, create_date, active, attempts, res_id, user_id, state,
        content, "values", embed, failure_type, failure_reason, webhook_id, mentions,
        edit_of_id)
    SELECT rule.id,
           CASE WHEN original.id IS NULL THEN rule.company_id
                ELSE original.company_id END,
           rule.silent, rule.mention_breaks_quiet, %(period_start)s, %(sync_log_id)s,
           %(res_model)s, %(event)s, %(now)s, TRUE, 0, v.id,
           (SELECT id FROM res_users WHERE id = {user_id}), {state}, {content},
           {values}, {embed}, {failure_type}, {failure_reason},
           coalesce(original.webhook_id, {webhook_id}, rule.webhook_id), {mentions},
           original.id
      FROM {table}
      JOIN {teller} rule ON rule.id = %(teller_id)s
      LEFT JOIN discord_notification original ON original.id = {edit_of_id}
      {is_there}
     ORDER BY v.position
        ON CONFLICT DO NOTHING
    RETURNING id, res_id
"""
# One trip to the database for all three. Of several statements psycopg2 gives the
# result of the last, so what is written passes the release in a setting.
_RELEASED = """
    WITH written AS ({insert})
    SELECT set_config(
               'odoo_discord_notify.written',
               coalesce(json_agg(json_build_array(id, res_id)), '[]')::text, TRUE)
      FROM written;
    RELEASE SAVEPOINT "{savepoint}";
    SELECT current_setting('odoo_discord_notify.written')::json
"""


@lru_cache(maxsize=64)
def update_text(varying):
    """Return the statement that updates rows; it returns their record ids.

    :param varying: those of `COLUMNS` whose values are not the same for all rows
    """
    return _UPDATE.format(**_parts(varying))


@lru_cache(maxsize=512)
def insert_text(teller_id, record_table, varying):
    """Return the statement that inserts rows; it returns their ids, and the records'.

    :param teller_id: the column that names who tells
    :param record_table: where the records must be; None: they are gone, and told so
    :param varying: see `update_text`
    """
    is_there = ""
    if record_table:
        name = SQL.identifier(record_table).code
        is_there = f"JOIN {name} record ON record.id = v.id"
    teller = {"teller_id": teller_id, "teller": _TELLERS[teller_id]}
    return _INSERT.format(**teller, is_there=is_there, **_parts(varying))


def released(insert, savepoint):
    """Return it followed by the release of a savepoint; it returns one JSON list."""
    return _RELEASED.format(insert=insert, savepoint=savepoint.name)


def _parts(varying):
    """Return {name: expression} of `COLUMNS`, and the FROM item `v` they read."""
    functions = ["unnest(%(ids)s::int[])"]
    parts = {name: f"%({name})s::{kind}" for name, kind in COLUMNS.items()}
    for name in varying:
        functions.append(_UNNESTED[COLUMNS[name]].format(name))
        is_json = COLUMNS[name] == "jsonb"
        parts[name] = f"nullif(v.\"{name}\", 'null')" if is_json else f'v."{name}"'
    names = ", ".join(["id", *(f'"{name}"' for name in varying)])
    rows = f"ROWS FROM ({', '.join(functions)})"
    return {**parts, "table": f"{rows} WITH ORDINALITY AS v ({names}, position)"}
