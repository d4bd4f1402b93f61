"""A rule's model and fields by the names that people know: its lists show no others."""

from odoo import api, fields, models

from ..watching.rule_syntax import names_in


class DiscordNamedMixin(models.AbstractModel):
    _name = "discord.named.mixin"
    _description = "The names that people know of what a Discord rule watches"
    _inherit = "discord.labels.mixin"

    model_label = fields.Char(
        string="Model that it watches",
        compute="_compute_model_label",
        help="The kind of record that it watches. One that is not installed yet has "
        "its technical name only.",
    )
    watched_labels = fields.Char(
        string="Fields to watch",
        compute="_compute_watched_labels",
        help="For a change: the fields that it watches.",
    )

    @api.depends("model_name")
    @api.depends_context("lang")
    def _compute_model_label(self):
        names = set(filter(None, self.mapped("model_name")))
        named = [("model", "in", [*names])]
        known = self.env["ir.model"].sudo().search_fetch(named, ["model", "name"])
        labels = {model.model: model.name for model in known}
        for rule in self:
            rule.model_label = labels.get(rule.model_name, rule.model_name)

    @api.depends("model_name", "watched_fields", "trigger")
    @api.depends_context("lang")
    def _compute_watched_labels(self):
        for rule in self:
            model, labels = self.env.get(rule.model_name), []
            for name in names_in(rule.watched_fields or ""):
                field = model is not None and model._fields.get(name)
                labels.append(field._description_string(self.env) if field else name)
            rule.watched_labels = ", ".join(labels)

    @api.model
    def _model_label(self, model_name):
        """Return what people call a model; of one that is not there, its name."""
        known = self.env["ir.model"].sudo()._get(model_name)
        return known.name or model_name

    @api.model
    def _group_labels(self):
        return {"model_name": self._model_label}
