"""What is said of records in a transaction that is ours, and one by one if need be."""

import logging

from ..retrying import RETRIED_ERRORS
from ..trouble import log_trouble
from ..watching.record_changes import RecordChanges
from .discord_template import Saying

_logger = logging.getLogger(__name__)


def say(rule, records, changes=None):
    """Return a `Saying` for each of `records`, in a transaction that is ours.

    :param records: in the rule's environment (`discord.watch._reading`)
    :param changes: {record id: RecordChanges}; without, the creator is the agent
    """
    env = records.env
    try:
        with env.cr.savepoint():
            known = changes or creations(records)
            return env["discord.template"]._say(rule, records, known)
    except RETRIED_ERRORS:
        raise
    except Exception as error:
        sentence = "Discord rule %s could not be told of %s"
        log_trouble(_logger, error, sentence, rule.rule_id, records)
    if len(records) > 1:  # the others shall not suffer from one of them
        alone = (say(rule, record, changes) for record in records)
        return [saying for sayings in alone for saying in sayings]
    reason = env._("The message could not be prepared. The log says more.")
    return [Saying(records.id, None, "error", "", {}, "internal", reason)]


def creations(records):
    """Return {record id: RecordChanges} of records that are there: no more is known."""
    return {record.id: _creation(record) for record in records}


def _creation(record):
    creator = record.create_uid.id if record._log_access else None
    return RecordChanges(creator or None, silenced=False, created=True)
