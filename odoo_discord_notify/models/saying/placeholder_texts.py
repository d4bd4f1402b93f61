"""What stands for a placeholder: a text for each of a rule's records.

Always for all records at once: what they have in common is read, formatted and looked
up once, however many they are.
"""

from contextlib import suppress
from functools import partial

from odoo.exceptions import MissingError

from ...discord.clip import SAID_BY, clip
from ...discord.markdown import flatten, one_line
from ...template.syntax import TemplateError
from ..settings import link_base
from ..words import translated
from .columns import column, lists_unread, named_by, together
from .field_text import formatted, text_writer


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
        self._words = {
            "agent": self._agents,
            "record_url": self.record_urls,
            "reason": self._reasons,
        }
        self._has_words = any(change.words for change in self._changes.values())

    def of(self, placeholder):
        """Return the plain texts, in the order of the records.

        Those that were read before as they were then, the others as they are now.

        :raise TemplateError: it names what the model has not
        """
        if not self._has_words:
            return self._read(placeholder)
        key = self._rule.rule_id, placeholder.name
        texts = {
            i: one.words[key] for i, one in self._changes.items() if key in one.words
        }
        unknown = self._records.browse(i for i in self._changes if i not in texts)
        if unknown:
            others = PlaceholderTexts(self._rule, unknown, self._changes)
            texts |= zip(unknown._ids, others._read(placeholder), strict=True)
        return [texts[id_] for id_ in self._changes]

    def _read(self, placeholder):
        first, *rest = placeholder.path
        if words := self._words.get(first):
            return [formatted(text, placeholder.spec) for text in words()]
        if first == "old":
            return self._old_texts(rest, placeholder.spec)
        path = rest if first == "new" else placeholder.path
        return self._texts(self._records, path, placeholder.spec)

    def record_urls(self):
        """Return the addresses of the records; of what is deleted, none."""
        if self._rule.trigger == "on_unlink":
            return [""] * len(self._changes)
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
                names[agent.id] = flatten(clip(agent.name or ""))
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
        texts = {
            id_: self._as_said(reason, agent) if reason else known.get(id_, "")
            for id_, reason, agent in zip(self._changes, said, agents, strict=True)
        }
        key = self._rule.rule_id, "reason"  # read before, in whatever format now
        return [one.words.get(key, texts[i]) for i, one in self._changes.items()]

    def _as_said(self, reason, agent):
        """Return a reason from the context, which anybody may have sent, as hearsay."""
        if not agent:
            return reason
        words = translated(self._rule.lang, SAID_BY)
        return words % {"reason": reason, "agent": agent}

    def _old_texts(self, path, spec):
        key = (path[0], self._rule.lang)
        olds = {id_: t.old[key] for id_, t in self._changes.items() if key in t.old}
        values = together(named_by(self._records.env, value) for value in olds.values())
        texts = self._texts_of(values, self._records.browse(olds), path, spec, old=True)
        known = dict(zip(olds, texts, strict=True))
        return [known.get(id_, "") for id_ in self._changes]

    def _texts(self, records, path, spec):
        """Return for each of `records` what is at the end of a path of field names."""
        existing_field(records, path[0])
        return self._texts_of(column(records, path[0]), records, path, spec)

    def _texts_of(self, values, records, path, spec, old=False):
        """Return the texts of a path, whose first field has these values.

        :param old: whether it had them before
        """
        field = existing_field(records, path[0])
        if len(path) > 1:
            _relation(records, path[0])
            return _each(partial(self._text_behind, path, spec), values)
        write = text_writer(field, records.env, spec, self._rule.lang)
        if field.type == "monetary":
            currencies = self._currencies(records, field, old)
            amounts = zip(values, currencies, strict=True)
            return _each(lambda amount: write(*amount), list(amounts))
        return _each(write, values)

    def _currencies(self, records, field, old):
        """Return the currency of each sum; of an old one that which it had."""
        name = field.get_currency_field(records)
        currencies, key = column(records, name), (name, self._rule.lang)
        if not old:
            return currencies
        olds = (self._changes[id_].old.get(key) for id_ in records._ids)
        return together(
            now if before is None else named_by(records.env, before)
            for now, before in zip(currencies, olds, strict=True)
        )

    def _text_behind(self, path, spec, value):
        """Return the text of a path, whose first field has this value."""
        rest = path[1:]
        if not value:
            return ""
        if len(rest) == 1:
            texts = list(filter(None, self._texts(value, rest, spec)))
            several = len(texts) != 1
            return clip(", ".join(map(one_line, texts))) if several else texts[0]
        field = _relation(value, rest[0])
        if field.type == "reference":  # each may name one of another model
            behind = filter(None, column(value, rest[0]))
            texts = [self._text_behind(rest, spec, one) for one in behind]
            return clip(", ".join(filter(None, texts)))
        with lists_unread(value, field):
            behind = value[rest[0]]
        return self._text_behind(rest, spec, behind)


def existing_field(model, name):
    """Return a field of `model`.

    :raise TemplateError: there is none of this name
    """
    if name not in model._fields:
        names = {"model": model._name, "name": name}
        raise TemplateError(model.env._("%(model)s has no field “%(name)s”", **names))
    return model._fields[name]


def _relation(model, name):
    """Return a field of `model` that names records.

    :raise TemplateError: there is none of this name
    """
    field = existing_field(model, name)
    if not (field.relational or field.type == "reference"):
        raise TemplateError(model.env._("“%s” is not a relation", name))
    return field


def _each(write, values):
    """Return what `write` makes of each value, having written equal ones once.

    Of a record that is gone, nothing.
    """

    # One of them is gone, or JSON, which has no hash; or it is an error of `write`.
    with suppress(MissingError, TypeError):
        texts = {value: write(value) for value in dict.fromkeys(values)}
        return [texts[value] for value in values]

    def text(value):
        try:
            return write(value)
        except MissingError:
            return ""

    return [text(value) for value in values]
