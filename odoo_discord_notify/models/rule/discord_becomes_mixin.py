"""“When it becomes …”: a change that counts only with certain new values.

Nothing of it is stored: it reads and writes the rule's filter.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..field_labels import field_label
from ..watching.rule_syntax import names_in
from ..watching.watchable import can_be_watched
from .becoming import FILLED, becoming, with_becoming
from .field_values import labels_of_values, values_to_pick

# Of which people pick a value. Numbers and dates are better compared, by the filter.
PICKED = ("selection", "boolean", "many2one")
# Of which it matters, too, whether anything is there.
FILLABLE = ("selection", "many2one", "char", "text", "date", "datetime")


class DiscordBecomesMixin(models.AbstractModel):
    _name = "discord.becomes.mixin"
    _description = "The new values that a Discord rule waits for"

    becomes = fields.Json(
        string="When it becomes",
        compute="_compute_becomes",
        readonly=False,
        help="Tells the change only if the field has one of these values then. It "
        "writes “Only records matching”. Empty: any change.",
    )

    @api.depends("model_name", "trigger", "watched_fields", "filter_domain")
    @api.depends_context("lang", "uid")
    def _compute_becomes(self):
        for rule in self:
            rule.becomes = rule._becomes()

    def _becomes(self):
        """Return {field, label, chosen: [{value, label}]}; False if not to be picked.

        A `value` of None stands for any.
        """
        field = self._becoming_field()
        if not field:
            return False
        try:
            values = becoming(self.filter_domain, field.name)
        except Exception:  # whatever a text can raise: the rule's state says it
            return False
        if field.type == "boolean":
            values = [value is FILLED or bool(value) for value in values]
        labels = self._labels_of(field, values)
        chosen = [
            {"value": value, "label": label}
            for value, label in zip(values, labels, strict=True)
        ]
        label = field_label(self.env, field)
        return {"field": field.name, "label": label, "chosen": chosen}

    def _becoming_field(self):
        """Return the one watched field, if its values can be picked."""
        model, names = (
            self.env.get(self.model_name or ""),
            names_in(self.watched_fields),
        )
        if self.trigger != "on_write" or model is None or len(names) != 1:
            return None
        return _pickable(model, names[0])

    @api.onchange("becomes")
    def _onchange_becomes(self):
        field, wanted = self._becoming_field(), self.becomes or {}
        # One that was picked of another field is none of this one.
        if field and wanted.get("field") == field.name:
            values = [one["value"] for one in wanted["chosen"]]
            self.filter_domain = with_becoming(self.filter_domain, field.name, values)

    def _becoming_choices(self, model_name, field_name, words):
        """Return the values to pick from, [{value, label}]."""
        model = self.env.get(model_name) if isinstance(model_name, str) else None
        is_read = model is not None and model.has_access("read")
        field = _pickable(model, field_name) if is_read else None
        if not field or not model._has_field_access(field, "read"):
            raise UserError(self.env._("Choose a model and one field first."))
        words = words if isinstance(words, str) else ""
        others = [
            (value, label)
            for value, label in self._filled_or_not(field)
            if words.lower() in label.lower()
        ]
        choices = [*values_to_pick(self.env, field, words), *others]
        return [{"value": value, "label": label} for value, label in choices]

    def _filled_or_not(self, field):
        if field.type not in FILLABLE or field.required:
            return []
        return [(FILLED, self.env._("filled in")), (False, self.env._("empty"))]

    def _labels_of(self, field, values):
        """Return what people call values, in their order.

        A record that is hidden, or is no more, is called by its number.
        """
        known = dict(self._filled_or_not(field))
        known |= labels_of_values(self.env, field, values)
        return [known.get(value) or f"#{value}" for value in values]


def _pickable(model, name):
    """Return a field whose values can be picked, or None."""
    field = (
        isinstance(name, str) and can_be_watched(model, name) and model._fields[name]
    )
    return field if field and field.type in {*PICKED, *FILLABLE} else None
