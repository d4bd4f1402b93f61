"""What the rule's form asks for while a person chooses; nothing is saved."""

from odoo import api, models

from ..watching.watchable import field_choices


class DiscordRule(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.rule"

    @api.model
    @api.readonly
    def field_choices(self, model_name, purpose="watched"):
        """Return the fields of a model to choose from, and why not the others.

        :param purpose: "watched" or "required"
        :return: a list of `{name, label, why}`; `why` is empty for what may be chosen
        """
        self.check_access("write")
        return field_choices(self.env, model_name, purpose)

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
