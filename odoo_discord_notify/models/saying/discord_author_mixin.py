"""What rules and recaps tell is what their author may read.

One without author tells as the system.
"""

from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..discord_checks_mixin import ADMINISTRATOR
from ..watching.watchable import domain_failure
from .author_rights import as_author, author_lost, hidden
from .companies import of_company


class DiscordAuthorMixin(models.AbstractModel):
    """Its models say what they tell as a `RuleWatch`: `_as_watch`, `_read_paths`."""

    _name = "discord.author.mixin"
    _description = "What the author of a Discord rule or recap may read"
    # What is said, of what, and where: the names of the fields that decide it.
    _lets_out = frozenset()

    author_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        ondelete="restrict",
        help="Who changed last what it tells: it tells only what this person may read. "
        "Empty: it tells as the system. An administrator can take it over.",
    )
    author_note = fields.Char(
        compute="_compute_author_note",
        help="Whose rights limit what it tells. For example: It tells as the system.",
    )
    author_alerted = fields.Boolean(
        readonly=True, copy=False, help="The administrators heard of its author's loss."
    )

    @api.depends(lambda self: tuple(self._lets_out))
    def _compute_author_note(self):
        for rule in self:
            rule.author_note = rule._author_note()

    def _author_note(self):
        if self._is_being_changed():
            if not self._author_if_saved():
                return self.env._("Once saved, it tells as the system.")
            return self.env._(
                "Once saved, it tells only what you may read: you become its author."
            )
        if not self.author_id:
            return self.env._("It tells as the system.")
        note = self.env._("It tells only what %s may read.", self.author_id.sudo().name)
        told = self.env["discord.notification"]
        hidden_from = [(self._told_by, "in", self._origin.ids)]
        hidden_from.append(("failure_type", "=", "forbidden"))
        # What an edit would have said anew was told.
        hidden_from.append(("edit_of_id", "=", False))
        if count := told.search_count(hidden_from):
            note += " " + self.env._("Not told for that reason: %s", count)
        return note

    @api.model_create_multi
    def create(self, vals_list):
        made = super().create([self._with_author(vals) for vals in vals_list])
        made._check_author()
        return made

    def write(self, vals):
        tells = self._tells_other(vals)
        if tells or "author_id" in vals:
            vals = self._with_author(vals)
        result = super().write(vals)
        if tells:
            self._check_author()
        return result

    def _tells_other(self, vals):
        """Whether values to be written change what is told."""
        return not self._lets_out.isdisjoint(vals)

    def _author_if_saved(self):
        """Return the id of who becomes the author by saving now, or False."""
        system = self.env.su or self.env.user.has_group(ADMINISTRATOR)
        return False if system else self.env.uid

    def _with_author(self, vals):
        """Return values to save, with the author that they make."""
        if self.env.su:
            return {"author_id": False, **vals}
        if "author_id" in vals:
            raise AccessError(self.env._("An author is who changes what is told."))
        return {**vals, "author_id": self._author_if_saved()}

    def _told_otherwise(self):
        """Note who changed what these tell in a record of its own, as by a route."""
        self.check_access("write")
        for rule in self:
            rule.sudo().write({"author_id": rule._author_if_saved()})
        self._check_author()

    def _author_problem(self, model):
        """Return what its author has lost, as a sentence, or None."""
        lost = self.author_id and author_lost(self._as_watch(), model)
        return lost and self.env._(
            "Its author, %(author)s, may not read what it tells any more (%(what)s). "
            "An administrator can take it over.",
            author=self.author_id.sudo().name,
            what=lost,
        )

    def _take_over(self):
        """Make it tell as the system, as what an administrator saves."""
        self.ensure_one()
        self.check_access("write")
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(
                self.env._("Only a Settings administrator can take it over.")
            )
        self._check_author()
        self.sudo().write({"author_id": False, "author_alerted": False})

    def _check_author(self):
        """Not a constraint: Odoo runs those as superuser.

        Nothing that it names is asked of the database before the right to it is.
        """
        for rule in self:
            model = self.env.get(rule.model_name)
            if model is None:
                continue
            if not self.env.su:
                rule._check_rights(model)
            if problem := rule._asking_problem(model):
                raise ValidationError(problem)

    def _asking_problem(self, model):
        """Return why the database cannot be asked for what it filters by, or None."""
        return domain_failure(model, self.filter_domain, run=True)

    def _check_rights(self, model):
        """Refuse what the user may not read."""
        if self._crosses_companies(model):
            raise ValidationError(
                self.env._(
                    "Choose a company: without one it tells records of companies that "
                    "you do not work for."
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
                    "You may not read %s, so nothing of yours can tell it. Ask "
                    "somebody who may.",
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
        is_limited = self._as_watch().author_id and self._is_being_changed()
        if is_limited and (problem := self._rights_problem(model)):
            return problem
        asked = self._as_it_asks(model)
        return None if asked is None else domain_failure(asked, self.filter_domain)

    def _as_it_asks(self, model):
        """Return a model as its filters see it; None if its author may not read it."""
        watch = self._as_watch()
        if not watch.author_id:
            return model.sudo()
        return None if author_lost(watch, model) else as_author(watch, model)

    def _is_being_changed(self):
        """Whether it is a draft that tells something else than what is saved."""
        saved = self._origin
        if isinstance(self.id, int):
            return False
        return not saved or self._tells_otherwise(saved)

    def _tells_otherwise(self, saved):
        """Whether it tells something else than another version of itself."""
        return any(self[name] != saved[name] for name in self._lets_out)

    def _crosses_companies(self, model):
        """Whether it tells what its author's companies keep from him."""
        company = self.env.company.id
        if self.company_id or not of_company(model, company):
            return False
        others = [("id", "not in", self.env.user.company_ids.ids)]
        return bool(self.env["res.company"].sudo().search_count(others, limit=1))
