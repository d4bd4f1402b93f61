from odoo import fields, models

TEXT = """💸 **Nouvelle alimentation détectée !**

> **Client** : `{topup.display_name}`
> **Référence** : `{topup.reference_no}`
> **Date** : `{topup.create_date:%d-%m-%Y %H:%M}`
> **Montant crédité** : **{topup.solde:.2f} MAD**"""


class AlimenteurSolde(models.Model):
    """Core's action posts a record's raw fields, and Discord needs one of this name.

    No addon of the customer's has it: without it Discord refuses all that core posts.
    """

    _inherit = "alimenteur.solde"

    content = fields.Text(compute="_compute_content")

    def _compute_content(self):
        for topup in self:
            topup.content = TEXT.format(topup=topup)
