"""Make what notifications and requests name fit the foreign keys that come now, and
remove a scheduled action that nothing needs any more.

Until 19.0.1.0.0 there were none, and SQL could delete rules and webhooks that were
named. Odoo adds the keys at the end of the load, and fails where a row names nothing.
"""

import logging

_logger = logging.getLogger(__name__)

GONE_RULE = """
    UPDATE discord_notification told SET rule_id = NULL
     WHERE rule_id IS NOT NULL
       AND NOT EXISTS (SELECT FROM discord_rule WHERE id = told.rule_id)
"""
GONE_CARRIED = """
    DELETE FROM discord_delivery_notification_rel carried
     WHERE NOT EXISTS (
            SELECT FROM discord_notification WHERE id = carried.notification_id)
        OR NOT EXISTS (SELECT FROM discord_delivery WHERE id = carried.delivery_id)
"""
NEEDS_WEBHOOK = """
    SELECT EXISTS (
        SELECT webhook_id FROM discord_notification
         UNION
        SELECT webhook_id FROM discord_delivery
        EXCEPT
        SELECT id FROM discord_webhook
    )
"""
DELETED_WEBHOOK = """
    INSERT INTO discord_webhook (name, active, sequence, on_doubt)
    VALUES ('Deleted webhook', FALSE, 10, 'resend') RETURNING id
"""
# Of no webhook, it can never be sent.
GONE_CHANNEL = """
    UPDATE discord_notification told
       SET state = 'canceled', failure_type = 'canceled',
           failure_reason = 'Canceled: its webhook was deleted.'
     WHERE state = 'outgoing'
       AND NOT EXISTS (SELECT FROM discord_webhook WHERE id = told.webhook_id)
"""
GONE_WEBHOOK_TOLD = """
    UPDATE discord_notification told SET webhook_id = %s
     WHERE NOT EXISTS (SELECT FROM discord_webhook WHERE id = told.webhook_id)
"""
# Several may have been under way, and a webhook has one at a time.
GONE_WEBHOOK_ASKED = """
    UPDATE discord_delivery asked
       SET webhook_id = %s,
           state = CASE state WHEN 'sending' THEN 'in_doubt' ELSE state END
     WHERE NOT EXISTS (SELECT FROM discord_webhook WHERE id = asked.webhook_id)
"""

# Odoo's own vacuum does its work now; Odoo removes nothing that people may have edited.
FORGOTTEN_ACTION = """
    DELETE FROM ir_cron USING ir_model_data named
     WHERE module = 'odoo_discord_notify' AND named.name = 'ir_cron_retention'
       AND ir_cron.id = res_id;
    DELETE FROM ir_act_server USING ir_model_data named
     WHERE module = 'odoo_discord_notify'
       AND named.name = 'ir_cron_retention_ir_actions_server'
       AND ir_act_server.id = res_id;
    DELETE FROM ir_model_data
     WHERE module = 'odoo_discord_notify' AND name LIKE 'ir_cron_retention%'
"""


def migrate(cr, version):
    cr.execute(FORGOTTEN_ACTION)
    _mend(cr, "notifications of no rule", GONE_RULE)
    _mend(cr, "carried notifications that are gone, or their request", GONE_CARRIED)
    cr.execute(NEEDS_WEBHOOK)
    if cr.fetchone()[0]:
        _mend(cr, "waiting notifications of no webhook, canceled", GONE_CHANNEL)
        cr.execute(DELETED_WEBHOOK)
        webhook = cr.fetchone()
        _mend(cr, "notifications of no webhook", GONE_WEBHOOK_TOLD, webhook)
        _mend(cr, "requests of no webhook", GONE_WEBHOOK_ASKED, webhook)


def _mend(cr, what, query, parameters=()):
    cr.execute(query, parameters)
    _logger.info("Before the foreign keys: %s %s", cr.rowcount, what)
