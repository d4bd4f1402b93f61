"""What Odoo's own uninstallation would stumble over."""

from odoo.tools import SQL

OUTBOX = (
    *("discord_notification", "discord_delivery"),
    "discord_delivery_notification_rel",
)
NAMING_THE_OUTBOX = """
SELECT relname, conname
  FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid
 WHERE contype = 'f' AND confrelid = ANY(%(outbox)s::regclass[])
   AND conrelid <> ALL(%(outbox)s::regclass[])
"""


def uninstall_hook(env):
    """Hold the scheduled actions, and empty the outbox and its log.

    Odoo deletes record by record. A wake-up that came or went since its transaction
    began would leave a scheduled action behind: so a new one begins, in which nobody
    runs or calls them any more. And rows refer to rules and webhooks: an error would be
    logged for each that is in use.

    :raise LockError: a scheduled action runs; Odoo leaves the addon installed
    """
    env.cr.commit()  # pylint: disable=invalid-commit
    ours = [("module", "=", "odoo_discord_notify"), ("model", "=", "ir.cron")]
    crons = env["ir.cron"].browse(env["ir.model.data"].search(ours).mapped("res_id"))
    crons.exists().lock_for_update()
    env["ir.cron.trigger"].search([("cron_id", "in", crons.ids)]).unlink()
    _empty_outbox(env.cr)
    # Or who installs it again finds it paused, in a database that it may take for
    # another.
    keys = ("paused", "home", "posted_after", "sender_failure")
    keys = [f"odoo_discord_notify.{key}" for key in keys]
    env["ir.config_parameter"].search([("key", "in", keys)]).unlink()


def _empty_outbox(cr):
    """Empty its tables, however long they are, and nothing else.

    What names them from elsewhere, a wizard or somebody's own field of a partner, would
    forbid it, or be emptied as a whole by CASCADE. Odoo drops those fields next: only
    their foreign keys go before.
    """
    cr.execute(NAMING_THE_OUTBOX, {"outbox": list(OUTBOX)})
    for names in cr.fetchall():
        names = map(SQL.identifier, names)
        cr.execute(SQL("ALTER TABLE %s DROP CONSTRAINT %s", *names))
    tables = SQL(", ").join(map(SQL.identifier, OUTBOX))
    cr.execute(SQL("TRUNCATE %s", tables))
