"""A rule reads as superuser: so its author may only name what he may read himself."""

from odoo import models
from odoo.exceptions import ValidationError

from ..saying.author_rights import hidden
from ..watching.rule_watch import RULE_FIELDS
from ..watching.watchable import domain_failure

# What is said, of what, and where.
LETS_OUT = {"model_id", "webhook_id", *RULE_FIELDS}


class DiscordAuthorMixin(models.AbstractModel):
    _name = "discord.author.mixin"
    _description = "What the author of a Discord rule may read"

    def _check_author(self):
        """Not a constraint: Odoo runs those as superuser.

        Nothing that a rule names is asked of the database before the right to it is.
        """
        for rule in self:
            model = self.env.get(rule.model_name)
            if model is None:
                continue
            if not self.env.su:
                rule._check_rights(model)
            if problem := domain_failure(model, rule.filter_domain, run=True):
                raise ValidationError(problem)

    def _check_rights(self, model):
        """Refuse what the user may not read."""
        if self._crosses_companies(model):
            raise ValidationError(
                self.env._(
                    "Choose a company: without one the rule tells records of "
                    "companies that you do not work for."
                )
            )
        if problem := self._rights_problem(model):
            raise ValidationError(problem)

    def _rights_problem(self, model):
        """Return what the user of `model` may not read of it, as a sentence, or None.

        :param model: an empty recordset
        """
        for path in ((), *self._read_paths()):
            if what := hidden(model, path):
                return self.env._(
                    "You may not read %s, so no rule of yours can. Ask somebody who "
                    "may.",
                    what,
                )
        return None

    def _filter_problem(self, model):
        """Return why the filter cannot be asked for, as a sentence, or None.

        What is saved was refused to whom it is hidden from; what is being typed is
        asked with the rights of who types.
        """
        if not self.filter_domain:
            return None
        if self._is_being_changed() and not self.env.su:
            return self._rights_problem(model) or domain_failure(
                model, self.filter_domain
            )
        return domain_failure(model.sudo(), self.filter_domain)

    def _is_being_changed(self):
        """Whether it is a draft that tells something else than what is saved."""
        saved = self._origin
        if isinstance(self.id, int):
            return False
        return not saved or any(self[name] != saved[name] for name in RULE_FIELDS)

    def _crosses_companies(self, model):
        """Whether a rule tells what its author's companies keep from him."""
        if self.company_id or "company_id" not in model._fields:
            return False
        others = [("id", "not in", self.env.user.company_ids.ids)]
        return bool(self.env["res.company"].sudo().search_count(others, limit=1))
