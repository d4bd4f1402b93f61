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

from odoo.exceptions import MissingError

from .trace import Trace, agent_id, is_silent, reason_in

KEY = "odoo_discord_notify"


class TransactionNotes:
    def __init__(self):
        self.traces = defaultdict(dict)  # {model: {record id: Trace}}
        # {(rule id, event, model): {record id: notification ids}}, hints: one lives
        self.rows = defaultdict(dict)
        self.wakes = False  # whether the end of the transaction wakes the sender
        # Whether others may have told the same: to ask takes a tenth of the insert.
        self.careful = False
        # {(model, field name): record ids} that only silence made to be recomputed
        self.hushed = defaultdict(set)

    @classmethod
    def of(cls, env):
        """Return the notes of the transaction of `env`."""
        notes = env.cr.postcommit.data.get(KEY)
        if notes is None:
            notes = env.cr.postcommit.data[KEY] = cls()
        return notes

    def row_ids(self):
        """Return the ids of all notifications that this transaction wrote."""
        return [i for rows in self.rows.values() for ids in rows.values() for i in ids]

    def note_created(self, records):
        env = records.env
        known = (agent_id(env), is_silent(env), True, False, reason_in(env))
        traces = {record_id: Trace(*known) for record_id in records._ids}
        self.traces[records._name].update(traces)
        self._tell_later(env, records._name, traces)

    def note_change(self, records, watch, names, recomputed=False):
        """Remember the first old value of each watched field about to change.

        :param names: names (or dict by name) of the fields being assigned
        """
        watched = [name for name in watch.watched_fields if name in names]
        silent = {name: self._silent(records, name, recomputed) for name in watched}
        reasons = {name for name in watch.reason_fields if name in names}
        env, traces = records.env, self.traces[records._name]
        start, reason = (agent_id(env), is_silent(env)), reason_in(env)
        ids = [
            id_ for id_ in records._ids if id_ and (watched or reasons or id_ in traces)
        ]
        for id_ in ids:
            trace = traces.get(id_)
            if trace is None:
                trace = traces[id_] = Trace(*start)
            if watched and not (trace.created or trace.old):
                trace.user_id = start[0]
            trace.spoken |= {name for name in watched if id_ not in silent[name]}
            trace.reason = reason or trace.reason
            trace.written |= reasons
        if watched:
            for lang in watch.langs:
                self._keep_old_values(records.browse(ids), watched, lang)
        # A record that is told already is told anew: its text may be another now.
        self._tell_later(env, records._name, ids)

    def _silent(self, records, name, recomputed):
        """Return the ids of those of `records` whose field is assigned in silence.

        A recomputation is as silent as what made it necessary, whoever flushes.
        """
        if not recomputed:
            return set(records._ids) if is_silent(records.env) else ()
        hushed = self.hushed.get((records._name, name), set())
        silent = hushed.intersection(records._ids)
        hushed -= silent
        return silent

    @classmethod
    def hearing(cls, env, marked):
        """Yield what is `marked` to be recomputed, and note what silence alone marks.

        :param marked: iterable of (field, records, create), as `_modified` gives it
        """
        notes = env.cr.postcommit.data.get(KEY)
        if is_silent(env) or (notes and notes.hushed):
            return cls.of(env)._hearing(env, marked)
        return marked

    def _hearing(self, env, marked):
        for computed, records, create in marked:
            watch = computed.compute and computed.store and records._discord_watch()
            if watch and computed.name in watch.watched_fields:
                hushed = self.hushed[computed.model_name, computed.name]
                pending = env.transaction.tocompute.get(computed, ())
                if is_silent(env):
                    hushed.update(id_ for id_ in records._ids if id_ not in pending)
                else:
                    hushed.difference_update(records._ids)
            yield computed, records, create

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
    def _tell_later(env, model_name, ids):
        if not ids:
            return
        precommit = env.cr.precommit
        pending = precommit.data.get(KEY)
        if pending is None:
            pending = precommit.data[KEY] = defaultdict(dict)
            precommit.add(env["discord.outbox"]._tell_pending)
        pending[model_name].update(dict.fromkeys(ids))  # a set that keeps order
