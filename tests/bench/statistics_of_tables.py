"""What PostgreSQL knows of our tables' values: nothing, before its first ANALYZE."""

from odoo_here import transaction

from odoo.tools import SQL


def forget_statistics(database):
    """Have a database be as one that was just restored, now and later.

    Restoring counts rows, for indexes are made; what is in them is not looked at.
    """
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
            env.cr.execute(
                "DELETE FROM pg_statistic WHERE starelid = %s::regclass", [table]
            )
