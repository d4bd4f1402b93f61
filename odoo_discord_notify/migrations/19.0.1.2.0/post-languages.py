"""How a webhook's history begins, so far said in the language of its creator alone."""

from odoo import SUPERUSER_ID, api
from odoo.tools import SQL

SUBTYPE = "odoo_discord_notify.mt_webhook_created"
# Odoo's own words for it, in the languages that we speak.
CREATED = ("Discord webhook created", "Webhook Discord créé", "Webhook Discord créé(e)")
CONVERT = """
    UPDATE mail_message
       SET subtype_id = %s,
           body = '<div summary="o_mail_notification">' || body || '</div>'
     WHERE model = 'discord.webhook' AND message_type = 'notification'
       AND regexp_replace(body, '<[^>]*>', '', 'g') = ANY(%s)
       AND body NOT LIKE '<div%%'
"""


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    cr.execute(SQL(CONVERT, env.ref(SUBTYPE).id, list(CREATED)))
