"""What PostgreSQL knows of the log, by which it chooses how to answer.

Of a database that was just restored it knows nothing until its own ANALYZE comes, and
who looks for a frequent word waits for a second instead of a tenth: see `bench cost
--unanalyzed`.
"""

from odoo.tools import SQL

TABLES = [
    "discord_notification",
    "discord_delivery",
    "discord_delivery_notification_rel",
]
LEAST_SIZE = 10 * 2**20  # bytes: below, no answer takes long, whatever is known
UNKNOWN = """
    SELECT relname FROM pg_class
     WHERE oid = ANY(%s::regclass[]) AND pg_relation_size(oid) >= %s
       AND NOT EXISTS (SELECT FROM pg_stats
                        WHERE schemaname = relnamespace::regnamespace::text
                          AND tablename = relname)
"""


def learn(cr):
    """Let PostgreSQL look at what it has never looked at: a second at most, measured.

    :raise psycopg2.Error: where it, or another server, is at it already
    """
    cr.execute("SET LOCAL lock_timeout = '500ms'")
    cr.execute(UNKNOWN, [TABLES, LEAST_SIZE])
    for (table,) in cr.fetchall():
        cr.execute(SQL("ANALYZE %s", SQL.identifier(table)), log_exceptions=False)
