"""What a request that edits or deletes a message comes to.

Either is safe to repeat: nothing of it is ever in doubt. What Discord says against it
concerns its message, and never what is posted.
"""

from dataclasses import replace
from datetime import timedelta

from odoo import fields, models

from ...discord.backoff import delay
from ...discord.policy import Holds, Step
from ..precise_time import utc_now

# So often an edit is refused without blame, while others are accepted.
MEETINGS = 5


class DiscordEditMixin(models.AbstractModel):
    _name = "discord.edit.mixin"
    _description = "Requests that edit or delete a Discord message"

    verb = fields.Selection(
        [("post", "Post"), ("patch", "Edit"), ("delete", "Delete")],
        string="What for",
        readonly=True,
        default="post",
        help="What it asked Discord to do with its message. Empty: it only asked about "
        "the webhook.",
    )
    posted_by = fields.Char(
        "Posted by",
        readonly=True,
        help="Discord's number of the webhook that was used.",
    )
    thread_id = fields.Char(
        string="Thread", readonly=True, help="Discord's number of the message's thread."
    )
    is_message_gone = fields.Boolean(
        "Deleted in Discord",
        readonly=True,
        help="Somebody has deleted the message that it posted: it is edited no more.",
    )

    def _is_edit(self):
        return self.verb in ("patch", "delete")

    def _settle_edit(self, verdict, target):
        """Write down what an edit came to, and what follows from it; see `_settle`."""
        verdict, webhook = self._weighed_edit(verdict), self.webhook_id
        self._note(verdict, target)
        if verdict.step is Step.DONE:
            self._settle_done()
        else:
            self._settle_undone(verdict)
        if verdict.step is not Step.ASK or target in (None, webhook._target()):
            webhook._settle_edit(verdict, self.error)
        self._log(verdict)

    def _settle_done(self):
        """The newest of each text is shown; the others have gone with it."""
        edits = self.notification_ids.sorted("id")
        edits._set_state(
            "sent",
            sent_date=fields.Datetime.now(),
            discord_message_id=self.discord_message_id,
        )
        newest = {edit.edit_of_id: edit.id for edit in edits}.values()
        others = edits.filtered(lambda edit: edit.id not in newest)
        others.failure_reason = self.env._("It went with a later change.")

    def _weighed_edit(self, verdict):
        """Return the verdict, or one that blames the edits that it is about."""
        verdict = verdict.of_edit
        formers = self._formers()
        if verdict.case == "barred" and formers[:1].is_barred:
            return replace(verdict, case="barred_again")
        vague = formers.filtered(lambda one: one.state in ("unavailable", "blocked"))
        is_vague = verdict.case == "unconfirmed" or verdict.step is Step.LOOK
        if is_vague and len(vague) >= MEETINGS and self._is_another_done(vague):
            return replace(verdict, case="blamed")
        return verdict

    def _formers(self):
        """Return the requests that carried the same before, the last one first."""
        carried = [one.delivery_ids for one in self.notification_ids]
        same = carried[0].filtered(lambda d: d.id < self.id) if carried else self[:0]
        for deliveries in carried[1:]:
            same &= deliveries
        return same.sorted("id", reverse=True)

    def _is_another_done(self, formers):
        """Whether another message was changed since these edits failed first."""
        return bool(
            self.search_count(
                [
                    ("webhook_id", "=", self.webhook_id.id),
                    ("id", ">", formers[-1:].id),
                    ("state", "=", "delivered"),
                    ("verb", "in", ("patch", "delete")),
                ],
                limit=1,
            )
        )

    def _settle_undone(self, verdict):
        """Let the edits wait, or try fewer of them, or give them up.

        But for what a person has canceled meanwhile.
        """
        waiting = self.notification_ids.filtered(lambda n: n.state == "outgoing")
        why = {"failure_reason": self.error}
        match verdict.step:
            case Step.DROP:
                self._posting().is_message_gone = True
                waiting._set_state("canceled", failure_type="message_gone", **why)
            case Step.REPAIR | Step.REJECT if len(self.notification_ids) > 1:
                self.repair = "split"  # one bad among 45: not 45 requests
                waiting.write(why)
            case Step.REPAIR | Step.REJECT:
                waiting._set_state("error", failure_type="refused", **why)
            case _:
                self._put_off(waiting, verdict, why)

    def _put_off(self, waiting, verdict, why):
        """Let the edits of other messages have their turn before these are tried again.

        A rate limit says nothing of these: it holds them all alike.
        """
        if verdict.counts or verdict.stops:
            for one in waiting:
                one.attempts += 1
            pause = delay(verdict, max(waiting.mapped("attempts"), default=1))
            why["next_attempt"] = utc_now() + timedelta(seconds=pause)
        elif verdict.holds is Holds.OLD:  # a second more: Odoo keeps no fractions
            pause = timedelta(seconds=delay(verdict) + 1)
            why["next_attempt"] = utc_now() + pause
        waiting.write(why)

    def _posting(self):
        """Return the delivery that has posted the message that this one changes."""
        message = self.notification_ids.edit_of_id[:1]
        return message._posting()
