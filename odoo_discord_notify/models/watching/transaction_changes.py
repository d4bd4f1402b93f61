"""What a transaction did to watched records, until it is told or rolled back.

Two memories, because Odoo's cursor has two lifetimes:

- `precommit.data` holds the changes that still have to be told. It is emptied by every
  flush that runs hooks, and by the rollback of a savepoint, as it should be: what a
  savepoint undid needs no telling, nor its reason, its agent, its silence.
- `postcommit.data` lives as long as the transaction. It holds what must not be
  forgotten at the next flush: the changes that were told, which rows tell them.
  What a savepoint left there that flushed and was rolled back is mostly harmless: ids
  are never used twice, the first old value of a record is the same however often one
  rolls back, and whether a record or row still exists is asked of the database.

Odoo's tests deepcopy both.
"""

from collections import ChainMap, defaultdict
from copy import copy

from .old_values import keep_old_values
from .record_changes import (
    RecordChanges,
    agent_id,
    company_in,
    is_silent,
    reason_in,
)

KEY = "odoo_discord_notify"


class TransactionChanges:
    def __init__(self, began=None):
        self.began = began  # when its transaction did
        self.told = defaultdict(dict)  # {model: {record id: RecordChanges}}
        # {(rule id, event, model): {record id: notification ids}}, hints: one lives
        self.rows = defaultdict(dict)
        self.wakes = False  # whether the end of the transaction wakes the sender
        # {(model, field name): record ids} that only silence made to be recomputed
        self.silenced_recomputes = defaultdict(set)

    def __eq__(self, other):
        return isinstance(other, TransactionChanges) and vars(self) == vars(other)

    @classmethod
    def of(cls, env):
        """Return the changes of the transaction of `env`."""
        changes, began = env.cr.postcommit.data.get(KEY), env.cr.now()
        # A callback after a commit that goes on, or fails, finds the former's: what
        # those told is committed, and may be sent.
        if changes is None or changes.began != began:
            changes = env.cr.postcommit.data[KEY] = cls(began)
        return changes

    @classmethod
    def begun(cls, env):
        """Return the changes of the transaction of `env`, or None: there are none."""
        data = env.cr.postcommit.data, env.cr.precommit.data
        return cls.of(env) if any(KEY in each for each in data) else None

    def row_ids(self):
        """Return the ids of all notifications that this transaction wrote."""
        return [i for rows in self.rows.values() for ids in rows.values() for i in ids]

    def of_model(self, env, model_name):
        """Return {record id: RecordChanges} of all changed records of a model."""
        pending = env.cr.precommit.data.get(KEY, {})
        return ChainMap(pending.get(model_name, {}), self.told.get(model_name, {}))

    def by_model(self, env):
        """Return {model name: {record id: RecordChanges}} of all changed records."""
        names = {*self.told, *env.cr.precommit.data.get(KEY, ())}
        return {name: self.of_model(env, name) for name in names if name in env}

    def note_created(self, records):
        env = records.env
        first = (agent_id(env), is_silent(env), company_in(env), True, False)
        reason = reason_in(env)
        created = {id_: RecordChanges(*first, reason) for id_ in records._ids}
        if created:
            _pending(env)[records._name].update(created)

    def note_changed(self, records, watch, names, recomputed=False, flushing=False):
        """Note which fields change, and the first old value of each that is watched.

        :param names: names (or dict by name) of the fields being assigned
        :param flushing: they are assigned already; the database has their old values
        """
        kept = [name for name in watch.remembered_fields if name in names]
        watched = [name for name in kept if name in watch.watched_fields]
        followed = {name for name in watch.followed_fields if name in names}
        news = followed.union(watched)
        silent = {name: self._silent(records, name, recomputed) for name in news}
        written = followed.union(name for name in watch.reason_fields if name in names)
        env, noted = records.env, self.of_model(records.env, records._name)
        ids = [id_ for id_ in _numbers(records) if kept or written or id_ in noted]
        agent, company, reason = agent_id(env), company_in(env), reason_in(env)
        # A record that is told already is told anew: its text may be another now.
        pending = self._to_be_told(records, ids, (agent, is_silent(env), company))
        for id_, changes in pending.items():
            if news and not (changes.unsilenced or changes.has_news(watch)):
                changes.user_id, changes.company_id = agent, company
            changes.unsilenced |= {name for name in news if id_ not in silent[name]}
            changes.reason = reason or changes.reason
            changes.written |= written
        if kept:
            for lang in watch.langs:
                keep_old_values(records, pending, kept, lang, flushing)

    def note_unnoticed(self, records, watch, vals_list):
        """Note what goes to the database now and was not noted when it was assigned.

        :param vals_list: {field name: value} of each of `records`
        """
        noted = self.of_model(records.env, records._name)
        missed = defaultdict(list)  # {field names: record ids}
        for id_, vals in zip(records._ids, vals_list, strict=True):
            names = tuple(name for name in watch.noted_fields if name in vals)
            if names and not (id_ in noted and noted[id_].has_noted(watch, names)):
                missed[names].append(id_)
        for names, ids in missed.items():
            self.note_changed(records.browse(ids), watch, names, flushing=True)

    def _silent(self, records, name, recomputed):
        """Return the ids of those of `records` whose field is assigned in silence.

        A recomputation is as silent as what made it necessary, whoever flushes.
        """
        if not recomputed:
            return set(records._ids) if is_silent(records.env) else ()
        silenced = self.silenced_recomputes.get((records._name, name), set())
        silent = silenced.intersection(records._ids)
        silenced -= silent
        return silent

    @classmethod
    def note_recomputations(cls, env, marked):
        """Yield what is `marked` to be recomputed, and note what silence alone marks.

        :param marked: iterable of (field, records, create), as `_modified` gives it
        """
        changes = env.cr.postcommit.data.get(KEY)
        if is_silent(env) or (changes and changes.silenced_recomputes):
            return cls.of(env)._note_recomputations(env, marked)
        return marked

    def _note_recomputations(self, env, marked):
        for computed, records, create in marked:
            watch = computed.compute and computed.store and records._discord_watch()
            if watch and computed.name in watch.noted_fields:
                silenced = self.silenced_recomputes[computed.model_name, computed.name]
                pending = env.transaction.tocompute.get(computed, ())
                if is_silent(env):
                    silenced.update(id_ for id_ in records._ids if id_ not in pending)
                else:
                    silenced.difference_update(records._ids)
            yield computed, records, create

    def note_leaving(self, records):
        """Return {record id: RecordChanges} of what is about to be deleted.

        Without what this transaction created: that leaves as it came.
        """
        env = records.env
        start = agent_id(env), is_silent(env), company_in(env)
        leaving = self._to_be_told(records, _numbers(records), start)
        return {id_: one for id_, one in leaving.items() if not one.created}

    @classmethod
    def note_deleted(cls, records):
        """Note that records were deleted, and what the database deleted with them."""
        if changes := cls.begun(records.env):
            changes._mark_gone(records)
            for name, noted in changes.by_model(records.env).items():
                if records.env["discord.watch"]._goes_with(name, records._name):
                    changes._mark_gone(records.env[name].browse(noted))

    def _mark_gone(self, records):
        noted = self.of_model(records.env, records._name)
        ids = [id_ for id_ in _numbers(records) if id_ in noted]
        for changes in self._to_be_told(records, ids).values():
            changes.gone = True

    def _to_be_told(self, records, ids, start=()):
        """Return {record id: RecordChanges} of `ids`, to be told at the next flush.

        Copies of what is told: the rollback of a savepoint forgets them.

        :param start: the first values of a new `RecordChanges`
        """
        told = self.told[records._name]
        pending = _pending(records.env)[records._name] if ids else {}
        for id_ in ids:
            if id_ not in pending:
                pending[id_] = copy(told[id_]) if id_ in told else RecordChanges(*start)
        return {id_: pending[id_] for id_ in ids}


def _numbers(records):
    """Return the ids of the records that are saved: a client may write one as 5.0."""
    ids = filter(None, records._ids)
    return [int(id_) if isinstance(id_, float) else id_ for id_ in ids]


def _pending(env):
    """Return {model: {record id: RecordChanges}} of what is told at the next flush."""
    precommit = env.cr.precommit
    if KEY not in precommit.data:
        precommit.data[KEY] = defaultdict(dict)
        precommit.add(env["discord.outbox"]._tell_pending)
    return precommit.data[KEY]
