"""A rule reads as superuser: so its author may only name what he may read himself."""

from odoo import models
from odoo.exceptions import ValidationError

from ..watching.rule_watch import RULE_FIELDS

# What is said, of what, and where.
LETS_OUT = {"model_id", "webhook_id", *RULE_FIELDS}


class DiscordAuthorMixin(models.AbstractModel):
    _name = "discord.author.mixin"
    _description = "What the author of a Discord rule may read"

    def _check_author(self):
        """Not a constraint: Odoo runs those as superuser."""
        for rule in self if not self.env.su else ():
            model = self.env.get(rule.model_name)
            if model is None:
                continue
            if rule._crosses_companies(model):
                raise ValidationError(
                    self.env._(
                        "Choose a company: without one the rule tells records of "
                        "companies that you do not work for."
                    )
                )
            for path in ((), *rule._read_paths()):
                if what := _hidden(model, path):
                    raise ValidationError(
                        self.env._(
                            "You may not read %s, so no rule of yours can. Ask "
                            "somebody who may.",
                            what,
                        )
                    )

    def _crosses_companies(self, model):
        """Whether a rule tells what its author's companies keep from him."""
        if self.company_id or "company_id" not in model._fields:
            return False
        others = [("id", "not in", self.env.user.company_ids.ids)]
        return bool(self.env["res.company"].sudo().search_count(others, limit=1))


def _hidden(model, path):
    """Return the first part of a path that its user may not read, or None."""
    if not model.has_access("read"):
        return model._name
    field = model._fields.get(path[0]) if path else None
    if field is None:
        return None
    if not model._has_field_access(field, "read"):
        return f"{model._name}.{field.name}"
    is_reference = field.type == "reference"  # it may name records of several models
    names = field.get_values(model.env) if is_reference else [field.comodel_name]
    behind = [model.env[name] for name in names if name in model.env]
    return next(filter(None, (_hidden(other, path[1:]) for other in behind)), None)
