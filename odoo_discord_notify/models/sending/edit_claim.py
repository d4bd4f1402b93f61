"""The next change of a webhook's messages, claimed: all that waits for one message.

A message carries several notifications, and an edit is of one of them: so it is written
anew, from the present texts of all. One request takes all that waits for it.
"""

from contextlib import suppress
from typing import NamedTuple

from odoo.tools import SQL

from ..precise_time import utc_now
from .delivery_claim import LOCK_TIMEOUT, LOST_TURN, insert_sending
from .edit_queue import WAITING
from .edited_message import EditedMessage

# Messages of which nothing is to be changed after all, in one claim.
PASSED_OVER = 100
# What was written beside a settlement, which neither of the two could see.
RESTING = """
SELECT DISTINCT message.id FROM discord_notification edit
  JOIN discord_notification message ON message.id = edit.edit_of_id
 WHERE edit.state = 'resting' AND message.state IN ('sent', 'canceled')"""
LET_REST = """
UPDATE discord_notification edit SET state = 'resting'
  FROM discord_notification message
 WHERE edit.webhook_id = %s AND edit.state = 'outgoing' AND edit.edit_of_id = message.id
   AND message.state NOT IN ('sent', 'canceled')"""
# What the message brought that an edit changes.
SAME_MESSAGE = """
SELECT brought.id FROM discord_notification edit
  JOIN discord_notification original ON original.id = edit.edit_of_id
  JOIN discord_notification brought
    ON brought.id = original.id
    OR (brought.webhook_id, brought.discord_message_id)
     = (original.webhook_id, original.discord_message_id)
 WHERE edit.id = %s"""


class EditClaim(NamedTuple):
    """One change of a message: all that a thread without a cursor needs."""

    delivery_id: int
    payload: dict | None  # None: delete it
    target: tuple  # as the webhook's `_target` says it
    thread_id: str | None  # where the message is
    message_id: str

    def exchange(self, client):
        """Do the request; returns its `Verdict`."""
        place = (self.target[0], self.message_id)
        if self.payload is None:
            return client.delete(*place, self.thread_id)
        return client.edit(*place, self.payload, self.thread_id)


def claim_edit(webhook, asked=None, beyond=0, alone=False):
    """Take the next change of a webhook's messages; see `delivery_claim.claim`.

    :param asked: ids of edits, to leave out all others
    :param beyond: id of an edit, to leave out all those of its message
    :param alone: take one edit only
    :return: an `EditClaim`, or None: nothing to change, or another server has the turn
    """
    target = webhook._target()
    if not target[0]:
        return None
    with suppress(LOST_TURN):
        for _message in range(PASSED_OVER):
            head = head_of(webhook, asked, beyond)
            if not head:
                return None
            # What is undone is undone in the cache, too; and for this message alone,
            # so that the head is to blame.
            with webhook.env.cr.savepoint():
                if claimed := _claim(head, target, alone):
                    return claimed
    return None


def _claim(head, target, alone):
    """Return an `EditClaim` for the message of an edit, or None: it has no turn."""
    head.env.cr.execute(SQL("SET LOCAL lock_timeout = %s", LOCK_TIMEOUT))
    if head.edit_of_id.state != "sent":
        _let_rest(head)
        return None
    message = EditedMessage.of(head, target[0])
    change = message and message.change(head if alone else None)
    return _claimed(head.webhook_id, target, message, *change) if change else None


def _claimed(webhook, target, message, payload, edits):
    posting = message.posting
    delivery_id = insert_sending(
        webhook,
        edits.ids,
        verb="delete" if payload is None else "patch",
        posted_by=posting.posted_by,
        thread_id=posting.thread_id or None,
        guild_id=posting.guild_id or None,
        channel_id=posting.channel_id or None,
        discord_message_id=posting.discord_message_id,
    )
    place = (posting.thread_id or None, posting.discord_message_id)
    return EditClaim(delivery_id, payload, target, *place)


def end_rest(env):
    """Put those edits back into the queue whose messages have arrived."""
    ids = [id_ for [id_] in env.execute_query(SQL(RESTING))]
    messages = env["discord.notification"].browse(ids)
    for (state, failure_type), same in messages.grouped(
        lambda one: (one.state, one.failure_type)
    ).items():
        same._take_edits_along(state, failure_type)


def head_of(webhook, asked, beyond=0):
    """Return the edit that is due first; none if nothing is. See `claim_edit`."""
    which = SQL("coalesce(next_attempt <= %s, TRUE)", utc_now())
    if asked is not None:
        which = SQL("%s AND id = ANY(%s)", which, list(asked))
    if beyond:
        which = SQL("%s AND edit_of_id NOT IN (%s)", which, SQL(SAME_MESSAGE, beyond))
    query = SQL(
        """
        SELECT id FROM discord_notification WHERE webhook_id = %s AND %s AND %s
         ORDER BY webhook_id, next_attempt NULLS FIRST, id LIMIT 1
        """,
        *(webhook.id, WAITING, which),
    )
    ids = [id_ for [id_] in webhook.env.execute_query(query)]
    return webhook.env["discord.notification"].browse(ids)


def _let_rest(head):
    """Take those out of the queue whose messages have not arrived yet.

    They come back with their message: see `outbox/notification_edits`. One whose
    message was canceled, which who wrote it could not see, is canceled with it.
    """
    if head.edit_of_id.state == "canceled":
        head.edit_of_id._take_edits_along("canceled", head.edit_of_id.failure_type)
        return
    notifications = head.env["discord.notification"]
    notifications.flush_model()
    head.env.cr.execute(SQL(LET_REST, head.webhook_id.id), log_exceptions=False)
    notifications.invalidate_model(flush=False)
