"""A period's figures, by the ORM's own grouping: five queries, however many records.

What PostgreSQL adds up never comes here: of the groups the largest ones are read, and
the rest is what they leave of the total.
"""

from collections import defaultdict
from typing import NamedTuple

from odoo import models
from odoo.fields import Domain

from ..saying.author_rights import unseen
from .recap_fields import currency_of

LARGEST = 10  # groups that are named
DIGITS = 6  # what differences of floating numbers leave behind is nothing


class Sums(NamedTuple):
    """What some records come to."""

    count: int
    # Of each measure, {id of the currency, or None: sum}: one for each currency.
    amounts: tuple[dict, ...]

    def without(self, others):
        """Return what is left of these sums without others, which are part of them."""
        left = [dict(amounts) for amounts in self.amounts]
        for other in others:
            for mine, theirs in zip(left, other.amounts, strict=True):
                for currency, amount in theirs.items():
                    whole = mine.get(currency, 0)  # not there if it comes to nothing
                    mine[currency] = round(whole - amount, DIGITS) or 0
        return Sums(self.count - sum(one.count for one in others), tuple(left))


class Group(NamedTuple):
    value: object  # of the field that groups: an id, a text …; False for none
    is_hidden: bool  # its name is not for who asks
    now: Sums
    before: Sums


class Figures(NamedTuple):
    now: Sums
    before: Sums  # in the period before
    groups: tuple[Group, ...] = ()  # the largest, in order


class Question(NamedTuple):
    """What a recap asks of a model."""

    models: tuple  # empty recordsets of the model, as each sees it who has to see it
    domain: list  # of all periods
    group_by: str  # or ""
    measures: tuple[str, ...]

    def figures(self, now, before):
        """Return the `Figures` of a period.

        :param now: the domain of its records
        :param before: the domain of those of the period before
        """
        total, former = (_summed(self, self._rows(one)) for one in (now, before))
        if not (self.group_by and total.count):
            return Figures(total, former)
        values = self._largest(now, total)
        mine, theirs = (self._by_group(one, values) for one in (now, before))
        hidden = self._hidden(values)
        groups = ((v, v in hidden, mine[v], theirs[v]) for v in values)
        return Figures(total, former, tuple(Group(*group) for group in groups))

    def _largest(self, period, total):
        """Return the values of the largest groups.

        By their first sum; by their number where amounts are of several currencies.
        """
        order = ["__count desc", "id:min"]
        if self.measures and len(total.amounts[0]) < 2:
            order.insert(0, f"{self.measures[0]}:sum desc nulls last")
        groups = self._grouped(
            period, [self.group_by], ["__count"], order=",".join(order), limit=LARGEST
        )
        return list(dict.fromkeys(_plain(value) for value, _count in groups))

    def _by_group(self, period, values):
        """Return {value: Sums} of some groups."""
        named = Domain(self.group_by, "in", values)
        rows = defaultdict(list)
        for value, *row in self._rows(period, (self.group_by,), named):
            rows[_plain(value)].append(row)
        return {value: _summed(self, rows[value]) for value in values}

    def _rows(self, period, by=(), only=Domain.TRUE):
        """Return [(group, currencies …, count, sums …)], one row for each currency."""
        sums = [f"{name}:sum" for name in self.measures]
        by = [*by, *self.currencies]
        return self._grouped(Domain(period) & only, by, ["__count", *sums])

    def _grouped(self, period, by, aggregates, **how):
        asked, *others = self.models
        domain = Domain(self.domain) & Domain(period)
        for other in others:
            domain &= Domain("id", "in", other._search([], active_test=False))
        if active := asked._active_name:  # archived ones, too
            # Not by context: that would reach the lists of records in the domain.
            domain &= Domain(active, "in", [True, False])
        return asked._read_group(domain, by, aggregates, **how)

    @property
    def currencies(self):
        """The names of the fields with currencies, each once."""
        found = (currency_of(self.models[0], name) for name in self.measures)
        return tuple(dict.fromkeys(filter(None, found)))

    def _hidden(self, values):
        """Return those of the groups' records that somebody may not see."""
        comodel = self.models[0]._fields[self.group_by].comodel_name
        ids = [value for value in values if value] if comodel else ()
        seers = (model.env[comodel] for model in self.models) if ids else ()
        return set().union(*(unseen(seer, ids) for seer in seers))


def _summed(question, rows):
    """Return the `Sums` of rows that are read without their groups."""
    count, names = 0, question.currencies
    amounts = [defaultdict(float) for _name in question.measures]
    for row in rows:
        currencies = dict(zip(names, row, strict=False))
        count += row[len(names)]
        for at, (name, amount) in enumerate(
            zip(question.measures, row[len(names) + 1 :], strict=True)
        ):
            currency = currencies.get(currency_of(question.models[0], name))
            if amount or currency and amount is not None:
                amounts[at][currency and currency.id or None] += amount
    return Sums(count, tuple(map(dict, amounts)))


def _plain(value):
    """Return a group's value, as a domain names it; nothing in any form is False."""
    return (value.id if isinstance(value, models.BaseModel) else value) or False
