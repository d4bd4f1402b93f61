"""What a recap says of itself: whether it tells, and what it misses."""

from collections import defaultdict

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..saying.author_rights import named_paths
from ..saying.zone_data import stale_zone_data
from ..watching.rule_syntax import names_in
from ..watching.rule_watch import rule_watch
from ..watching.watchable import domain_problem
from .recap_fields import recap_field_problem, recap_model_problem

MOST_MEASURES = 4  # a message has room for so many tables


class DiscordRecapDiagnosisMixin(models.AbstractModel):
    _name = "discord.recap.diagnosis.mixin"
    _description = "What a Discord recap misses"

    state = fields.Selection(
        [
            ("watching", "On time"),
            ("waiting", "Waiting for the model"),
            ("unconfigured", "Not connected"),
            ("error", "Needs a look"),
        ],
        compute="_compute_state",
        help="On time: it tells each period as it ends. Waiting for the model: it "
        "starts by itself once the app is installed. Not connected: it has no webhook "
        "yet, or its webhook has no URL. Needs a look: its form says what to mend.",
    )
    state_message = fields.Text(
        string="State message",
        compute="_compute_state",
        help="What it misses, and what to do.",
    )
    failure = fields.Char(
        readonly=True,
        copy=False,
        help="The class of the error that kept it from telling its last period.",
    )

    @api.depends(
        *("webhook_id.state", "date_field", "group_by", "measures", "failure"),
        *("model_name", "filter_domain", "company_id", "author_id", "tz"),
    )
    def _compute_state(self):
        for recap in self:
            recap.state, recap.state_message = recap._state()

    def _state(self):
        """Return (state, message for people)."""
        if self.model_name not in self.env:
            message = self.env._(
                "The model %s is not installed. The recap starts by itself when it is.",
                self.model_name,
            )
            return "waiting", message
        if problems := self._problems():
            return "error", "\n".join(problems)
        if not self.webhook_id:
            return "unconfigured", self.env._("Choose the webhook that tells it.")
        if not self.webhook_id._configured():
            message = self.env._(
                "The webhook “%s” has no URL yet: nothing is told.",
                self.webhook_id.name,
            )
            return "unconfigured", message
        if failures := self._failures():
            return "error", "\n".join(failures)
        if stale_zone_data(self.tz):
            return "watching", self.env._(
                "The time zone data of the server are too old for this zone: it ends "
                "an hour early or late. Install newer ones, as the settings page says."
            )
        return "watching", ""

    def _problems(self):
        """Return what keeps it from telling anything, as sentences.

        To be asked where the model is installed.
        """
        model = self.env[self.model_name]
        domain = domain_problem(self.env, model, self.filter_domain)
        problems = [*self._field_problems(model), self._author_problem(model)]
        problems.append(domain or self._filter_problem(model))
        return [problem for problem in problems if problem]

    def _failures(self):
        """Return what went wrong when it told, as sentences."""
        sentence = self.env._(
            "Its last period could not be told (%s), and is tried again every minute. "
            "The server's log tells more.",
            self.failure,
        )
        return [sentence] if self.failure else []

    def _goes_on(self):
        return False  # of what it misses nothing is left out

    def _field_problems(self, model):
        """Return what is wrong with the fields that it names, as sentences."""
        named = [("date", self.date_field or "")]
        named += [("group", self.group_by)] if self.group_by else []
        named += [("measure", name) for name in names_in(self.measures)]
        found = (recap_field_problem(model, name, purpose) for purpose, name in named)
        problems = [problem for problem in found if problem]
        if len(names_in(self.measures)) > MOST_MEASURES:
            problems.append(
                self.env._("A message has room for %s sums, not more.", MOST_MEASURES)
            )
        return problems

    @api.constrains(
        *("model_name", "date_field", "group_by", "measures", "filter_domain")
    )
    def _check_recap(self):
        for recap in self:
            model = self.env.get(recap.model_name)
            problems = [
                recap_model_problem(self.env, recap.model_name),
                domain_problem(self.env, model, recap.filter_domain),
            ]
            # Not while an app is loaded: what a database names differently is told by
            # the recap's state, or the shipped ones could not be installed there.
            if model is not None and self.env.registry.ready and not problems[0]:
                problems += recap._field_problems(model)
            if problems := [problem for problem in problems if problem]:
                raise ValidationError("\n".join(problems))

    def _as_watch(self):
        """Return what it reads as a `RuleWatch`: whose author is asked for his rights.

        As it stands in the form.
        """
        typed = self._is_being_changed()
        author_id = self._author_if_saved() if typed else self.author_id.id
        named = [self.date_field, self.group_by, *names_in(self.measures)]
        values = defaultdict(
            lambda: None,  # of all that it does not say as a rule does
            id=self._origin.id,
            model_name=self.model_name,
            trigger="on_demand",
            filter_domain=self.filter_domain,
            required_fields=", ".join(filter(None, named)),
            lang=self.lang,
            company_id=self.company_id.id,
            author_id=author_id,
        )
        return rule_watch(self.env.get(self.model_name), values)

    def _read_paths(self):
        """Return the paths of all fields that it reads of its model."""
        self.ensure_one()
        return named_paths(self._as_watch())
