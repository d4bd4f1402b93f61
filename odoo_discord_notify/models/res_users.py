"""Users can be deleted, though notifications name them: see `told_records`."""

from contextlib import suppress

from psycopg2.errors import UndefinedTable

from odoo import models
from odoo.tools import SQL


class ResUsers(models.Model):
    _inherit = "res.users"

    def unlink(self):
        ids, registry = self.ids, self.env.registry
        result = super().unlink()
        _forget_agents(self.env.cr, ids)
        self.env["discord.notification"].invalidate_model(["user_id"], flush=False)

        # Those who told of them until now: their commit let the deletion go on.
        @self.env.cr.postcommit.add
        def forget_others():
            with registry.cursor() as cr:
                _forget_agents(cr, ids)

        return result


def _forget_agents(cr, ids):
    """Do what `ON DELETE SET NULL` does."""
    # Another worker may have uninstalled the addon.
    with suppress(UndefinedTable), cr.savepoint(flush=False):
        cr.execute(
            SQL(
                "UPDATE discord_notification SET user_id = NULL"
                " WHERE user_id = ANY(%s)",
                ids,
            ),
            log_exceptions=False,
        )
