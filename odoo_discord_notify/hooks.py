"""What Odoo's own uninstallation would stumble over."""


def uninstall_hook(env):
    """Empty the outbox and its log: their rows refer to the rules and webhooks.

    Odoo deletes those one by one first, and logs an error for each that is in use.
    """
    env.cr.execute(
        """
        TRUNCATE discord_notification, discord_delivery,
                 discord_delivery_notification_rel
        """
    )
