"""Give a database that was made before them the recaps that are shipped, switched off.

Only where the rules and webhooks that they are about were kept.
"""

from odoo import SUPERUSER_ID, api
from odoo.tools import convert_file

MODULE = "odoo_discord_notify"
NEEDED = ("webhook_solde", "webhook_bc", "webhook_bl", "rule_bl")


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    names = (f"{MODULE}.{name}" for name in NEEDED)
    if all(env.ref(name, raise_if_not_found=False) for name in names):
        how = {"mode": "init", "noupdate": True}
        convert_file(env, MODULE, "data/discord_recap.xml", {}, **how)
