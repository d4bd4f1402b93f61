from odoo import api, models

from ..models.watching.relations import note_redirected


class BasePartnerMerge(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    @api.model
    def _update_foreign_keys_generic(self, model, src_records, dst_record):
        # By SQL: what names those that are merged away names another one then.
        note_redirected(src_records)
        return super()._update_foreign_keys_generic(model, src_records, dst_record)
