"""From a period to its message in the outbox."""

from datetime import datetime, timedelta
from typing import NamedTuple

from odoo import fields, models

from ...discord.calling import CALLED_WITHIN
from ..outbox import outbox_rows
from ..saying.author_rights import as_author
from ..saying.companies import of_company
from ..saying.discord_template import Saying
from ..watching.rule_syntax import names_in, safe_domain_of
from ..watching.transaction_changes import TransactionChanges
from .figures import Question
from .recap_text import Recap, period_in_words
from .recap_words import RecapWords

SECOND = timedelta(seconds=1)


class Telling(NamedTuple):
    """What the outbox asks of who tells, in the words of a `RuleWatch`."""

    rule_id: int  # of the recap
    event: str
    period_start: datetime
    told_by: str = "recap_id"


class DiscordRecapTellingMixin(models.AbstractModel):
    _name = "discord.recap.telling.mixin"
    _description = "What a Discord recap tells"

    def _tell_in_turn(self, period):
        """Tell a period that is over, and wake the sender."""
        ids = self._tell(period)
        if self.failure:
            self.failure = False
        if ids:
            self.env["discord.dispatcher"]._wake()
        return ids

    def _tell(self, period, event="recap"):
        """Put what a period came to into the outbox; once, whoever else does.

        :param event: "recap" for one that is over; else it is under way
        :return: the ids of what was written
        """
        is_whole = event == "recap"
        recap, _when = self._said(period, is_whole)
        state, why, reason = "outgoing", None, None
        if is_whole and self.skip_empty and not recap.figures.now.count:
            state, why = "canceled", "empty"
            reason = self.env._("There was nothing in this period.")
        saying = Saying(
            *(self.id, None if is_whole else self.env.uid, state, recap.text(), {}),
            *(why, reason),
            mentions=self._calls_for(period) if is_whole else None,
        )
        changes = TransactionChanges()
        telling = Telling(self.id, event, period.start)
        outbox_rows.write(self.env, changes, telling, self._name, [saying])
        return changes.row_ids()

    def _calls_for(self, period):
        """Return whom it calls: nobody for what is told late, or so far."""
        late = fields.Datetime.now() - timedelta(seconds=CALLED_WITHIN)
        return None if period.end < late else self.mention_ids._as_call() or None

    def _said(self, period, is_whole, viewer=None):
        """Return (`Recap`, the period in words).

        :param viewer: an empty recordset of the model, as somebody sees it who shall
            not be shown more than he may read
        """
        question = self._question(viewer)
        before = self._calendar().before(period)
        now = fields.Datetime.now() + SECOND  # with what was saved in this one
        end = period.end if is_whole else min(period.end, now)
        figures = question.figures(
            self._period_domain(period, end),
            self._period_domain(before, before.end),
        )
        system = self._system()
        words = RecapWords(system, question, self.lang)
        words.learn(figures.groups)
        zone = self._calendar().zone
        when = period_in_words(period, is_whole, self._is_of_days(), zone, self.lang)
        titled = self.with_context(lang=system.env.lang) if self.ids else self
        url = self._link(period.start, period.end)
        return Recap(titled.name or "", when, url, is_whole, figures, words), when

    def _system(self):
        """Return an empty recordset of the model, as rules read it."""
        model = self.env[self.model_name]
        return self.env["discord.watch"]._reading(model, self.lang, self.company_id.id)

    def _question(self, viewer=None):
        watch, asks = self._as_watch(), self._system()
        if watch.author_id:  # in whose rights, but in the recap's words
            asks = as_author(watch, asks).with_context(lang=asks.env.lang)
        seers = (asks,) if viewer is None else (asks, viewer)
        domain = [*self._company_domain(), *safe_domain_of(self.filter_domain)]
        return Question(seers, domain, self.group_by or "", names_in(self.measures))

    def _company_domain(self):
        if not self.company_id:
            return []
        return of_company(self.env[self.model_name], self.company_id.id)

    def _is_of_days(self):
        return self.env[self.model_name]._fields[self.date_field].type == "date"

    def _period_domain(self, period, end):
        """Return the domain of the records of a period, up to a moment."""
        start = period.start
        if self._is_of_days():
            start, end = period.first, period.last
        name = self.date_field
        return [(name, ">=", start), (name, "<", end)]
