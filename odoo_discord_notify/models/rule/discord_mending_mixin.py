"""“Send the n that failed”: what a broken rule could not say, once it is mended."""

import time
from functools import partial

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.service.model import retrying

from ..outbox.outbox_mending import write_anew
from ..toast import joined, toast
from ..words import counted

# Rows whose text could not be written.
UNWRITTEN = ("template", "internal")
BATCH = 200  # in one transaction: a fraction of a second
PRESS_SECONDS = 20  # that a person waits


class DiscordMendingMixin(models.AbstractModel):
    _name = "discord.mending.mixin"
    _description = "What a Discord rule could not say"

    failed_count = fields.Integer(compute="_compute_failed_count")
    can_send_failed = fields.Boolean(compute="_compute_can_send_failed")
    send_failed_label = fields.Char(compute="_compute_can_send_failed")

    @api.depends("model_name")
    def _compute_failed_count(self):
        groups = self.env["discord.notification"]._read_group(
            self._unwritten_domain(), ["rule_id", "res_model"], ["__count"]
        )
        counts = {(rule.id, model_name): count for rule, model_name, count in groups}
        for rule in self:
            rule.failed_count = counts.get((rule._origin.id, rule.model_name), 0)

    @api.depends("state")
    def _compute_can_send_failed(self):
        for rule in self:
            rule.can_send_failed = (
                rule.state == "error" and rule.failed_count and not rule._problems()
            )
            rule.send_failed_label = counted(
                rule.failed_count,
                self.env._("Send the one that failed"),
                self.env._("Send the %s that failed"),
            )

    def _unwritten_domain(self):
        failed = Domain("state", "=", "error") & Domain("failure_type", "in", UNWRITTEN)
        # What was hidden from an author can be told once there is none.
        hidden = Domain("failure_type", "=", "forbidden")
        hidden &= Domain("rule_id.author_id", "=", False)
        return (
            Domain("rule_id", "in", self._origin.ids)
            & (failed | hidden)
            & Domain("content", "in", (False, ""))
        )

    def _send_failed(self):
        """Write what could not be written, and queue it; tell what came of it.

        In batches, each committed by itself. Whoever presses at the same time takes
        other rows, and each row is looked at once.
        """
        if not self.can_send_failed:
            raise UserError(
                self.state_message or self.env._("Nothing is left to send.")
            )
        end = time.monotonic() + PRESS_SECONDS
        after, outcomes = 0, []
        while after is not None and time.monotonic() < end:
            after, done = self._mend_batch(after)
            outcomes += done
        self.env["discord.dispatcher"]._wake()
        return self._toast_of_mending(outcomes, complete=after is None)

    def _mend_batch(self, after):
        """Mend the next batch in a transaction of its own; see `_mend_next`."""
        with self.env.registry.cursor() as cr:
            rule = self.with_env(self.env(cr=cr, su=True))
            return retrying(partial(rule._mend_next, after), rule.env)

    def _mend_next(self, after):
        """Mend the next failed notifications above an id.

        :return: (the last id looked at or None at the end, [(state, failure reason)])
        """
        domain = [("res_model", "=", self.model_name), ("id", ">", after)]
        found = self.env["discord.notification"].search(
            self._unwritten_domain() & Domain(domain), order="id", limit=BATCH
        )
        # What somebody else holds is in good hands.
        rows = found.try_lock_for_update(allow_referencing=True)
        write_anew(self._as_watch(), rows)
        outcomes = [(row.state, row.reason) for row in rows.exists()]
        return (found[-1].id if len(found) == BATCH else None), outcomes

    def _toast_of_mending(self, outcomes, complete):
        """Return what tells how many will be sent, and why not the rest."""
        queued = sum(state == "outgoing" for state, _reason in outcomes)
        parts = [
            self.env._(
                "%(queued)s of %(count)s are on their way",
                queued=queued,
                count=len(outcomes),
            ),
            *(reason for _state, reason in outcomes if reason),
        ]
        if not complete:
            parts.append(self.env._("Press again for the rest."))
        kind = "success" if complete and queued == len(outcomes) else "warning"
        return toast(kind, joined(parts))
