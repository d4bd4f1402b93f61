"""What the form of a rule offers to choose from."""

from odoo import api, models
from odoo.exceptions import UserError

from ..watching.watchable import field_choices, model_problem
from .route_values import value_choices


class DiscordRule(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.rule"

    @api.model
    @api.readonly
    def field_choices(self, model_name, purpose="watched"):
        """Return the fields of a model to choose from, and why not the others.

        :param purpose: "watched", "required" or "routed"
        :return: a list of `{name, label, why}`; `why` is empty for what may be chosen
        """
        self.check_access("write")
        return field_choices(self.env, model_name, purpose)

    @api.model
    @api.readonly
    def route_choices(self, model_name, name="", text=""):
        """Return values of a field to choose from, those with `text` in them.

        :return: a list of `{value, label}`; empty where anything may be typed
        """
        self.check_access("write")
        model = self.env.get(model_name) if isinstance(model_name, str) else None
        if model is None or model_problem(self.env, model_name):
            raise UserError(self.env._("Choose a model first."))
        model.check_access("read")
        name, text = (one if isinstance(one, str) else "" for one in (name, text))
        choices = value_choices(model, name, text)
        return [{"value": value, "label": label} for value, label in choices]

    @api.model
    @api.readonly
    def becoming_choices(self, model_name, field_name="", words=""):
        """Return the values that a field can become, [{value, label}].

        :param words: what their labels contain
        """
        self.check_access("write")
        return self._becoming_choices(model_name, field_name, words)

    @api.model
    @api.readonly
    def preview_ready_made(self, key):
        """Return what the preview of a rule to begin with shows."""
        self.check_access("create")
        return self._preview_ready_made(key)
