from odoo import fields, models


class DiscordArrived(models.TransientModel):
    _name = "discord.arrived"
    _description = "What somebody has seen of a message that was in doubt"
    _inherit = "discord.checks.mixin"

    notification_ids = fields.Many2many(
        "discord.notification",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
        help="The notifications that were in doubt.",
    )
    message_link = fields.Char(
        "Link to the message",
        help="The message's menu in Discord: “Copy Message Link”. With it, later "
        "changes can be made to that message. Empty: they are not.",
    )

    def action_confirm(self):
        """The doubt is over."""
        self.ensure_one()
        self.notification_ids.check_access("read")
        self.notification_ids.action_arrived(self.message_link)
        return {"type": "ir.actions.act_window_close"}
