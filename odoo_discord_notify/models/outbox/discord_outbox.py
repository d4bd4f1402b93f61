"""From changes to notifications: outbox rows in the user's own transaction.

Whatever fails here never reaches the user: it is logged, and kept as a
notification in `error`. Only Odoo's own retry signals pass.
"""

import logging
from contextlib import suppress

from odoo import api, models
from odoo.exceptions import MissingError

from ..retrying import RETRIED_ERRORS
from ..saying.discord_template import Saying
from ..sending.wake_up import wake_after_commit
from ..trouble import log_trouble
from ..watching.old_values import value_of
from ..watching.record_changes import COMPANY, SAID, comparable
from ..watching.rule_watch import EDIT, STRIKE
from ..watching.transaction_changes import KEY, TransactionChanges
from ..words import in_known_language
from . import outbox_rows
from .addressing import Unaddressed, addressed
from .matching import matching

_logger = logging.getLogger(__name__)


class DiscordOutbox(models.AbstractModel):
    _name = "discord.outbox"
    _description = "Discord outbox"

    @api.model
    def _tell_pending(self):
        """Write the notifications of all that was noted since the last flush."""
        # The user's own errors first, outside of what we forgive ourselves.
        try:
            self.env.flush_all()
        except Exception:
            # Whoever goes on all the same has not told it yet.
            self.env.cr.precommit.add(self._tell_pending)
            raise
        pending = self.env.cr.precommit.data.pop(KEY, {})
        changes = TransactionChanges.of(self.env)
        for model_name, untold in pending.items():
            watch = self.env["discord.watch"]._for_model(model_name)
            traces = changes.told[model_name]
            traces.update(untold)
            for rule in watch.rules if watch else ():
                for part in _parts(rule):
                    concerned = [id_ for id_ in untold if _concerns(part, traces[id_])]
                    if part.trigger == "on_create":
                        concerned.sort()  # what a record brings along is noted first
                    self._tell_safely(part, model_name, concerned, traces, changes)

    def _tell_safely(self, rule, model_name, ids, traces, changes):
        """Tell one rule's part; on failure keep the fact that it happened."""
        if not ids:
            return
        outbox = in_known_language(self)
        for tell in (outbox._tell, outbox._tell_failure):
            try:
                with self.env.cr.savepoint(flush=False) as savepoint:
                    sayings = tell(rule, model_name, ids, traces, changes)
                    self._keep(rule, model_name, sayings, changes, savepoint)
                return
            except RETRIED_ERRORS:
                raise
            except Unaddressed as error:
                return self._tell_safely(error.rule, model_name, ids, traces, changes)
            except Exception as error:
                sentence = "Discord rule %s on %s could not tell records %s"
                facts = rule.rule_id, model_name, ids[:20]
                log_trouble(_logger, error, sentence, *facts)

    def _tell(self, rule, model_name, ids, traces, changes):
        """Return the `Saying`s; delete what was said before of what needs no more."""
        records = self.env["discord.watch"]._reading(
            self.env[model_name].browse(ids), rule.lang, rule.company_id
        )
        if rule.event == "deleted":
            return self._gone(rule, records - records.exists(), traces, changes)
        records = changed(rule, records, traces)
        if rule.trigger == EDIT:
            edited = {id_: traces[id_] for id_ in ids}
            return self._edited(rule, records, edited, changes)
        records = matching(rule, records, traces)
        told = set(records._ids)
        if untold := [id_ for id_ in ids if id_ not in told]:
            outbox_rows.delete(self.env, changes, rule, model_name, untold)
        sayings = self.env["discord.template"]._say(rule, records, traces)
        return addressed(rule, records, traces, sayings)

    def _tell_failure(self, rule, model_name, ids, traces, changes):
        """Return `Saying`s that something happened which could not be said."""
        reason = self.env._("The message could not be prepared. The log says more.")
        sayings = [
            Saying(
                id_, trace.user_id, "error", "", _kept(rule, trace), "internal", reason
            )
            for id_, trace in ((id_, traces[id_]) for id_ in ids)
        ]
        if rule.trigger in (EDIT, STRIKE):
            told = self._told_before(rule, model_name, ids, changes)
            sayings = [
                one._replace(edit_of_id=told[one.res_id].id)
                for one in sayings
                if one.res_id in told
            ]
        return sayings

    def _keep(self, rule, model_name, sayings, changes, savepoint):
        """Write them, and release the savepoint with the last statement."""
        if not sayings:
            return
        wake_after_commit(self.env, changes)
        outbox_rows.write(
            *(self.env, changes, rule, model_name, sayings), savepoint=savepoint
        )


def _parts(rule):
    """Return a rule, and if it follows what it tells, itself as what edits that."""
    return (rule, rule.edits(EDIT), rule.edits(STRIKE)) if rule.follow else (rule,)


def _kept(rule, trace):
    """Return what is kept of a record whose message failed.

    For a rule with an author no value of the record: whether he may read it is unknown.
    """
    kept = trace.kept(rule)
    if rule.author_id:
        said = (SAID, COMPANY)
        kept = {name: kept[name] for name in kept if name in said or kept[name] == ""}
    return kept


def _concerns(rule, trace):
    if rule.trigger == "on_create":
        return trace.created
    if rule.trigger == EDIT:
        return not (trace.created or trace.written.isdisjoint(rule.follow))
    if rule.event == "deleted":
        return trace.gone and rule.rule_id in trace.farewells
    watched = ((name, rule.lang) for name in rule.watched_fields)
    return not (trace.created or trace.old.keys().isdisjoint(watched))


def changed(rule, records, traces):
    """Return those of `records` that exist and are not as they were."""
    gone = records.browse(id_ for id_ in records._ids if traces[id_].gone)
    there = records - (gone - gone.exists())  # a savepoint may have brought it back
    if rule.trigger != "on_write":
        return there
    kept = []
    for record in there:
        old = traces[record.id].old
        with suppress(MissingError):
            if any(
                comparable(value_of(record, name)) != old[name, rule.lang]
                for name in rule.watched_fields
                if (name, rule.lang) in old
            ):
                kept.append(record.id)
    return records.browse(kept)
