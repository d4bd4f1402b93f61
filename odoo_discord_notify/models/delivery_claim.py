"""Whose turn is it, and with what: the queue as SQL sees it.

The committed `sending` row is the lock: one request in flight per webhook, in all
processes and servers. No row stays locked while HTTP goes on.
"""

from dataclasses import dataclass
from datetime import timedelta

import psycopg2

from odoo import fields
from odoo.tools import SQL

from ..discord.identity import identity
from ..discord.packing import Item, pack
from ..discord.webhook_url import WebhookAddress

# More notifications than one message can hold (45 of the plan's top-ups).
CANDIDATES = 100
# Seconds. No request takes longer than 20, so an older `sending` row is an orphan:
# its server died between the request and its settlement.
ORPHAN_AGE = 40
# Longer than a settlement takes, shorter than the second after which PostgreSQL looks
# for deadlocks: a server that settles waits for our rows, and we for its request.
LOCK_TIMEOUT = "100ms"
# What another server did between our snapshot and our lock: it has the turn.
LOST_TURN = (
    psycopg2.errors.SerializationFailure,
    psycopg2.errors.DeadlockDetected,
    psycopg2.errors.LockNotAvailable,
    psycopg2.errors.UniqueViolation,
)


@dataclass(frozen=True)
class Claim:
    """One message, ready to go: all that a thread without a cursor needs."""

    delivery_id: int
    address: WebhookAddress
    payload: dict
    thread_id: str | None

    @property
    def request(self):
        """The arguments of `Client.execute`."""
        return self.address, self.payload, self.thread_id


def due_webhooks(env, only=None):
    """Return [(webhook id, when it may send or None for now)], the longest due first.

    The head of each queue decides: order within a webhook is kept.

    :param only: ids of webhooks, or None for all
    """
    env.cr.execute(
        SQL(
            """
            SELECT webhook.id, greatest(webhook.held_until, head.next_attempt) AS due
              FROM discord_webhook webhook
             CROSS JOIN LATERAL (
                    SELECT next_attempt FROM discord_notification
                     WHERE webhook_id = webhook.id AND state = 'outgoing'
                     ORDER BY id LIMIT 1
             ) head
             WHERE webhook.active
               AND webhook.broken_reason IS NULL
               AND (%s::int[] IS NULL OR webhook.id = ANY(%s))
               AND NOT EXISTS (
                    SELECT FROM discord_delivery
                     WHERE webhook_id = webhook.id AND state = 'sending'
             )
             ORDER BY due NULLS FIRST, webhook.id
            """,
            *(only, only),
        )
    )
    return env.cr.fetchall()


def orphans(env):
    """Return the deliveries whose server died while they were being sent."""
    oldest = fields.Datetime.now() - timedelta(seconds=ORPHAN_AGE)
    return env["discord.delivery"].search(
        [("state", "=", "sending"), ("create_date", "<", oldest)]
    )


def claim(env, webhook):
    """Take the next message of a webhook; to be committed before it is sent.

    :return: a `Claim`, or None: nothing to send, or another server has the turn
    """
    address = webhook._address()
    if address is None:
        return None
    try:
        with env.cr.savepoint(flush=False):
            rows = _lock_head(env, webhook)
            if not rows:
                return None
            last = _last_delivery(env, rows[0][0])
            rows = _those_to_repeat(rows, last)
            payload, count = _pack(webhook, rows, last)
            ids = [row_id for row_id, _content in rows[:count]]
            repeat_of = last.id if last.state == "in_doubt" else None
            delivery_id = _insert_sending(env, webhook, ids, repeat_of)
    except LOST_TURN:
        return None
    return Claim(delivery_id, address, payload, webhook.thread_id or None)


def _lock_head(env, webhook):
    """Return [(id, content)] from the head of the queue on.

    The lock makes sure that our snapshot is not older than another server's
    settlement: such a row raises instead of being sent twice. NO KEY, so that
    nobody's foreign key waits.
    """
    env.cr.execute(
        SQL(
            """
            SET LOCAL lock_timeout = %s;
            SELECT id, content FROM discord_notification
             WHERE webhook_id = %s AND state = 'outgoing'
             ORDER BY id LIMIT %s
               FOR NO KEY UPDATE NOWAIT
            """,
            *(LOCK_TIMEOUT, webhook.id, CANDIDATES),
        ),
        log_exceptions=False,
    )
    return env.cr.fetchall()


def _last_delivery(env, notification_id):
    """Return the last delivery that carried a notification (maybe none)."""
    return env["discord.delivery"].search(
        [("notification_ids", "in", [notification_id])], order="id desc", limit=1
    )


def _those_to_repeat(rows, last):
    """Return the rows that this message may carry, given what happened to the head.

    After doubt the repeat carries what the doubtful message carried and nothing
    else; a refused pack is split, one notification at a time.
    """
    if last.state == "in_doubt":
        repeated = set(last.notification_ids.ids)
        return [row for row in rows if row[0] in repeated]
    if last.state == "refused":
        return rows[:1]
    return rows


def _pack(webhook, rows, last):
    """Return (payload, number of rows it carries)."""
    texts = [content for _row_id, content in rows]
    if last.state == "in_doubt":
        reference = f"{last.id:04x}"[-4:]
        count = pack([Item(text, reference) for text in texts]).count
        marked = [*map(Item, texts[: count - 1]), Item(texts[count - 1], reference)]
        message = pack(marked)  # only its last line says that it is a repeat
    else:
        message = pack([*map(Item, texts if webhook.pack else texts[:1])])
    sender = identity(webhook.username, webhook.avatar_url)
    return {**message.payload, **sender}, message.count


def _insert_sending(env, webhook, notification_ids, repeat_of):
    env.cr.execute(
        SQL(
            """
            WITH delivery AS (
                INSERT INTO discord_delivery
                            (webhook_id, state, create_date, repeat_of_id)
                VALUES (%s, 'sending', %s, %s)
                RETURNING id
            )
            INSERT INTO discord_delivery_notification_rel
                        (delivery_id, notification_id)
            SELECT delivery.id, unnest(%s::int[]) FROM delivery
            RETURNING delivery_id
            """,
            *(webhook.id, fields.Datetime.now(), repeat_of, notification_ids),
        ),
        log_exceptions=False,
    )
    return env.cr.fetchone()[0]
