"""Whose turn it is to edit or delete: a queue beside that of the posts."""

from datetime import timedelta

from odoo.tools import SQL

from ..sql_arrays import as_array
from .delivery_queue import COLUMNS, IS_POST, IS_SENDING_OPEN, ORPHAN_AGE, with_turn

WAITING = SQL("state = 'outgoing' AND edit_of_id IS NOT NULL")
# The edit of each webhook that is due first, by leaps as in `delivery_queue`.
_HEADS = SQL(
    """
    WITH RECURSIVE head AS (
        (SELECT webhook_id, id, next_attempt FROM discord_notification
          WHERE %s
          ORDER BY webhook_id, next_attempt NULLS FIRST, id LIMIT 1)
        UNION ALL
        SELECT next.* FROM head CROSS JOIN LATERAL (
            SELECT webhook_id, id, next_attempt FROM discord_notification
             WHERE %s AND webhook_id > head.webhook_id
             ORDER BY webhook_id, next_attempt NULLS FIRST, id LIMIT 1
        ) next
    )
    """,
    *(WAITING, WAITING),
)


def _heads(asked):
    """Return the WITH clause of the heads: of those that a person asks for, or all."""
    if asked is None:
        return _HEADS
    return SQL(
        """
        WITH head AS (
            SELECT DISTINCT ON (webhook_id) webhook_id, next_attempt
              FROM discord_notification WHERE id = ANY(%s::int[]) AND %s
             ORDER BY webhook_id, next_attempt NULLS FIRST
        )
        """,
        *(as_array(asked), WAITING),
    )


def due_edits(env, asked=None):
    """Return {webhook: when it may edit, None for now}, the longest due first.

    Not while Discord bans this server, or does not know the webhook. What else stops a
    webhook is about posts: whether it may edit only an edit tells.

    :param asked: ids of edits, to leave out all others
    """
    query = SQL(
        """
        %s
        SELECT webhook.id, greatest(edits_held_until, head.next_attempt) AS due, %s
          FROM head JOIN discord_webhook webhook ON webhook.id = head.webhook_id
         WHERE webhook.active AND %s
           AND needs_probe IS NOT TRUE
           AND (broken_reason IS NULL OR asks_first IS NOT TRUE)
           AND NOT EXISTS (
                SELECT FROM discord_delivery
                 WHERE webhook_id = webhook.id AND state = 'sending' AND NOT %s
         )
         ORDER BY due NULLS FIRST, webhook.id
        """,
        *(_heads(asked), SQL(", ").join(COLUMNS), IS_SENDING_OPEN, IS_POST),
    )
    return with_turn(env, query)


def edits_of_others(env, asked=None):
    """Return when the oldest request would be an orphan that our edits wait for.

    None where there is none. To be asked while none of ours is in flight.
    """
    query = SQL(
        """
        %s
        SELECT min(create_date) FROM discord_delivery
          JOIN head USING (webhook_id)
         WHERE state = 'sending' AND NOT %s
        """,
        *(_heads(asked), IS_POST),
    )
    [[started]] = env.execute_query(query)
    return started and started + timedelta(seconds=ORPHAN_AGE)
