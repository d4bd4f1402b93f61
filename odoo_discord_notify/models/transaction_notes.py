"""What a transaction did to watched records, until it is told or rolled back.

Two memories, because Odoo's cursor has two lifetimes:

- `precommit.data` holds the ids that still have to be told. It is emptied by every
  flush that runs hooks, and by the rollback of a savepoint, as it should be: what a
  savepoint undid needs no telling.
- `postcommit.data` lives as long as the transaction. It holds what must not be
  forgotten at the next flush: first old values, who did it, which rows tell it.
  What a rolled back savepoint left there is harmless: ids are never used twice,
  the first old value of a record is the same however often one rolls back, and
  whether a record or row still exists is asked of the database.
"""

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from odoo import SUPERUSER_ID, fields, models
from odoo.exceptions import MissingError
from odoo.http import request

from .discord_checks_mixin import UNWRITABLE

KEY = "odoo_discord_notify"
OLD = "old"  # of kept values: what no placeholder can be called


@dataclass(slots=True)
class Trace:
    """One watched record in one transaction."""

    happened: ClassVar = None  # when, if that was in another transaction

    user_id: int
    silenced: bool  # when it was created
    created: bool = False
    gone: bool = False  # a hint: the deletion may have been undone
    reason: str = ""  # given by context
    written: set = field(default_factory=set)  # reason fields that were assigned
    spoken: set = field(default_factory=set)  # watched fields assigned unsilenced
    old: dict = field(default_factory=dict)  # {(field name, lang): first old value}

    def remember(self, record, name, lang):
        """Keep a field's value as the first old one, unless there is one."""
        if (name, lang) not in self.old:
            self.old[name, lang] = comparable(record, name)

    def kept(self, rule):
        """Return what only this transaction knows, for a text that is written later.

        As JSON, to be kept among the values of a notification.
        """
        old = {
            name: _as_json(self.old[name, rule.lang])
            for name in rule.watched_fields
            if (name, rule.lang) in self.old
        }
        known = {OLD: old} if old else {}
        if self.reason or not (self.created or rule.reason_field in self.written):
            known["reason"] = self.reason
        return known

    def is_silenced(self, rule):
        """Return whether nothing that `rule` tells of this record was meant to be."""
        if self.created:
            return self.silenced
        return self.spoken.isdisjoint(rule.watched_fields)


class Asked(Trace):
    """A record of which an action or a person asks that it be told."""

    @classmethod
    def of(cls, env, known):
        """Return one that knows what this transaction did to the record (`known`)."""
        asked = cls(env.uid, _is_silenced(env), reason=_reason(env))
        if known:
            asked.reason = asked.reason or known.reason
            asked.written, asked.old = known.written, known.old
        return asked

    def is_silenced(self, rule):
        return self.silenced


class TransactionNotes:
    def __init__(self):
        self.traces = defaultdict(dict)  # {model: {record id: Trace}}
        # {(rule id, event, model, record id): notification ids}, hints: one lives
        self.rows = defaultdict(list)
        self.wakes = False  # whether the end of the transaction wakes the sender

    @classmethod
    def of(cls, env):
        """Return the notes of the transaction of `env`."""
        notes = env.cr.postcommit.data.get(KEY)
        if notes is None:
            notes = env.cr.postcommit.data[KEY] = cls()
        return notes

    def note_created(self, records):
        traces = self.traces[records._name]
        for record_id in records._ids:
            traces[record_id] = self._trace(records.env, created=True)
        self._tell_later(records.env, records._name, records._ids)

    def note_change(self, records, watch, names):
        """Remember the first old value of each watched field about to change.

        :param names: names (or dict by name) of the fields being assigned
        """
        watched = [name for name in watch.watched_fields if name in names]
        reasons = [name for name in watch.reason_fields if name in names]
        traces = self.traces[records._name]
        ids = [
            id_ for id_ in records._ids if id_ and (watched or reasons or id_ in traces)
        ]
        for id_ in ids:
            trace = traces.get(id_)
            if trace is None:
                trace = traces[id_] = self._trace(records.env)
            if watched and not (trace.created or trace.old):
                trace.user_id = _agent_id(records.env)
            if not _is_silenced(records.env):
                trace.spoken.update(watched)
            trace.reason = _reason(records.env) or trace.reason
            trace.written.update(reasons)
        if watched:
            for lang in watch.langs:
                self._keep_old_values(records.browse(ids), watched, lang)
        # A record that is told already is told anew: its text may be another now.
        self._tell_later(records.env, records._name, ids)

    def note_gone(self, records):
        traces = self.traces[records._name]
        ids = [id_ for id_ in records._ids if id_ in traces]
        for id_ in ids:
            traces[id_].gone = True
        self._tell_later(records.env, records._name, ids)

    def _keep_old_values(self, records, watched, lang):
        """Read what is not known yet: one query whatever the number of records."""
        traces = self.traces[records._name]
        keys = {(name, lang) for name in watched}
        missing = [
            id_
            for id_ in records._ids
            if not traces[id_].created and not traces[id_].old.keys() >= keys
        ]
        if not missing:
            return
        existing = records.env["discord.watch"]._reading(records.browse(missing), lang)
        existing.fetch(watched)
        for record in existing:
            with suppress(MissingError):  # core lets one write on what is gone
                for name in watched:
                    traces[record.id].remember(record, name, lang)

    @staticmethod
    def _trace(env, created=False):
        return Trace(_agent_id(env), _is_silenced(env), created, reason=_reason(env))

    @staticmethod
    def _tell_later(env, model_name, ids):
        if not ids:
            return
        precommit = env.cr.precommit
        pending = precommit.data.get(KEY)
        if pending is None:
            pending = precommit.data[KEY] = defaultdict(dict)
            precommit.add(env["discord.outbox"]._tell_pending)
        pending[model_name].update(dict.fromkeys(ids))  # a set that keeps order


def comparable(record, name):
    """Return a field's value in a form that outlives the cache.

    A record becomes `(model name, id)`, `restore` undoes it; an empty text is the
    same as none; sums that differ by the order of their terms only are the same.
    """
    value = record[name]
    if isinstance(value, models.BaseModel):
        return value._name, value.id
    if isinstance(value, float):
        return float(f"{value:.14g}")
    return False if value == "" else value


def _as_json(value):
    if isinstance(value, datetime):
        return fields.Datetime.to_string(value)
    return fields.Date.to_string(value) if isinstance(value, date) else value


def from_json(kind, value):
    """Return what `comparable` made of a value that was kept as JSON since.

    :param kind: the type of the field
    """
    if isinstance(value, list):
        return tuple(value)
    if kind == "datetime":
        return fields.Datetime.to_datetime(value)
    return fields.Date.to_date(value) if kind == "date" else value


def restored(env, values):
    """Return the field values that `comparable` made `values` from, read in `env`."""
    ids = defaultdict(list)  # {model name: ids}, to read what they name together
    for value in values:
        if isinstance(value, tuple) and value[1]:
            ids[value[0]].append(value[1])
    return [
        env[value[0]].browse(value[1] or ()).with_prefetch(ids[value[0]])
        if isinstance(value, tuple)
        else value
        for value in values
    ]


def _agent_id(env):
    """Return who acts: pages of the portal act as superuser for whoever is there."""
    if env.uid == SUPERUSER_ID and request and request.env:
        return request.env.uid or env.uid
    return env.uid


def _is_silenced(env):
    return bool(env.context.get("discord_notify_disable"))


def _reason(env):
    # Whatever a program gives: what cannot be stored must not cost the message.
    return UNWRITABLE.sub("", str(env.context.get("discord_notify_reason") or ""))
