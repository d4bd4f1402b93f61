"""The rows of a queue as one message carries them: whom they call, and how loudly."""

from datetime import timedelta

from odoo import fields

from ...discord.calling import CALLED_WITHIN, NOBODY, Call
from ...discord.packing import Item


def items_of(webhook, rows):
    """Yield an `Item` for each row of a webhook's queue.

    Decided when they are about to be sent: what has happened too long ago calls nobody,
    and in quiet hours only a call that may makes a sound.

    :param rows: (id, content, embed, mentions, silent, breaks_quiet, create_date,
        id of the last delivery that carried it)
    """
    oldest, is_quiet = called_since(), webhook._is_quiet(fields.Datetime.now())
    for _id, content, embed, mentions, silent, breaks_quiet, happened, _last in rows:
        call = Call.of(mentions) if happened >= oldest else NOBODY
        is_silent = bool(silent or is_quiet) and not (call and breaks_quiet)
        yield Item(content, embed=embed, call=call, is_silent=is_silent)


def called_since(when=None):
    """Return since when, in UTC, what has happened still calls somebody.

    :param when: of the request, in UTC; now, if there is none
    """
    return (when or fields.Datetime.now()) - timedelta(seconds=CALLED_WITHIN)
