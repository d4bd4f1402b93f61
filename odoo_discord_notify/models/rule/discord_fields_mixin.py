"""The fields that a rule names: which it had, and what they are called since."""

from odoo import api, fields, models
from odoo.fields import Domain

from ...template.editing import renamed
from ..watching.old_in_domain import names_old
from ..watching.rule_syntax import names_in, renamed_domain, renamed_path
from ..watching.rule_watch import MESSAGE_FIELDS

TEMPLATES = ("template", "embed_title", "embed_fields", "audit_line")
LISTS = ("watched_fields", "required_fields", "reason_field", "follow_fields")
LISTS += ("route_field",)
DOMAINS = ("filter_domain", "mention_domain")


class DiscordFieldsMixin(models.AbstractModel):
    _name = "discord.fields.mixin"
    _description = "The fields that a Discord rule names"

    known_fields = fields.Char(
        string="Known fields",
        compute="_compute_known_fields",
        store=True,
        help="Of the fields whose changes the message tells, those that there were "
        "when the rule was saved. One that goes away takes its own lines only.",
    )

    @api.depends("model_name", "audit_line", *MESSAGE_FIELDS)
    def _compute_known_fields(self):
        for rule in self:
            changes = {
                one.path[1]
                for one in rule._placeholders()
                if one.path[0] in ("old", "new")
            }
            # As the database has them: at an upgrade not all models are loaded yet.
            there = self.env["ir.model.fields"]._get_ids(rule.model_name or "")
            rule.known_fields = ", ".join(sorted(changes & there.keys()))

    def _renaming(self, field, new_name):
        """Return [(rule, values)] that make the rules follow a field's new name.

        To be asked while the field still has its old one.

        :param field: an `odoo.fields.Field`
        """
        texts = (*TEMPLATES, *LISTS, *DOMAINS)
        naming = Domain.OR(Domain(name, "like", field.name) for name in texts)
        rules = self.with_context(active_test=False).search(naming)
        renamings = ((rule, rule._renamed_values(field, new_name)) for rule in rules)
        # It tells what it told: who renames a field does not become its author.
        return [
            (rule, {**values, "author_id": rule.author_id.id})
            for rule, values in renamings
            if values
        ]

    def _renamed_values(self, field, new_name):
        model = self.env.get(self.model_name)

        def path(written):
            return renamed_path(model, written, field, new_name)

        def placeholder(written):
            first, dot, rest = written.partition(".")
            is_change = dot and first in ("old", "new")
            return f"{first}.{path(rest)}" if is_change else path(written)

        def call_filter(text):
            text = renamed_domain(text, path)
            return renamed(text, placeholder) if names_old(text) else text

        follow = {
            **dict.fromkeys(TEMPLATES, lambda text: renamed(text, placeholder)),
            **dict.fromkeys(LISTS, lambda text: ", ".join(map(path, names_in(text)))),
            "filter_domain": lambda text: renamed_domain(text, path),
            "mention_domain": call_filter,
        }
        return {
            name: followed
            for name, rename in follow.items()
            if field.name in (self[name] or "")
            and (followed := rename(self[name])) != self[name]
        }
