from odoo import models
from odoo.tools import SQL
from odoo.tools.sql import column_exists


class IrModel(models.Model):
    _inherit = "ir.model"

    def unlink(self):
        """Free what says “told once” of models that go away.

        Installed anew, their records begin at id 1 again: without this each would be
        taken for one that was told. What was told stays in the log, without its rule.
        """
        # Our own uninstallation drops the columns before the models.
        if column_exists(self.env.cr, "discord_notification", "event"):
            self.env.cr.execute(
                SQL(
                    "UPDATE discord_notification SET rule_id = NULL"
                    " WHERE event = 'created' AND res_model = ANY(%s)",
                    self.mapped("model"),
                )
            )
            self.env["discord.notification"].invalidate_model(flush=False)
        return super().unlink()
