"""A database of a version before is upgraded by Odoo's own command line."""

import pytest
from waiting import PATIENCE

from sandbox.commands import run

FORMER_VERSION = """
ALTER TABLE discord_delivery DROP COLUMN verb;
UPDATE ir_module_module SET latest_version = '19.0.1.0.0'
 WHERE name = 'odoo_discord_notify';
-- It was noted with the first message that was sent: here it would be the template's.
DELETE FROM ir_config_parameter WHERE key = 'odoo_discord_notify.home';
WITH made AS (
    INSERT INTO ir_act_server (name, type, state, model_id, usage, binding_type, code)
    SELECT '{"en_US": "Discord: forget what is old"}', 'ir.actions.server', 'code', id,
           'ir_cron', 'action', 'model._run()'
      FROM ir_model WHERE model = 'discord.retention' RETURNING id
), scheduled AS (
    INSERT INTO ir_cron (ir_actions_server_id, cron_name, user_id, active, nextcall,
                         interval_number, interval_type)
    SELECT id, 'Discord: forget what is old', 1, TRUE, now(), 1, 'days'
      FROM made RETURNING id
)
INSERT INTO ir_model_data (module, name, model, res_id, noupdate)
SELECT 'odoo_discord_notify', 'ir_cron_retention', 'ir.cron', id, TRUE FROM scheduled
 UNION ALL
SELECT 'odoo_discord_notify', 'ir_cron_retention_ir_actions_server',
       'ir.actions.server', id, TRUE FROM made
"""
# The scheduled action whose work Odoo's own vacuum does since.
FORGETTING = "SELECT count(*) FROM ir_cron WHERE cron_name LIKE '%forget%'"
# What came with 19.0.1.1.0, by the name of its table.
KEYS = {
    "discord_notification": ("rule_id", "webhook_id"),
    "discord_delivery": ("webhook_id",),
    "discord_delivery_notification_rel": ("delivery_id", "notification_id"),
}
ALL_KEYS = "SELECT conname FROM pg_constraint WHERE contype = 'f'"
# Each row says in its text what it is; 7001 and 7002 were deleted, as 9000 was.
ROWS = """
WITH rule AS (SELECT id, webhook_id FROM discord_rule ORDER BY id LIMIT 1)
INSERT INTO discord_notification
       (id, rule_id, webhook_id, event, state, content, active, create_date)
SELECT made.id, coalesce(made.rule_id, rule.id),
       coalesce(made.webhook_id, rule.webhook_id),
       'manual', made.state, made.content, TRUE, now() at time zone 'utc'
  FROM rule, (VALUES (1, NULL, NULL, 'sent', 'kept'),
                     (2, NULL, NULL, 'outgoing', 'kept in the queue'),
                     (3, 9000, NULL, 'sent', 'of a rule'),
                     (4, NULL, 7001, 'outgoing', 'of a webhook'),
                     (5, 9000, 7002, 'outgoing', 'of another webhook'),
                     (6, NULL, 7002, 'sent', 'told by a webhook'),
                     (7, NULL, 7002, 'error', 'failed')
             ) made (id, rule_id, webhook_id, state, content);
INSERT INTO discord_delivery (id, webhook_id, state, create_date)
SELECT made.id, coalesce(made.webhook_id, rule.webhook_id), made.state,
       now() at time zone 'utc'
  FROM (SELECT webhook_id FROM discord_rule ORDER BY id LIMIT 1) rule,
       (VALUES (1, NULL, 'delivered'), (2, 7001, 'sending'), (3, 7002, 'sending'),
               (4, 7002, 'delivered')) made (id, webhook_id, state);
INSERT INTO discord_delivery_notification_rel (delivery_id, notification_id)
VALUES (1, 1), (2, 4), (3, 5), (4, 6), (1, 9000), (9000, 1);
INSERT INTO discord_sync_log (sync_type, state) VALUES ('all', 'success');
SELECT setval('discord_notification_id_seq', 100);
SELECT setval('discord_delivery_id_seq', 100)
"""
TOLD = """
SELECT told.content, rule_id IS NOT NULL, webhook.name, webhook.active, told.state,
       told.failure_reason
  FROM discord_notification told JOIN discord_webhook webhook ON webhook.id = webhook_id
 ORDER BY told.id
"""
ASKED = """
SELECT asked.id, webhook.name, asked.state
  FROM discord_delivery asked JOIN discord_webhook webhook ON webhook.id = webhook_id
 ORDER BY asked.id
"""
NAMED_IN_LOGS = """
SELECT count(DISTINCT webhook_id) FROM discord_rule WHERE trigger = 'on_create'
 UNION ALL
SELECT count(*) FROM discord_sync_log_discord_webhook_rel
"""
NAME = """
SELECT webhook.name FROM discord_rule JOIN discord_webhook webhook
    ON webhook.id = webhook_id ORDER BY discord_rule.id LIMIT 1
"""
VERBS = "SELECT DISTINCT verb FROM discord_delivery"
CARRIED = "SELECT * FROM discord_delivery_notification_rel ORDER BY 1, 2"
# How a webhook's history began, in the words of its creator alone.
OLD_HISTORY = """
WITH begun AS (
    UPDATE mail_message SET subtype_id = NULL, body = '<p>Discord webhook created</p>'
     WHERE model = 'discord.webhook' RETURNING id
) SELECT id FROM begun
"""
NEW_HISTORY = """
SELECT message.id FROM mail_message message
  JOIN mail_message_subtype subtype ON subtype.id = message.subtype_id
 WHERE model = 'discord.webhook' AND body LIKE '<div summary="o_mail_notification">%'
   AND subtype.description->>'en_US' = 'Discord webhook created'
"""
DELETED = "Deleted webhook|f"
CANCELED = "canceled|Canceled: its webhook was deleted."
LOGGED = {
    "notifications of no rule": 2,
    "carried notifications that are gone, or their request": 2,
    "waiting notifications of no webhook, canceled": 2,
    "notifications of no webhook": 4,
    "requests of no webhook": 3,
}


