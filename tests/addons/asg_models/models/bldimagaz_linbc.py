from odoo import api, fields, models


class BldimagazLinbc(models.Model):
    """One product line of a BC."""

    _name = "bldimagaz.linbc"
    _description = "Ligne de bon de commande"
    _rec_name = "product"

    bc_id = fields.Many2one(
        "bldimagaz.bc", string="BC", required=True, index=True, ondelete="cascade"
    )
    product = fields.Char(string="Produit", required=True)
    quantity = fields.Float(string="Quantité", default=1)
    price_unit = fields.Float(string="Prix unitaire", digits=(16, 2))
    subtotal = fields.Float(
        string="Sous-total", digits=(16, 2), compute="_compute_subtotal", store=True
    )

    @api.depends("quantity", "price_unit")
    def _compute_subtotal(self):
        for line in self:
            line.subtotal = line.quantity * line.price_unit
