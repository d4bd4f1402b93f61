"""The next message of a webhook, claimed.

The committed `sending` row is the lock: one post in flight per webhook, in all
processes and servers, beside one edit (`edit_claim`). No row stays locked while HTTP
goes on.
"""

from dataclasses import replace
from itertools import takewhile
from typing import NamedTuple

from psycopg2.errors import UniqueViolation

from odoo import fields
from odoo.tools import SQL

from ...discord.calling import NOBODY, Call
from ...discord.clip import MESSAGE_MAX
from ...discord.packing import pack, pack_plain
from ..precise_time import utc_now
from ..retrying import RETRIED_ERRORS
from ..sql_arrays import as_array
from .claimed_items import items_of

# More notifications than one message can hold (45 of the plan's top-ups).
CANDIDATES = 100
EMBED_MAX = 200_000  # characters of its JSON; a longer one is sent as a text
LAST_ID = 2**31 - 1  # of any notification
# Of what an older release wrote, no more than a message can show.
TEXTS = SQL(
    """
    CASE WHEN length(content) > %s
         THEN concat(left(content, %s), right(content, %s)) ELSE content END,
    CASE WHEN length(embed::text) < %s THEN embed END
    """,
    *(2 * MESSAGE_MAX, MESSAGE_MAX, MESSAGE_MAX, EMBED_MAX),
)
# Longer than a settlement takes, shorter than the second after which PostgreSQL looks
# for deadlocks: a server that settles waits for our rows, and we for its request.
LOCK_TIMEOUT = "100ms"
# What another server did between our snapshot and our lock: it has the turn.
LOST_TURN = (*RETRIED_ERRORS, UniqueViolation)


class Claim(NamedTuple):
    """One message, ready to go: all that a thread without a cursor needs."""

    delivery_id: int
    payload: dict | None  # None: only ask Discord about the webhook
    target: tuple  # address and thread, as the webhook's `_target` says it
    call: Call = NOBODY  # whom it calls

    def exchange(self, client):
        """Do the request; returns its `Verdict`."""
        address, thread_id = self.target
        if self.payload is None:
            return client.describe(address)
        return client.execute(address, self.payload, thread_id, self.call)


def claim(webhook, until=None, beyond=0, alone=False):
    """Take the next message of a webhook; to be committed before it is sent.

    :param until: id of the last notification to send, or None for all
    :param beyond: id behind which to begin
    :param alone: take one notification only
    :return: a `Claim`, or None: nothing to send, or another server has the turn
    """
    target = webhook._target()
    if not target[0]:
        return None
    try:
        with webhook.env.cr.savepoint(flush=False):
            if webhook.broken_reason:
                _note_look(webhook)
            if webhook._asks():
                taken = insert_sending(webhook, verb=None), None
            else:
                taken = _message(webhook, until, beyond, alone)
    except LOST_TURN:
        return None
    return taken and Claim(*taken[:2], target, *taken[2:])


def _message(webhook, until, beyond, alone):
    """Return (delivery id, payload, call), or None where nothing waits."""
    rows = _lock_head(webhook, until, beyond, 1 if alone else CANDIDATES)
    if not rows:
        return None
    if webhook._tries_next(rows[0][0]):
        rows = rows[1:2] or rows
    elif webhook.broken_reason and webhook._has_old_backlog():
        rows = rows[:1]  # a person is asked about the others
    lasts = _last_deliveries(webhook.env, rows)
    # What happened to the head decides what may travel with it, and how.
    last = lasts.get(rows[0][0], webhook.env["discord.delivery"])
    form, doubtful = _next_try(last, rows[0][0])
    if form or doubtful:  # it travels with what it travelled with, and nothing else
        together = set((last if form else doubtful).notification_ids.ids)
        rows = [row for row in rows if row[0] in together]
        if form == "split":
            rows = _part(rows, last)
    elif webhook.pack:  # it may have come in front of what goes on in a way of its own
        special = {id_ for id_, one in lasts.items() if any(_next_try(one, id_))}
        rows = list(takewhile(lambda row: row[0] not in special, rows))
    else:
        rows = rows[:1]
    payload, count, call = packed(webhook, items_of(webhook, rows), form, doubtful)
    ids = [row[0] for row in rows[:count]]
    kept = {"form": form or None, "repeat_of_id": doubtful.id or None}
    delivery_id = insert_sending(webhook, ids, **_posting(webhook), **kept)
    return delivery_id, payload, call


