"""What stands for a placeholder: a text for each of a rule's records.

Always for all records at once: what they have in common is read, formatted and looked
up once, however many they are.
"""

from collections import defaultdict
from contextlib import suppress
from functools import partial

from odoo import models
from odoo.exceptions import MissingError

from ...discord.clip import SAID_BY, clip
from ...template.syntax import SPECIAL_NAMES, TemplateError
from ..settings import link_base
from ..words import translated
from .field_text import FLOAT_DECIMALS, text_writer


class PlaceholderTexts:
    def __init__(self, rule, records, changes):
        """Prepare to write the texts of `records`.

        :param rule: a `RuleWatch`
        :param records: in the rule's environment (`discord.watch._reading`)
        :param changes: {record id: RecordChanges}
        """
        self._rule = rule
        self._records = records
        self._changes = {id_: changes[id_] for id_ in records._ids}

    def of(self, placeholder):
        """Return the plain texts, in the order of the records.

        :raise TemplateError: it names what the model has not
        """
        first, *rest = placeholder.path
        if first == "agent":
            return self._agents()
        if first == "record_url":
            return self.record_urls()
        if first == "reason":
            return self._reasons()
        if first == "old":
            return self._old_texts(rest, placeholder.spec)
        path = rest if first == "new" else placeholder.path
        return self._texts(self._records, path, placeholder.spec)

    def record_urls(self):
        """Return the addresses of the records."""
        model_name = self._records._name
        start = f"{link_base(self._records.env)}/mail/view?model={model_name}&res_id="
        return [f"{start}{id_}" for id_ in self._changes]

    def _agents(self):
        ids = [change.user_id for change in self._changes.values()]
        users = self._records.env["res.users"].sudo()
        agents = users.browse(filter(None, dict.fromkeys(ids)))
        names = {}
        for agent in agents:
            with suppress(MissingError):  # gone in this very transaction
                names[agent.id] = agent.name or ""
        return [names.get(id_, "") for id_ in ids]

    def _reasons(self):
        name = self._rule.reason_field
        given = [
            id_
            for id_, change in self._changes.items()
            if name and (change.created or name in change.written)
        ]
        texts = self._texts(self._records.browse(given), [name], "") if given else ()
        known = dict(zip(given, texts, strict=True))
        said = [change.reason for change in self._changes.values()]
        agents = self._agents() if any(said) else said
        return [
            self._as_said(reason, agent) if reason else known.get(id_, "")
            for id_, reason, agent in zip(self._changes, said, agents, strict=True)
        ]

    def _as_said(self, reason, agent):
        """Return a reason from the context, which anybody may have sent, as hearsay."""
        if not agent:
            return reason
        words = translated(self._rule.lang, SAID_BY)
        return words % {"reason": reason, "agent": agent}

    def _old_texts(self, path, spec):
        key = (path[0], self._rule.lang)
        olds = {id_: t.old[key] for id_, t in self._changes.items() if key in t.old}
        values = _together(
            self._records.env[value[0]].browse(value[1] or ())
            if isinstance(value, tuple)
            else value
            for value in olds.values()
        )
        texts = self._texts_of(values, self._records.browse(olds), path, spec)
        known = dict(zip(olds, texts, strict=True))
        return [known.get(id_, "") for id_ in self._changes]

    def _texts(self, records, path, spec):
        """Return for each of `records` what is at the end of a path of field names."""
        existing_field(records, path[0])
        return self._texts_of(column(records, path[0]), records, path, spec)

    def _texts_of(self, values, records, path, spec):
        """Return the texts of a path, whose first field has these values."""
        field = existing_field(records, path[0])
        if len(path) > 1:
            return _each(partial(self._text_behind, path, spec), values)
        write = text_writer(field, records.env, spec, self._rule.lang)
        if field.type == "monetary":
            amounts = zip(values, _currency_decimals(records, field), strict=True)
            return _each(lambda amount: write(*amount), list(amounts))
        return _each(write, values)

    def _text_behind(self, path, spec, value):
        """Return the text of a path, whose first field has this value."""
        relation, *rest = path
        if not isinstance(value, models.BaseModel):
            reason = self._records.env._("“%s” is not a relation", relation)
            raise TemplateError(reason)
        if not value:
            return ""
        if len(rest) == 1:
            return clip(", ".join(filter(None, self._texts(value, rest, spec))))
        existing_field(value, rest[0])
        return self._text_behind(rest, spec, value[rest[0]])


def prefetch(records, placeholders):
    """Read what the texts need, in as many queries as they have relations."""
    names = dict.fromkeys(one.path[0] for one in placeholders)
    known = [n for n in names if n in records._fields and n not in SPECIAL_NAMES]
    records.fetch(known)
    for name in known:
        if records._fields[name].type == "many2one":
            related = records.mapped(name)
            related.fetch(_parts_of_name(related))


def column(records, name):
    """Return `[record[name] for record in records]`, in a tenth of the time.

    The first one is read as usual, which checks the rights and fetches or computes
    the others with it; these are taken from the cache.
    """
    field = records._fields[name]
    to_many = field.relational and field.type != "many2one"
    if not (to_many or field.store and field.compute):
        next(iter(records), records)[name]
        cache = field._get_cache(records.env)
        with suppress(KeyError, TypeError):  # not in the cache, without a hash
            values = [cache[id_] for id_ in records._ids]
            # Equal ones are one: of relations there are few.
            known = {v: field.convert_to_record(v, records) for v in set(values)}
            if field.type == "reference":
                known = dict(zip(known, _together(known.values()), strict=True))
            return [known[value] for value in values]
    return [record[name] for record in records]


def _together(values):
    """Return values; records of one model among them are read together."""
    values, ids = list(values), defaultdict(list)
    for one in values:
        if isinstance(one, models.BaseModel):
            ids[one._name] += one._ids
    return [
        one.with_prefetch(ids[one._name]) if isinstance(one, models.BaseModel) else one
        for one in values
    ]


def _currency_decimals(records, field):
    """Return how many decimals the currency of each record has."""
    currencies = column(records, field.get_currency_field(records))
    return [one.decimal_places if one else FLOAT_DECIMALS for one in currencies]


def existing_field(model, name):
    """Return a field of `model`.

    :raise TemplateError: there is none of this name
    """
    if name not in model._fields:
        names = {"model": model._name, "name": name}
        raise TemplateError(model.env._("%(model)s has no field “%(name)s”", **names))
    return model._fields[name]


def _parts_of_name(model):
    """Return the columns of which display names are made.

    `fetch` does not look behind a stored name, but the names of partners do.
    """
    depends = model.pool.field_depends
    names = {"display_name"}
    for _level in range(2):
        fields = [model._fields[name] for name in names]
        names |= {path.split(".")[0] for field in fields for path in depends[field]}
    return sorted(
        name
        for name in names
        if (field := model._fields[name]).prefetch is True
        and model._has_field_access(field, "read")
    )


def _each(write, values):
    """Return what `write` makes of each value, having written equal ones once."""
    try:
        texts = {value: write(value) for value in dict.fromkeys(values)}
    except TypeError:  # JSON has no hash; or it is an error of `write`
        return [write(value) for value in values]
    return [texts[value] for value in values]
