"""A log that was just restored, of which PostgreSQL knows nothing yet."""

import pytest
from waiting import eventually

# As a dump is restored: rows first, then what knows how many they are.
RESTORED = """
ALTER TABLE discord_notification SET (autovacuum_enabled = off);
INSERT INTO discord_notification (rule_id, webhook_id, event, state, content, active,
                                  create_date)
SELECT rule.id, webhook_id, 'manual', 'sent', repeat('restored ', 100), TRUE,
       now() AT TIME ZONE 'utc'
  FROM generate_series(1, 15000), (SELECT * FROM discord_rule LIMIT 1) rule;
REINDEX TABLE discord_notification
"""
KNOWN = "SELECT count(*) FROM pg_stats WHERE tablename = 'discord_notification'"


@pytest.mark.long  # what it lets it do is proven in every run, by the addon's own tests
def test_a_server_that_starts_lets_postgresql_look_at_it(
    new_database, start_odoo, sandbox
):
    database = new_database()
    sandbox.cluster.sql(RESTORED, database)
    assert sandbox.cluster.sql(KNOWN, database) == "0"
    server = start_odoo(database)
    eventually(lambda: sandbox.cluster.sql(KNOWN, database) != "0")
    server.stop()
