"""What Odoo's own uninstallation would stumble over."""


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
    env.cr.execute(
        """
        TRUNCATE discord_notification, discord_delivery,
                 discord_delivery_notification_rel
         CASCADE  -- wizards name them, too, and leave with the addon
        """
    )
    # Or who installs it again finds it paused, in a database that it may take for
    # another.
    keys = ("paused", "home", "sender_failure")
    keys = [f"odoo_discord_notify.{key}" for key in keys]
    env["ir.config_parameter"].search([("key", "in", keys)]).unlink()
