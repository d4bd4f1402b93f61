"""Let what was stopped for ever be looked at again, and say whose old logs are."""

from odoo import SUPERUSER_ID, api

# A question does no harm, and each waits for its turn among the looks.
BROKEN = """
    UPDATE discord_webhook
       SET asks_first = TRUE, held_until = now() AT TIME ZONE 'UTC',
           broken_since = now() AT TIME ZONE 'UTC'
     WHERE broken_reason IS NOT NULL
"""


def migrate(cr, version):
    cr.execute(BROKEN)
    _name_webhooks(api.Environment(cr, SUPERUSER_ID, {"active_test": False}))


def _name_webhooks(env):
    """Name the webhooks of each log of a synchronization, as new ones do.

    Or a webhook that is given readers would leave what old logs say of it to all.
    """
    logs = env["discord.sync.log"].search([])
    for sync_type, same in logs.grouped("sync_type").items():
        same.webhook_ids = env["discord.sync"]._rules(sync_type).webhook_id
