"""The user's plan's synchronizations: tell what exists and was never told.

The work is done by one scheduled action, whose row lock keeps two runs apart, in all
processes and servers, and dies with its process. One batch, one transaction: what a
killed run did stands, and the next run finds what it did not do.
"""

import logging
import time

from odoo import api, models

from ...discord.markdown import flat_line
from ..outbox import outbox_rows
from ..outbox.addressing import addressed_apart, without_late_calls
from ..retrying import RETRIED_ERRORS, committed
from ..saying.audit_line import audit_line
from ..saying.say import creations, say
from ..watching.transaction_changes import TransactionChanges
from .sync_candidates import NoCreationDate, incomplete, knows_gaps, newest_id, untold
from .sync_plan import INCOMPLETE, UNTOLD, SyncPlan
from .sync_types import ALL, place_in_chain, sync_type_of
from .sync_weight import that_fit

_logger = logging.getLogger(__name__)

BATCH = 200  # records in one transaction, at most: a fraction of a second
TURN_SECONDS = 10  # other scheduled actions wait behind a run


class DiscordSync(models.AbstractModel):
    _name = "discord.sync"
    _description = "Discord synchronization"

    def _register_hook(self):
        """Begin to watch models that came, and webhooks whose URL came, by restart."""
        super()._register_hook()
        try:
            with self.env.cr.savepoint():
                # What went is left to the next synchronization: this may be a shell.
                new = [("trigger", "=", "on_create"), ("baseline_date", "=", False)]
                self.env["discord.rule"].sudo().search(new)._look_again()
        except Exception as error:  # or the whole database could not be opened
            name = type(error).__name__
            _logger.warning("The next synchronization begins to watch (%s)", name)

    @api.model
    def _request_chain(self):
        """Called by the scheduled action: the whole chain, unless it waits already."""
        logs = self.env["discord.sync.log"]
        waits = [("state", "in", ("queued", "running")), ("scheduled", "=", True)]
        if not logs.search_count(waits, limit=1):
            logs._request(ALL, scheduled=True)

    @api.model
    def _run_queued(self):
        """Called by the scheduled action: work off what is requested.

        What does not fit into one turn goes on in the next, which it wakes by itself.
        """
        logs = self.env["discord.sync.log"]
        end = time.monotonic() + TURN_SECONDS
        committed(self.env, logs._mark_interrupted)
        while log := logs._in_turn():
            if log.state == "queued":
                committed(self.env, log._begin)
            for line in committed(self.env, self._advance, log):
                _logger.info("%s", line)
            if time.monotonic() >= end:
                committed(self.env, logs._wait_for_turn)
                return

    def _advance(self, log):
        """Take a run one batch further.

        :return: lines for the server's log
        """
        plan = SyncPlan.from_json(log.plan)
        lines = []
        if log.stop_requested:
            log._state_of(plan.under_way)._end(complete=False)
            log._stop()
        elif plan.steps:
            lines = self._do_batch(log, plan)
            log._add_lines(lines, plan)
            log._keep_plan(plan)
        else:
            log._finish(plan)
        return lines

    def _rules(self, sync_type):
        """Return the rules of a synchronization type, in the order of the chain.

        Of those that the user may see: the scheduled action sees all.
        """
        rules = self.env["discord.rule"].search([("trigger", "=", "on_create")]).sudo()
        return rules.filtered(
            lambda rule: sync_type in (ALL, sync_type_of(rule.model_name))
        ).sorted(lambda rule: place_in_chain(rule.model_name))

    def _do_batch(self, log, plan):
        """Do the next batch of a plan's first step; a failure ends that step only.

        :return: lines for the log
        """
        step = plan.steps[0]
        try:
            with self.env.cr.savepoint():
                lines, last_id = self._tell_batch(log, plan)
        except RETRIED_ERRORS:
            raise
        except Exception as error:
            # No text of other exceptions: statements hold what people wrote.
            known = isinstance(error, NoCreationDate)
            reason = flat_line(str(error)) if known else type(error).__name__
            log.error_count += 1
            self._drop_step(log, plan, failed=True)
            return [f"[ERREUR] {sync_type_of(step.model_name)} : {reason}"]
        if last_id:
            plan.go_on_after(last_id)
        else:
            self._drop_step(log, plan)
        return lines

    def _tell_batch(self, log, plan):
        """Return (lines, id of the last record looked at or None at the end)."""
        step = plan.steps[0]
        record = self.env["discord.rule"].sudo().browse(step.rule_id).exists()
        if step.after is None:
            record._look_again()
        is_its_own = record.model_name == step.model_name
        watch = is_its_own and record._creation_watch()
        if not watch:
            return _why_not(record, log, step), None
        rule, model = watch
        in_turns = log.scheduled and step.kind == INCOMPLETE
        in_turns = in_turns and not knows_gaps(model, rule)
        if step.after is None:
            first = self._first(log, step, record, in_turns)
            step = plan.begin_step(first, newest_id(model))
        elif step.kind == UNTOLD and not log.date_from:
            # Its rule may have begun to watch anew while the run was stopped.
            step = step._replace(after=max(step.after, record.baseline))
        found, known = _find(step, model, rule)
        ids = that_fit(model, rule, found)
        sayings = say_found(rule, model.browse(ids)) if ids else []
        sayings = [s for s in sayings if _is_news(s, known)]
        log._count(sayings)
        if sayings and not log.dry_run:
            _keep(rule, model, sayings, log.id, known)
        lines = [audit_line(record, "created", saying) for saying in sayings]
        is_more = len(found) == BATCH or len(ids) < len(found)
        last_id = ids[-1] if is_more else None
        if in_turns:
            record.looked_after, last_id = last_id or 0, None
        return lines, last_id

    def _first(self, log, step, rule, in_turns):
        """Begin a step; return the id above which it looks."""
        log._state_of(step.model_name)._begin()
        if step.kind == UNTOLD:
            return rule._first_untold(log.date_from)
        return rule.looked_after if in_turns else 0

    def _drop_step(self, log, plan, failed=False):
        done = plan.drop_step(failed)
        if done and self.env["discord.watch"]._for_model(done):
            log._state_of(done)._end(complete=done not in plan.failed)


