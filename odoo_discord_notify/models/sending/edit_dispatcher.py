"""Edits in the sender's window: beside the posts, which they never delay."""

from odoo import models

from ..precise_time import utc_now
from .claim_trouble import Lane
from .delivery_queue import requests_of_others, seconds_left
from .discord_dispatcher import LOOK_AGAIN, REQUESTS_AT_ONCE
from .edit_claim import EditClaim, claim_edit, end_rest, head_of
from .edit_queue import due_edits, edits_of_others

EDITS_AT_ONCE = 4  # beside the posts: together far below Discord's 50 per second
EDITS = Lane(claim_edit, head_of, "_hold_edits", "edits_trouble")


class DiscordDispatcher(models.AbstractModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.dispatcher"

    def _end_rest(self):
        end_rest(self.env)

    def _claim_all(self, asked, in_flight):
        """Return (claims of what may be sent now, seconds until more is due)."""
        editing = sum(isinstance(one, EditClaim) for one in in_flight.values())
        posting = len(in_flight) - editing
        claims, pause = self._claim_due(asked.posts, REQUESTS_AT_ONCE - posting)
        edits, more = self._claim_due_edits(asked.edits, EDITS_AT_ONCE - editing)
        pauses = [one for one in (pause, more) if one is not None]
        return [*claims, *edits], min(pauses, default=None)

    def _others_end(self, asked):
        """Return when a request of others would be an orphan that ours wait for."""
        ends = requests_of_others(self.env, asked.posts)
        more = asked.edits != [] and edits_of_others(self.env, asked.edits)
        return min(filter(None, (ends, more)), default=None)

    def _claim_due_edits(self, asked, free):
        """Do the same as `_claim_due` for edits.

        :param asked: ids of edits, to leave out all others, or None
        """
        claims, pauses, now = [], [], utc_now()
        if asked == []:
            return claims, None
        for webhook, due in due_edits(self.env, asked).items():
            wait = seconds_left(now, due, None)
            if wait > 0:
                pauses.append(wait)
            elif len(claims) < free:
                one, lost_turn = self._claim(webhook, asked, EDITS)
                if one:
                    claims.append(one)
                elif lost_turn:
                    pauses.append(LOOK_AGAIN)
        return claims, min(pauses, default=None)
