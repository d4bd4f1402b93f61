"""A claim that fails on our side must not stop its lane: the others' turn comes.

Tried twice as usual, then its head alone, then what is behind the head. Only where the
latter succeeds is the head to blame. Else all waits, in order, and the webhook says so.
"""

import logging
from collections.abc import Callable
from typing import NamedTuple

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


class Lane(NamedTuple):
    """What a webhook's posts and its edits do each in a way of their own."""

    claim: Callable  # of a webhook, and of which of its notifications
    head: Callable  # of the same: the notification that is first; maybe none
    hold: str  # the webhook's method that lets it wait
    trouble: str  # the webhook's field that says what the administrators should know


def claim_somehow(webhook, asked=None, lane=None):
    """Return what a lane's `claim` does, having set aside what spoils it.

    None where nothing is to be sent, another server has the turn, or all waits.

    :param asked: which to take, as the lane's `claim` has it; None: all
    :param lane: without, that of the posts
    :raise psycopg2.Error: of the connection, the schema, PostgreSQL's disk
    """
    lane = lane or POSTS
    error = None
    for how in TRIES:
        done, error = _tried(lane, webhook, asked, **how)
        if not error:
            return done
    behind = _without_head(lane, webhook, asked, error)
    if not behind:
        _wait(lane, webhook, error)
    return behind


def _tried(lane, webhook, asked, **how):
    """Return (a claim or None, the class of what went wrong or None)."""
    try:
        return lane.claim(webhook, asked, **how), None
    except psycopg2.DataError as error:
        return None, type(error)
    except psycopg2.Error:
        raise
    except Exception as error:  # MemoryError and RecursionError, too
        return None, type(error)


def _without_head(lane, webhook, asked, error):
    """Claim what is behind the head and set the head aside; None if that is no help."""
    head = lane.head(webhook, asked)
    if not head or issubclass(error, OF_THE_SERVER):
        return None
    behind, _error = _tried(lane, webhook, asked, beyond=head.id, alone=True)
    if behind and behind.payload:  # a question, a deletion say nothing of the head
        reason = head._in_its_language().env._(
            "It could not be put into a message (%s), and what waited behind it could.",
            error.__name__,
        )
        head._set_state("error", failure_type="internal", failure_reason=reason)
        _logger.error("Stuck notification %s: %s", head.id, error.__name__)
    return behind


def _head(webhook, _asked):
    """Return the first post that waits, and nothing else of it."""
    query = SQL(
        "SELECT id FROM discord_notification WHERE webhook_id = %s"
        " AND state = 'outgoing' AND edit_of_id IS NULL"
        " ORDER BY webhook_id, id LIMIT 1",
        webhook.id,
    )
    ids = [id_ for [id_] in webhook.env.execute_query(query)]
    return webhook.env["discord.notification"].browse(ids)


def _wait(lane, webhook, error):
    """Hold a webhook's lane for a moment, and let the administrators know."""
    reason = webhook.env._(
        "This server could not prepare its messages (%s): its log says more.",
        error.__name__,
    )
    _logger.error("Stuck webhook %s: %s", webhook.id, error.__name__)
    getattr(webhook, lane.hold)(PAUSE, Holds.WEBHOOK, reason, is_ours=True)
    if webhook[lane.trouble] != reason:
        webhook.write({lane.trouble: reason, "alerted": False})


POSTS = Lane(claim, _head, "_hold", "trouble")
