from odoo import api, fields, models

from .route_values import value_labels


class DiscordRuleRoute(models.Model):
    _name = "discord.rule.route"
    _description = "Where a Discord rule tells of some records"
    _inherit = "discord.checks.mixin"
    _order = "sequence, id"
    _rec_name = "value"

    rule_id = fields.Many2one(
        "discord.rule", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer(default=10)
    value = fields.Char(
        required=True,
        help="What the field says: the key of a choice, the number of a record, else "
        "the text as it is.",
    )
    value_label = fields.Char(compute="_compute_value_label", string="Is")
    webhook_id = fields.Many2one(
        "discord.webhook",
        required=True,
        ondelete="restrict",
        help="Where to tell it. If it has no URL, what it was to hear goes to the "
        "rule's own.",
    )

    @api.depends("value", "rule_id.route_field", "rule_id.model_name")
    def _compute_value_label(self):
        for rule, routes in self.grouped("rule_id").items():
            model = self.env.get(rule.model_name or "")
            labels = value_labels(model, rule.route_field, routes.mapped("value"))
            for route in routes:
                route.value_label = labels.get(route.value, route.value) or ""

    @api.model_create_multi
    def create(self, vals_list):
        routes = super().create(vals_list)
        routes.rule_id._told_otherwise()
        return routes

    def write(self, vals):
        rules = self.rule_id
        result = super().write(vals)
        (rules | self.rule_id)._told_otherwise()
        return result

    def unlink(self):
        rules = self.rule_id
        result = super().unlink()
        rules.exists()._told_otherwise()
        return result
