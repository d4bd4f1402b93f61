from odoo import api, fields, models


class BldimagazBc(models.Model):
    """A purchase order (BC) together with its delivery note (BL)."""

    _name = "bldimagaz.bc"
    _description = "Bon de commande"
    _order = "id desc"
    _rec_names_search = ["name", "bl_number"]

    name = fields.Char(
        string="Numéro BC",
        required=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code("bldimagaz.bc"),
    )
    bl_number = fields.Char(
        string="Numéro BL",
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code("bldimagaz.bl"),
    )
    depositaire = fields.Many2one("res.partner", string="Dépositaire")
    client = fields.Many2one("res.partner")
    state = fields.Selection(
        [("draft", "Brouillon"), ("confirmed", "Confirmé"), ("delivered", "Livré")],
        string="État",
        default="draft",
        required=True,
    )
    # A Date and a Datetime: the customer's own type is not known, both must be told.
    date_ecriture = fields.Date(string="Date d'écriture")
    date_livraison = fields.Datetime(string="Date de livraison")
    comment = fields.Text(string="Commentaire")
    line_ids = fields.One2many("bldimagaz.linbc", "bc_id", string="Lignes", copy=True)
    amount_total = fields.Float(
        string="Total", digits=(16, 2), compute="_compute_amount_total", store=True
    )

    @api.depends("line_ids.subtotal")
    def _compute_amount_total(self):
        for order in self:
            order.amount_total = sum(order.line_ids.mapped("subtotal"))
