"""Whose turn is it: the webhooks' queues as SQL sees them."""

import json
from datetime import timedelta
from typing import NamedTuple

from odoo import fields
from odoo.tools import SQL

from ...discord.backoff import hurried
from ...discord.looks import gate
from ..settings import PAUSED
from ..webhook.discord_hold_mixin import LONGEST_HOLD
from ..webhook.discord_place_mixin import PLACE_FIELDS
from ..webhook.discord_quiet_mixin import QUIET_FIELDS
from ..webhook.discord_sender_mixin import SENDER_FIELDS

# What a claim takes of the webhook: read with its turn, into Odoo's cache.
CLAIM_FIELDS = ("env_key", "url_secret", "thread_id", "needs_probe")
CLAIM_FIELDS += ("pack", *PLACE_FIELDS, *SENDER_FIELDS, *QUIET_FIELDS)
CLAIM_FIELDS += ("broken_reason", "asks_first", "suspect_id", "suspect_times")
# Seconds. No request takes longer than 20, so an older `sending` row is an orphan:
# its server died between the request and its settlement.
ORPHAN_AGE = hurried(40)
COLUMNS = [SQL.identifier("webhook", name) for name in CLAIM_FIELDS]
# Edits are beside the posts, in requests of their own: see `edit_queue`.
IS_POST = SQL("coalesce(verb, 'post') = 'post'")
IS_SENDING_OPEN = SQL(
    "NOT EXISTS (SELECT FROM ir_config_parameter WHERE key = %s AND value = 'True')",
    PAUSED,
)
# The oldest that waits of each webhook, by leaps through the queue's index. Asked for
# one webhook after the other, a planner that has seen much waiting expects to meet some
# soon, and walks the whole log for each of which nothing waits.
HEADS = SQL(
    """
    WITH RECURSIVE head AS (
        (SELECT webhook_id, id, next_attempt FROM discord_notification
          WHERE state = 'outgoing' AND edit_of_id IS NULL
          ORDER BY webhook_id, id LIMIT 1)
        UNION ALL
        SELECT next.* FROM head CROSS JOIN LATERAL (
            SELECT webhook_id, id, next_attempt FROM discord_notification
             WHERE state = 'outgoing' AND edit_of_id IS NULL
               AND webhook_id > head.webhook_id
             ORDER BY webhook_id, id LIMIT 1
        ) next
    )
    """
)


class Asked(NamedTuple):
    """What to send, of each queue: all of it where it is None."""

    posts: dict | None = None  # {webhook id: last notification to send}
    edits: list | None = None  # their ids


ALL = Asked()


def due_webhooks(env, until=None):
    """Return {webhook: when it may send or be asked, None for now}.

    The longest due first. The head of each queue decides: order within a webhook is
    kept. After a ban one webhook's probe decides for all: while it is under way, the
    others that need one are left out.

    One that is stopped is looked at though a person is asked about its queue: until it
    is well, nobody hears the question.

    The pause is read with the queue, not from a cache: the switch is obeyed at once.

    :param until: {webhook id: last notification to send}, or None for all
    """
    return with_turn(env, _due(until))


def with_turn(env, query):
    """Return {webhook: when its turn is} of a query for that and for `COLUMNS`."""
    due = {}
    for webhook_id, due_at, *known in env.execute_query(query):
        # To ask for it once more takes a tenth of a claim.
        webhook = env["discord.webhook"].browse(webhook_id)
        for name, value in zip(CLAIM_FIELDS, known, strict=True):
            webhook._fields[name]._insert_cache(webhook, [value])
        due[webhook] = due_at
    return due


def _due(until):
    return SQL(
        """
        %s
        SELECT webhook.id, greatest(webhook.held_until, head.next_attempt) AS due, %s
          FROM discord_webhook webhook
          LEFT JOIN head ON webhook.id = head.webhook_id
         WHERE %s
           AND (head.id IS NOT NULL
                OR webhook.broken_reason IS NOT NULL AND webhook.asks_first
                OR webhook.needs_probe AND EXISTS (
                SELECT FROM discord_notification
                 WHERE state = 'outgoing' AND edit_of_id IS NOT NULL
                   AND webhook_id = webhook.id
         ))
           AND webhook.active AND %s
           AND (webhook.asks_backlog IS NOT TRUE OR webhook.broken_reason IS NOT NULL)
           AND NOT EXISTS (
                SELECT FROM discord_delivery
                  JOIN discord_webhook sender ON sender.id = webhook_id
                 WHERE state = 'sending' AND %s
                   AND (sender.id = webhook.id
                        OR sender.needs_probe AND webhook.needs_probe)
         )
         ORDER BY due NULLS FIRST, webhook.id
        """,
        *(HEADS, SQL(", ").join(COLUMNS), _is_asked_for(until)),
        *(IS_SENDING_OPEN, IS_POST),
    )


def last_look(env):
    """Return when the last look at a stopped webhook began, or None."""
    env.cr.execute("SELECT max(looked_at) FROM discord_webhook")
    return env.cr.fetchone()[0]


def seconds_left(now, due, looked):
    """Return for how long a webhook has to wait.

    :param due: when it may send, or None: something has changed, so at once
    :param looked: when the last look began that this one has to keep away from
    """
    waits = [due and (due - now).total_seconds()]
    waits.append(looked and gate(now.timestamp(), looked.timestamp()))
    return max(wait or 0 for wait in waits)


def requests_of_others(env, until=None):
    """Return when the oldest request would be an orphan that our queue waits for.

    None where there is none. To be asked while no request of ours is in flight.

    :param until: {webhook id: last notification to send}, or None for all
    """
    env.cr.execute(
        SQL(
            """
            %s
            SELECT min(create_date) FROM discord_delivery
              JOIN head USING (webhook_id)
             WHERE state = 'sending' AND %s AND %s
            """,
            *(HEADS, IS_POST, _is_asked_for(until)),
        )
    )
    [started] = env.cr.fetchone()
    return started and started + timedelta(seconds=ORPHAN_AGE)


def _is_asked_for(until):
    """Return the condition on a queue's head; see `due_webhooks`."""
    if until is None:
        return SQL("TRUE")
    last = "head.id <= (%s::jsonb -> head.webhook_id::text)::int"
    return SQL(last, json.dumps(until))


def orphans(env):
    """Return the deliveries whose server died while they were being sent."""
    now = fields.Datetime.now()
    oldest = now - timedelta(seconds=ORPHAN_AGE)
    when = ["|", ("create_date", "<", oldest), ("create_date", ">", now + LONGEST_HOLD)]
    return env["discord.delivery"].search([("state", "=", "sending"), *when])
