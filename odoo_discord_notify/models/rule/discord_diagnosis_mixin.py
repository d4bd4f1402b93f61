"""What a rule says of itself: whether it watches, and what it misses."""

from itertools import islice

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...discord.markdown import is_blank
from ..saying.author_rights import named_paths, placeholders_in
from ..watching.rule_syntax import names_in
from ..watching.rule_watch import MESSAGE_FIELDS, RULE_FIELDS, lost_fields
from ..watching.watchable import (
    domain_problem,
    field_problem,
    model_problem,
    why_never_told,
)
from .template_problems import MOST_PROBLEMS, old_value_problems, template_problems


class DiscordDiagnosisMixin(models.AbstractModel):
    _name = "discord.diagnosis.mixin"
    _description = "What a Discord rule misses"

    state = fields.Selection(
        [
            ("watching", "Watching"),
            ("waiting", "Waiting for the model"),
            ("unconfigured", "Not ready"),
            ("error", "Needs a look"),
        ],
        compute="_compute_state",
        help="Watching: it tells what happens. Waiting for the model: it starts by "
        "itself once the app is installed. Not ready: it has no message or no webhook "
        "yet, or none of its webhooks has a URL. Needs a look: its form says what to "
        "mend.",
    )
    state_message = fields.Text(
        string="State message",
        compute="_compute_state",
        help="What it misses, and what to do.",
    )

    @api.depends(
        *("webhook_id.state", "route_ids.webhook_id.state", "route_ids.value"),
        *("mention_ids", *RULE_FIELDS),
    )
    def _compute_state(self):
        for rule in self:
            rule.state, rule.state_message = rule._state()

    def _state(self):
        """Return (state, message for people)."""
        if self.model_name not in self.env:
            message = self.env._(
                "The model %s is not installed. The rule starts by itself when it is.",
                self.model_name,
            )
            return "waiting", message
        failed = self.failed_count and self.env._(
            "Notifications that could not be written: %s", self.failed_count
        )
        if problems := self._problems():
            return "error", "\n".join(filter(None, [*problems, failed]))
        if not self.webhook_id:
            return "unconfigured", self.env._("Choose the webhook that tells it.")
        if self._says_nothing():
            return "unconfigured", self.env._("Write what to say.")
        if not self._webhooks()._configured():
            message = self.env._(
                "The webhook “%s” has no URL yet: nothing is told.",
                self.webhook_id.name,
            )
            return "unconfigured", message
        notes = "\n".join(self._link_problems())
        return ("error", failed) if failed else ("watching", notes)

    def _problems(self):
        """Return what this rule misses on its model, as sentences."""
        model = self.env[self.model_name]
        watched = self.watched_fields if self.trigger == "on_write" else ""
        problems = [
            *_field_problems(model, "watched", watched),
            *_field_problems(model, "watched", self._followed_fields()),
            *self._stopping_problems(model),
            *self._message_problems(model),
            *self._old_value_problems(),
            *self._address_problems(model),
            *self._lost_problems(model),
        ]
        return [problem for problem in problems if problem]

    def _stopping_problems(self, model):
        """Return what keeps it from telling anything, whatever its message says."""
        domain = domain_problem(self.env, model, self.filter_domain)
        return [
            *_field_problems(model, "required", self.required_fields),
            *_field_problems(model, "told", self.reason_field),
            self._author_problem(model),
            domain or self._filter_problem(model),
        ]

    def _goes_on(self):
        """Return whether all that it misses is left out, and the rest is told.

        That is so of watched fields while there are others, of old values that nobody
        knows, and of what is said of the changes of lost fields.
        """
        model = self.env[self.model_name]
        watch = self.env["discord.watch"]._for_model(self.model_name)
        rules = watch.rules if watch else ()
        rule = next((one for one in rules if one.rule_id == self.id), None)
        if not rule or (rule.trigger == "on_write" and not rule.watched_fields):
            return False
        told = [rule.template, rule.audit_line]
        told += rule.embed.templates if rule.embed else ()
        stops = any(self._stopping_problems(model))
        return not (stops or template_problems(self.env, model, told))

    @api.constrains("model_name", "trigger", "watched_fields", "filter_domain")
    def _check_watching(self):
        for rule in self:
            if problem := model_problem(self.env, rule.model_name):
                raise ValidationError(problem)
            if rule.trigger == "on_write" and not names_in(rule.watched_fields):
                raise ValidationError(
                    self.env._("Name at least one field to watch, or watch creation.")
                )
            for name in names_in(rule.watched_fields):
                if why_never_told(self.env, name):  # on any model, so on ours
                    raise ValidationError(field_problem(self, name, "watched"))
            model = self.env.get(rule.model_name)
            if problem := domain_problem(self.env, model, rule.filter_domain):
                raise ValidationError(problem)

    @api.constrains("audit_line", *MESSAGE_FIELDS)
    def _check_message(self):
        # Syntax only: a field that this database names differently is told by the
        # rule's state, or the shipped rules could not be installed there.
        for rule in self:
            problems = rule._message_problems(None)
            if rule._says_nothing():
                problems.append(self.env._("Write what to say."))
            if problems:
                raise ValidationError("\n".join(problems))

    def _says_nothing(self):
        return all(map(is_blank, self._message_templates()))

    def _message_problems(self, model):
        """Return what is wrong with what is said and logged, as sentences.

        :param model: an empty recordset, or None to look at the syntax only
        """
        problems = template_problems(self.env, model, self._templates())
        return problems + self._embed_problems()

    def _old_value_problems(self):
        """Return what of the texts stays empty for ever, as sentences."""
        watched = names_in(self.watched_fields) if self.trigger == "on_write" else None
        return old_value_problems(self.env, self._placeholders(), watched)

    def _lost_problems(self, model):
        """Return what has gone away since the rule was saved, as sentences."""
        return [
            self.env._(
                "“%s” is gone: until you mend the message, its lines that say how this "
                "field changed are left out.",
                name,
            )
            for name in lost_fields(model, self.known_fields)
        ]

    def _templates(self):
        return [*self._message_templates(), self.audit_line or ""]

    def _placeholders(self):
        return placeholders_in(self._templates())

    def _read_paths(self):
        """Return the paths of all fields that the rule reads of its model."""
        self.ensure_one()
        return named_paths(self._as_watch())


def _field_problems(model, purpose, names):
    problems = (field_problem(model, name, purpose) for name in names_in(names))
    return list(islice(filter(None, problems), MOST_PROBLEMS))
