"""What PostgreSQL knows of our tables: nothing, before its first ANALYZE."""

from odoo_here import transaction

from odoo.tools import SQL

# Both are what a table has that was never looked at.
NEVER_ANALYZED = """
    DELETE FROM pg_statistic WHERE starelid = %(table)s::regclass;
    UPDATE pg_class SET relpages = 0, reltuples = -1 WHERE oid = %(table)s::regclass
"""


def forget_statistics(database):
    """Have a database know nothing of our tables, now and later."""
    with transaction(database) as env:
        env.cr.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relname LIKE 'discord%'"
        )
        for (table,) in env.cr.fetchall():
            never = SQL(
                "ALTER TABLE %s SET (autovacuum_enabled = off)", SQL.identifier(table)
            )
            env.cr.execute(never)
            env.cr.execute(NEVER_ANALYZED, {"table": table})