def _posting(webhook):
    """Return by whom and where its next message is posted: its edits need it."""
    address, _thread_id = webhook._target()
    return {"posted_by": address.webhook_id, "thread_id": webhook._thread_id()}


def _last_deliveries(env, rows):
    """Return {notification id: the last delivery that carried it}, where one did."""
    known = {row[0]: row[-1] for row in rows if row[-1]}
    deliveries = env["discord.delivery"].browse(known.values())
    return dict(zip(known, deliveries, strict=True))


def _next_try(last, notification_id):
    """Return (the form in which to try again or False, which delivery to repeat).

    :param last: the last delivery that carried the notification; maybe none
    """
    form = last.repair or last.form
    if notification_id in (last.blamed_ids or ()):
        form = "plain"
    return form, last if last.state == "in_doubt" else last.repeat_of_id


def _part(rows, last):
    """Return the first of `rows` that go on together after a pack was refused."""
    if blamed := last.blamed_ids:
        return list(takewhile(lambda row: row[0] not in blamed, rows))
    if last.repair == "split":  # one bad among 45: 14 requests, not 46
        return rows[: len(last.notification_ids) // 2]
    return rows


def _lock_head(webhook, until, beyond, limit):
    """Return [(id, content, embed …, its last delivery)] from the head of the queue on.

    It reaches over the edits between them, which are a queue of their own. `items_of`
    lists a row's columns.

    The lock makes sure that our snapshot is not older than another server's
    settlement: such a row raises instead of being sent twice. NO KEY, so that
    nobody's foreign key waits. Pairs keep to the queue's index: see `delivery_queue`.
    """
    cr = webhook.env.cr
    cr.execute(
        SQL(
            """
            SET LOCAL lock_timeout = %s;
            SELECT id, %s, mentions, silent, breaks_quiet, create_date,
                   (SELECT max(delivery_id) FROM discord_delivery_notification_rel
                     WHERE notification_id = id)
              FROM discord_notification
             WHERE (webhook_id, id) BETWEEN (%s, %s) AND (%s, %s)
               AND state = 'outgoing' AND edit_of_id IS NULL
             ORDER BY webhook_id, id LIMIT %s
               FOR NO KEY UPDATE NOWAIT
            """,
            *(LOCK_TIMEOUT, TEXTS, webhook.id, beyond + 1, webhook.id),
            *(until or LAST_ID, limit),
        ),
        log_exceptions=False,
    )
    return cr.fetchall()


def packed(webhook, items, form, doubtful):
    """Return (payload, number of items it carries, whom it calls)."""
    if doubtful:
        items = iter(_marked(list(items), reference_of(doubtful)))
    message = pack_plain(next(items)) if form == "plain" else pack(items)
    sender = {} if form in ("anonymous", "plain") else webhook._sender()
    return {**message.payload, **sender}, message.count, message.call


def reference_of(delivery):
    """Return the mark of what repeats a delivery."""
    return f"{delivery.id:04x}"[-4:]


def _marked(items, reference):
    """Return the items of a repeat: as many as fit, the last one saying what it is."""
    count = pack([replace(item, reference=reference) for item in items]).count
    *first, last = items[:count]
    return [*first, replace(last, reference=reference)]


def _note_look(webhook):
    """Let the next look wait for its turn, whichever webhook's it is."""
    query = "UPDATE discord_webhook SET looked_at = %s WHERE id = %s"
    webhook.env.cr.execute(SQL(query, utc_now(), webhook.id), log_exceptions=False)


def insert_sending(webhook, notification_ids=(), verb="post", **values):
    """Note a request that is to go out, and what it carries; returns its id.

    :param verb: of `discord.delivery`; None: it only asks about the webhook
    :param values: other columns of the delivery
    """
    place = {name: value or None for name, value in webhook._place().items()}
    row = {"webhook_id": webhook.id, "state": "sending", "verb": verb, **place}
    row |= {"create_date": fields.Datetime.now(), **values}
    cr = webhook.env.cr
    cr.execute(
        SQL(
            """
            WITH delivery AS (
                INSERT INTO discord_delivery (%s) VALUES (%s) RETURNING id
            ), carried AS (
                INSERT INTO discord_delivery_notification_rel
                            (delivery_id, notification_id)
                SELECT delivery.id, unnest(%s::int[]) FROM delivery
            )
            SELECT id FROM delivery
            """,
            SQL(", ").join(map(SQL.identifier, row)),
            SQL(", ").join(SQL("%s", value) for value in row.values()),
            as_array(notification_ids),
        ),
        log_exceptions=False,
    )
    return cr.fetchone()[0]
