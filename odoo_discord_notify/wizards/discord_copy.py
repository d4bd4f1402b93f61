from odoo import fields, models
from odoo.exceptions import UserError


class DiscordCopy(models.TransientModel):
    _name = "discord.copy"
    _description = "What a copied database does about Discord"
    _inherit = "discord.checks.mixin"

    former_name = fields.Char(
        string="Sent before",
        readonly=True,
        default=lambda self: self.env["discord.database"]._former_name(),
        help="The name of the database that sent to Discord before.",
    )
    choice = fields.Selection(
        [
            ("cancel", "It is a copy: cancel what waits, and stay silent"),
            ("go_on", "It was moved or renamed: send what waits, and go on"),
        ],
        required=True,
        default="cancel",
        help="A copy must not tell what its original tells, too. If you do not know, "
        "decide later: meanwhile nothing is sent, and nothing lost.",
    )

    def action_decide(self):
        """Do what was chosen. Another choice is possible as long as it is silent."""
        self.ensure_one()
        self.check_access("write")
        if not self.env["discord.database"]._is_copy():
            raise UserError(
                self.env._(
                    "This database is the one that sends: there is nothing to decide."
                )
            )
        if self.choice == "go_on":
            self.env["discord.database"]._go_on_here()
            return {"type": "ir.actions.act_window_close"}
        waiting = [("state", "in", ("outgoing", "resting", "in_doubt"))]
        self.env["discord.notification"].sudo().search(waiting)._set_state(
            "canceled",
            failure_type="silenced",
            failure_reason=self.env._("Canceled: this database is a copy."),
        )
        return {"type": "ir.actions.act_window_close"}