@pytest.fixture
def former(new_database, sandbox):
    """A database that was made before there were foreign keys; its name."""
    database = new_database()
    for table, columns in KEYS.items():
        for column in columns:
            key = f"{table}_{column}_fkey"
            drop = f"ALTER TABLE {table} DROP CONSTRAINT {key};"
            forget = f"DELETE FROM ir_model_constraint WHERE name = '{key}'"
            sandbox.cluster.sql(drop + forget, database)
    sandbox.cluster.sql(FORMER_VERSION, database)
    return database


@pytest.fixture
def upgrade(sandbox):
    """Upgrade a database, as its administrator does; returns Odoo's log."""

    def upgrade(database):
        options = ["-d", database, "-u", "odoo_discord_notify"]
        command = sandbox.odoo_command(*options, "--stop-after-init", "--no-http")
        return run(command, "Odoo's own command.", env=sandbox.environ())

    return upgrade


def test_rows_that_name_what_is_gone_are_mended_and_what_is_old_goes(
    former, upgrade, start_odoo, sandbox, standin
):
    sandbox.cluster.sql(ROWS, former)
    assert sandbox.cluster.sql(FORGETTING, former) == "1"
    begun = set(sandbox.cluster.sql(OLD_HISTORY, former).split())
    assert begun
    log = upgrade(former)
    for what, count in LOGGED.items():
        assert f"Before the foreign keys: {count} {what}\n" in log
    assert " WARNING " not in log
    assert keys(sandbox, former) >= all_keys()
    kept = sandbox.cluster.sql(NAME, former)
    assert sandbox.cluster.sql(TOLD, former).splitlines() == [
        f"kept|t|{kept}|t|sent|",
        f"kept in the queue|t|{kept}|t|outgoing|",
        f"of a rule|f|{kept}|t|sent|",
        f"of a webhook|t|{DELETED}|{CANCELED}",
        f"of another webhook|f|{DELETED}|{CANCELED}",
        f"told by a webhook|t|{DELETED}|sent|",
        f"failed|t|{DELETED}|error|",
    ]
    assert sandbox.cluster.sql(ASKED, former).splitlines() == [
        f"1|{kept}|delivered",
        "2|Deleted webhook|in_doubt",
        "3|Deleted webhook|in_doubt",
        "4|Deleted webhook|delivered",
    ]
    rules_webhooks, named = sandbox.cluster.sql(NAMED_IN_LOGS, former).split()
    assert rules_webhooks == named != "0"
    assert sandbox.cluster.sql(CARRIED, former).split() == ["1|1", "2|4", "3|5", "4|6"]

    assert sandbox.cluster.sql(VERBS, former) == "post"
    assert sandbox.cluster.sql(FORGETTING, former) == "0"
    assert set(sandbox.cluster.sql(NEW_HISTORY, former).split()) == begun

    start_odoo(former)
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert message["content"] == "kept in the queue"


@pytest.mark.long
def test_where_nothing_is_gone_nothing_is_mended(former, upgrade, sandbox):
    log = upgrade(former)
    assert "Before the foreign keys: 0 notifications of no rule" in log
    assert keys(sandbox, former) >= all_keys()
    archived = "SELECT count(*) FROM discord_webhook WHERE NOT active"
    assert sandbox.cluster.sql(archived, former) == "0"


def keys(sandbox, database):
    """The names of the foreign keys of a database."""
    return set(sandbox.cluster.sql(ALL_KEYS, database).split())


def all_keys():
    return {f"{table}_{name}_fkey" for table, names in KEYS.items() for name in names}
