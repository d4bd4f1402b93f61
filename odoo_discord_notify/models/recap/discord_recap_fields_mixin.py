"""The fields that a recap names, and what they are called since."""

from odoo import models
from odoo.fields import Domain

from ..watching.rule_syntax import names_in, renamed_domain, renamed_path

LISTS = ("date_field", "group_by", "measures")


class DiscordRecapFieldsMixin(models.AbstractModel):
    _name = "discord.recap.fields.mixin"
    _description = "The fields that a Discord recap names"

    def _renaming(self, field, new_name):
        """Return [(recap, values)] that make recaps follow a field's new name.

        To be asked while the field still has its old one.

        :param field: an `odoo.fields.Field`
        """
        naming = Domain.OR(
            Domain(name, "like", field.name) for name in (*LISTS, "filter_domain")
        )
        recaps = self.with_context(active_test=False).search(naming)
        renamings = ((one, one._renamed_values(field, new_name)) for one in recaps)
        # It tells what it told: who renames a field does not become its author.
        return [
            (recap, {**values, "author_id": recap.author_id.id})
            for recap, values in renamings
            if values
        ]

    def _renamed_values(self, field, new_name):
        model = self.env.get(self.model_name)

        def path(written):
            return renamed_path(model, written, field, new_name)

        renamed = {
            name: ", ".join(map(path, names_in(self[name]))) or False for name in LISTS
        }
        renamed["filter_domain"] = renamed_domain(self.filter_domain, path) or False
        return {name: text for name, text in renamed.items() if text != self[name]}
