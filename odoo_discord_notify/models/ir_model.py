from odoo import api, models
from odoo.tools import SQL
from odoo.tools.sql import column_exists

from .watching.harmless import harmless


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


class IrModelFields(models.Model):
    """Fields that come, go away or get another name while rules, recaps name them."""

    _inherit = "ir.model.fields"

    @api.model_create_multi
    def create(self, vals_list):
        fields = super().create(vals_list)
        self.env["discord.watch"]._changed()
        return fields

    def write(self, vals):
        renamings = []
        if len(self) == 1 and vals.get("name", self.name) != self.name:
            model = self.env.get(self.model)
            if model is not None and self.name in model._fields:
                field = model._fields[self.name]
                for tellers in ("discord.rule", "discord.recap"):
                    renamings += self.env[tellers].sudo()._renaming(field, vals["name"])
        result = super().write(vals)
        for teller, values in renamings:
            with harmless(teller), self.env.cr.savepoint():
                teller.write(values)
        self.env["discord.watch"]._changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["discord.watch"]._changed()
        return result
