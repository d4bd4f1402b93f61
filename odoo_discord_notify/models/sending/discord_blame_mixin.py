"""Whom a refusal blames: a form to mend, one message, or nobody in the queue.

A message is presumed innocent. What does not blame it stops its webhook and is looked
at again; but no message may block its channel for ever: one that is met alone again
and again, while the next is accepted, is to blame.

The same of what Cloudflare or a proxy bars by what it says: it holds everything once,
as a bar of this server does. Barred again once the way was free, it holds its own
webhook alone.
"""

from dataclasses import replace

from odoo import fields, models

from ...discord.policy import Step

# Ever simpler, until Discord takes it.
FORMS = [
    ("split", "Part of the pack"),
    ("anonymous", "Without name and picture"),
    ("plain", "Plain text"),
]
# Rows of the log that are read to see how often the same part was refused: more than
# the largest pack, each of whose embeds may have been sent as plain text since.
LOOK_BACK = 30


class DiscordBlameMixin(models.AbstractModel):
    _name = "discord.blame.mixin"
    _description = "Whom Discord's refusal blames"

    form = fields.Selection(FORMS, string="Sent as", readonly=True)
    repair = fields.Selection(
        FORMS, string="Tried next as", readonly=True, help="After a refusal."
    )
    blamed_part = fields.Char(
        readonly=True, help="What Discord finds wrong. For example: embeds.image.url"
    )
    blamed_ids = fields.Json(
        readonly=True, help="The notifications whose embeds are sent as plain text."
    )

    is_barred = fields.Boolean(
        "Barred",
        readonly=True,
        help="It met a bar in front of Discord, of the way or of a text.",
    )

    def _weighed(self, verdict):
        """Return the verdict, or one that blames the message that it is about.

        To be asked of each answer, before anything of it is written down.
        """
        webhook, carried = self.webhook_id, self.notification_ids
        is_again = verdict.case == "barred" and self._is_barred_again()
        if is_again:
            verdict = replace(verdict, case="barred_again")
        if (verdict.step is Step.LOOK or verdict.is_bar) and len(carried) == 1:
            if webhook._is_suspect(carried) and self._is_next_accepted(carried):
                webhook._clear(carried)  # sent again, it is as innocent as any
                return replace(verdict, case="blamed")
            webhook._suspect(carried, at_once=is_again)
        elif carried and webhook.suspect_id:
            webhook._clear(carried)
        return verdict

    def _is_next_accepted(self, head):
        """Whether the request before this one brought a later notification through."""
        last = self.search(self._before(), limit=1)
        carried = last.notification_ids.ids  # none if it was a question
        return last.state == "delivered" and max(carried, default=0) > head.id

    def _is_barred_again(self):
        """Whether all that it carries was barred before, and the way was free since.

        It was, or nothing would be sent. But where the next, in place of a suspect, is
        barred as well, that is no message's fault.
        """
        carried = self.notification_ids
        if not carried or self.webhook_id._is_instead(carried):
            return False
        formers = (
            one.delivery_ids.filtered(lambda former: former.id < self.id)
            for one in carried
        )
        return all(former.sorted("id")[-1:].is_barred for former in formers)

    def _before(self):
        """Return the domain of its webhook's requests before, but for edits."""
        before = [("webhook_id", "=", self.webhook_id.id), ("id", "<", self.id)]
        return [*before, ("verb", "not in", ("patch", "delete"))]

    def _repair(self, verdict):
        """Choose the form in which to try again what was refused; False: no more."""
        self.blamed_part = verdict.blamed_part or False
        if verdict.case == "misnamed":
            self.repair = "anonymous"
            self.webhook_id._note_refused(verdict.paths)
        elif len(self.notification_ids) > 1:
            self.blamed_ids = self._blamed(verdict) or False
            self.repair = "split"
        elif verdict.step is Step.REJECT or self.form == "plain":
            self.repair = False
        else:
            self.repair = "plain"
        return self.repair

    def _blamed(self, verdict):
        """Return the ids of those whose embeds are wrong, where that is known.

        Discord names them all at once. Should the next pack be refused for the same
        part, it does not: then twice as many are taken for wrong each time, so that n
        of them cost log2(n) requests more, and not n.
        """
        carried = self.notification_ids.sorted("id")
        places = verdict.blamed_embeds
        if not places or not all(carried.mapped("embed")):
            return []
        first = min(places)
        guessed = range(first, first + 2 ** self._refused_before())
        return [
            notification.id
            for place, notification in enumerate(carried)
            if place in places or place in guessed
        ]

    def _refused_before(self):
        """Return how many packs in a row were refused for the same part before."""
        count = 0
        for delivery in self.search(self._before(), limit=LOOK_BACK):
            if delivery.state == "refused" and delivery.blamed_part == self.blamed_part:
                count += 1
            elif delivery.form != "plain":
                break
        return count
