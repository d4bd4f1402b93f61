from odoo import api, models


class BldimagazBc(models.Model):
    _inherit = "bldimagaz.bc"

    @api.readonly
    def look_at(self):
        """Say that it only reads, and note the day: Odoo then calls it once more."""
        self.date_ecriture = "2026-11-27"
        return self.name
