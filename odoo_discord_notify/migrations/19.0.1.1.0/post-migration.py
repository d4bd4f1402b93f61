"""Let what was stopped for ever be looked at again."""

# A question does no harm, and each waits for its turn among the looks.
BROKEN = """
    UPDATE discord_webhook
       SET asks_first = TRUE, held_until = now() AT TIME ZONE 'UTC',
           broken_since = now() AT TIME ZONE 'UTC'
     WHERE broken_reason IS NOT NULL
"""


def migrate(cr, version):
    cr.execute(BROKEN)
