"""A claim that fails on our side must not stop its channel: the others' turn comes.

Tried twice as usual, then its head alone, then what is behind the head. Only where the
latter succeeds is the head to blame. Else all waits, in order, and the webhook says so.
"""

import logging

import psycopg2

from odoo.tools import SQL

from ...discord.policy import Holds
from .delivery_claim import claim

_logger = logging.getLogger(__name__)

# What to leave out of a claim, one after the other: nothing, nothing, what follows.
TRIES = ({}, {}, {"alone": True})
PAUSE = 60  # seconds until all of it is tried again
# Of the disk and the key. Those of the database end the run, unless they are about what
# a row holds.
OF_THE_SERVER = (OSError,)


def claim_somehow(webhook, until=None):
    """Return what `claim` does, having set aside what spoils it; None if all waits.

    :raise psycopg2.Error: of the connection, the schema, PostgreSQL's disk
    """
    error = None
    for how in TRIES:
        done, error = _tried(webhook, until, **how)
        if not error:
            return done
    behind = _without_head(webhook, until, error)
    if not behind:
        _wait(webhook, error)
    return behind


def _tried(webhook, until, **how):
    """Return (a `Claim` or None, the class of what went wrong or None)."""
    try:
        return claim(webhook, until, **how), None
    except psycopg2.DataError as error:
        return None, type(error)
    except psycopg2.Error:
        raise
    except Exception as error:  # MemoryError and RecursionError, too
        return None, type(error)


def _without_head(webhook, until, error):
    """Claim what is behind the head and set the head aside; None if that is no help."""
    head = webhook.env["discord.notification"].browse(_head_id(webhook))
    if not head or issubclass(error, OF_THE_SERVER):
        return None
    behind, _error = _tried(webhook, until, beyond=head.id, alone=True)
    if behind and behind.payload:  # a question says nothing of the head
        reason = head._in_its_language().env._(
            "It could not be put into a message (%s), and what waited behind it could.",
            error.__name__,
        )
        head._set_state("error", failure_type="internal", failure_reason=reason)
        _logger.error("Stuck notification %s: %s", head.id, error.__name__)
    return behind


def _head_id(webhook):
    """Return the id of the first that waits, and nothing else of it."""
    query = SQL(
        "SELECT id FROM discord_notification WHERE webhook_id = %s"
        " AND state = 'outgoing' AND edit_of_id IS NULL"
        " ORDER BY webhook_id, id LIMIT 1",
        webhook.id,
    )
    return [id_ for [id_] in webhook.env.execute_query(query)]


def _wait(webhook, error):
    """Hold a webhook for a moment, and let the administrators know."""
    reason = webhook.env._(
        "This server could not prepare its messages (%s): its log says more.",
        error.__name__,
    )
    _logger.error("Stuck webhook %s: %s", webhook.id, error.__name__)
    webhook._hold(PAUSE, Holds.WEBHOOK, reason, is_ours=True)
    if webhook.trouble != reason:
        webhook.write({"trouble": reason, "alerted": False})
