from odoo import api, fields, models


class AlimenteurSolde(models.Model):
    """A client's account being credited: the "top-up" of the notifications."""

    _name = "alimenteur.solde"
    _description = "Alimentation de solde"
    _order = "id desc"
    _rec_name = "reference_no"
    _rec_names_search = ["client", "reference_no"]

    # Not required: the customer's table has rows without a client, which must be
    # skipped with a reason instead of being told.
    client = fields.Many2one("res.partner")
    solde = fields.Float(string="Montant crédité", digits=(16, 2))
    state = fields.Selection(
        [("draft", "Brouillon"), ("done", "Validée"), ("refused", "Refusée")],
        string="État",
        default="draft",
        required=True,
    )
    reference_no = fields.Char(
        string="Référence",
        required=True,
        copy=False,
        default=lambda self: self.env["ir.sequence"].next_by_code(self._name),
    )
    date_creation = fields.Datetime(
        string="Date de création", default=fields.Datetime.now, copy=False
    )
    date_done = fields.Datetime(string="Date de validation", copy=False)
    date_refus = fields.Datetime(string="Date de refus", copy=False)
    refus_raisons = fields.Text(string="Raisons du refus", copy=False)
    avoir = fields.Char()
    source = fields.Char()
    created_by = fields.Char(
        string="Saisi par", default=lambda self: self.env.user.name, copy=False
    )
    comment = fields.Text(string="Commentaire")

    _reference_no_unique = models.Constraint(
        "UNIQUE(reference_no)", "La référence d'une alimentation doit être unique."
    )

    @api.depends("client.display_name", "reference_no")
    def _compute_display_name(self):
        for topup in self:
            topup.display_name = topup.client.display_name or topup.reference_no
