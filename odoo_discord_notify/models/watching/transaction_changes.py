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
from contextlib import suppress
from copy import copy

from odoo.exceptions import MissingError

from .record_changes import RecordChanges, agent_id, is_silent, reason_in

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

    @classmethod
    def of(cls, env):
        """Return the changes of the transaction of `env`."""
        changes, began = env.cr.postcommit.data.get(KEY), env.cr.now()
        # A callback after a commit that goes on, or fails, finds the former's: what
        # those told is committed, and may be sent.
        if changes is None or changes.began != began:
            changes = env.cr.postcommit.data[KEY] = cls(began)
        return changes

    def row_ids(self):
        """Return the ids of all notifications that this transaction wrote."""
        return [i for rows in self.rows.values() for ids in rows.values() for i in ids]

    def of_model(self, env, model_name):
        """Return {record id: RecordChanges} of all changed records of a model."""
        pending = env.cr.precommit.data.get(KEY, {})
        return ChainMap(pending.get(model_name, {}), self.told[model_name])

    def note_created(self, records):
        env = records.env
        first = (agent_id(env), is_silent(env), True, False, reason_in(env))
        created = {record_id: RecordChanges(*first) for record_id in records._ids}
        if created:
            _pending(env)[records._name].update(created)

    def note_changed(self, records, watch, names, recomputed=False):
        """Remember the first old value of each watched field about to change.

        :param names: names (or dict by name) of the fields being assigned
        """
        watched = [name for name in watch.watched_fields if name in names]
        silent = {name: self._silent(records, name, recomputed) for name in watched}
        reasons = {name for name in watch.reason_fields if name in names}
        env, noted = records.env, self.of_model(records.env, records._name)
        ids = [
            id_ for id_ in records._ids if id_ and (watched or reasons or id_ in noted)
        ]
        agent, reason = agent_id(env), reason_in(env)
        # A record that is told already is told anew: its text may be another now.
        pending = self._to_be_told(records, ids, (agent, is_silent(env)))
        for id_, changes in pending.items():
            if watched and not (changes.created or changes.old):
                changes.user_id = agent
            changes.unsilenced |= {n for n in watched if id_ not in silent[n]}
            changes.reason = reason or changes.reason
            changes.written |= reasons
        if watched:
            for lang in watch.langs:
                _keep_old_values(records, pending, watched, lang)

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
            if watch and computed.name in watch.watched_fields:
                silenced = self.silenced_recomputes[computed.model_name, computed.name]
                pending = env.transaction.tocompute.get(computed, ())
                if is_silent(env):
                    silenced.update(id_ for id_ in records._ids if id_ not in pending)
                else:
                    silenced.difference_update(records._ids)
            yield computed, records, create

    @classmethod
    def note_deleted(cls, records):
        """Note that records were deleted, and what the database deleted with them."""
        cr = records.env.cr
        if KEY in cr.postcommit.data or KEY in cr.precommit.data:
            changes = cls.of(records.env)
            changes._mark_gone(records)
            for name in list(changes.told):
                model = records.env.get(name)
                if model is not None and _goes_with(model, records._name):
                    changes._mark_gone(model.browse(changes.told[name]))

    def _mark_gone(self, records):
        noted = self.of_model(records.env, records._name)
        ids = [id_ for id_ in records._ids if id_ in noted]
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


def _goes_with(model, name):
    """Whether the database deletes records of `model` with those that they belong to.

    :param name: the model of the latter
    """
    return any(
        field.comodel_name == name and field.ondelete == "cascade" and field.store
        for field in model._fields.values()
        if field.type == "many2one"
    )


def _pending(env):
    """Return {model: {record id: RecordChanges}} of what is told at the next flush."""
    precommit = env.cr.precommit
    if KEY not in precommit.data:
        precommit.data[KEY] = defaultdict(dict)
        precommit.add(env["discord.outbox"]._tell_pending)
    return precommit.data[KEY]


def _keep_old_values(records, pending, watched, lang):
    """Read what is not known yet: one query whatever the number of records."""
    keys = {(name, lang) for name in watched}
    missing = [
        id_
        for id_, changes in pending.items()
        if not (changes.created or changes.old.keys() >= keys)
    ]
    if not missing:
        return
    existing = records.env["discord.watch"]._reading(records.browse(missing), lang)
    if len(missing) > 1:
        existing.fetch(watched)
    else:  # who saves one by one goes on with the others: read them together
        existing = existing.with_prefetch(records._prefetch_ids)
    for record in existing:
        with suppress(MissingError):  # core lets one write on what is gone
            for name in watched:
                pending[record.id].remember(record, name, lang)
