"""Name the webhooks of old logs of synchronizations, as new ones do.

Or a webhook that is given readers would leave what old logs say of it to all.
"""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {"active_test": False})
    logs = env["discord.sync.log"].search([("webhook_ids", "=", False)])
    for sync_type, same in logs.grouped("sync_type").items():
        same.webhook_ids = env["discord.sync"]._rules(sync_type).webhook_id