def _find(step, model, rule):
    """Return (ids of the next records, what is known of those skipped before)."""
    if step.kind == UNTOLD:
        return untold(model, rule, step.after, BATCH), {}
    known = incomplete(model, rule, step.after, BATCH)
    return list(known), known


def say_found(rule, records):
    """Return a `Saying` for each record; those of long ago call nobody."""
    changes = creations(records) if rule.mentions or rule.routes else {}
    sayings = addressed_apart(rule, records, changes, say(rule, records))
    return without_late_calls(sayings, records)


def _keep(rule, model, sayings, sync_log_id, known):
    """Write the notifications, and have what can go sent after the commit.

    :param known: {record id: (notification id, reason)} of those skipped before
    """
    changes = TransactionChanges()
    rows = {res_id: [row_id] for res_id, (row_id, _reason) in known.items()}
    changes.rows[outbox_rows.key(rule, model._name)] = rows
    outbox_rows.write(*(model.env, changes, rule, model._name, sayings, sync_log_id))
    model.env["discord.dispatcher"]._wake()


def _is_news(saying, known):
    """Whether something is to be told, of a record that may be told as incomplete."""
    if saying.res_id not in known or saying.state != "canceled":
        return True
    _row_id, reason = known[saying.res_id]
    return saying.failure_reason != reason


def _why_not(rule, log, step):
    """Return the line that tells a person why a rule finds nothing."""
    if log.scheduled or step.kind != UNTOLD:
        return []
    why = rule.state_message
    if rule.model_name != step.model_name:
        why = rule.env._("its rule is gone, or is about other records now.")
    return [flat_line(f"[SKIP] {sync_type_of(step.model_name)} : {why}")]
