"""The action type “Send Discord notification”: automations say it by a rule, too."""

from odoo import fields, models


class IrActionsServer(models.Model):
    _inherit = "ir.actions.server"

    state = fields.Selection(
        selection_add=[("discord", "Send Discord Notification"), ("object_create",)],
        ondelete={"discord": "cascade"},
    )
    discord_rule_id = fields.Many2one(
        "discord.rule",
        string="Discord rule",
        ondelete="set null",
        help="What to say, of which records and where. “Only when asked” makes a rule "
        "that speaks for actions only.",
    )
    discord_at_once = fields.Boolean(
        string="Discord at once",
        readonly=True,
        help="Send while the person waits: of our own menus only.",
    )
    # Not one of core's warnings: with one, an automation blocks the user's save.
    discord_rule_message = fields.Text(
        string="State message", related="discord_rule_id.state_message"
    )

    def _name_depends(self):
        return [*super()._name_depends(), "discord_rule_id"]

    def _generate_action_name(self):
        if self.state == "discord" and self.discord_rule_id:
            return self.env._("Discord: %s", self.discord_rule_id.name)
        return super()._generate_action_name()

    def _run_action_discord_multi(self, eval_context=None):
        """Put what the rule says of the records into the outbox; never fails."""
        # `self` is superuser here; the records are as whoever runs it sees them.
        records = eval_context.get("records") or eval_context.get("record")
        outbox = self.env["discord.outbox"]
        if records and self.discord_at_once:
            return outbox._send_asked(self.discord_rule_id, records)
        if records:
            outbox._tell_asked(self.discord_rule_id, records)
        elif self.usage == "ir_cron":
            outbox._tell_all(self.discord_rule_id, eval_context["model"])
        return False
