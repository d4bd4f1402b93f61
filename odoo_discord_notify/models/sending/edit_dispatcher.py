"""Edits in the sender's window: beside the posts, which they never delay."""

import logging

import psycopg2

from odoo import models

from ...discord.policy import Holds
from ..precise_time import utc_now
from ..trouble import log_trouble
from .claim_trouble import OF_THE_SERVER, PAUSE
from .delivery_queue import requests_of_others, seconds_left
from .discord_dispatcher import LOOK_AGAIN, REQUESTS_AT_ONCE
from .edit_claim import EditClaim, claim_edit, end_rest, head_of
from .edit_queue import due_edits, edits_of_others

_logger = logging.getLogger(__name__)

EDITS_AT_ONCE = 4  # beside the posts: together far below Discord's 50 per second


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
                if one := self._claim_edit(webhook, asked):
                    claims.append(one)
                elif webhook._address():
                    pauses.append(LOOK_AGAIN)
        return claims, min(pauses, default=None)

    def _claim_edit(self, webhook, asked):
        """Return an `EditClaim` or None; what spoils it, twice, is set aside."""
        for _attempt in range(2):
            try:
                return claim_edit(webhook, asked)
            except psycopg2.DataError as error:
                trouble = error
            except psycopg2.Error:
                raise
            except Exception as error:  # one message's trouble is not the others'
                trouble = error
        log_trouble(_logger, trouble, "Stuck edit of webhook %s", webhook.id)
        head, name = head_of(webhook, asked), type(trouble).__name__
        if isinstance(trouble, OF_THE_SERVER):
            webhook._hold_edits(PAUSE, Holds.WEBHOOK, is_ours=True)
        else:
            reason = head._in_its_language().env._(
                "It could not be put into its message (%s).", name
            )
            head._set_state("error", failure_type="internal", failure_reason=reason)
        return None
