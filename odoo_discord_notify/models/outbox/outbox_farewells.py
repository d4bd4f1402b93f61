"""What is told of a deletion is written before it: afterwards nobody can read it."""

import logging
from functools import partial

from ..retrying import RETRIED_ERRORS
from ..saying.author_rights import unreadable
from ..saying.discord_template import Saying
from ..trouble import log_trouble
from ..watching.harmless import harmless
from ..watching.record_changes import RecordChanges, agent_id
from ..watching.rule_watch import STRIKE
from ..watching.transaction_changes import TransactionChanges
from ..words import in_known_language
from .addressing import Unaddressed, addressed
from .matching import matching

_logger = logging.getLogger(__name__)


def keep_farewells(records):
    """Write what is to be told of the deletion of `records`, and of what goes along."""
    env, cascade = records.env, None
    with harmless(records):
        if records.pool.ready and records.ids:
            cascade = env["discord.watch"]._leaving_with(records._name)
    if not cascade:
        return
    # The user's own errors first, outside of what we forgive ourselves.
    env.flush_all()
    found = {}
    _safely(records, lambda: found.update(cascade.found(records)))
    for name, ids in found.items():
        with harmless(env[name]):
            _keep_all(env[name].browse(ids))


def _keep_all(records):
    """Keep what all rules of a model tell of the deletion of `records`."""
    env = records.env
    leaving = TransactionChanges.of(env).note_leaving(records)
    watch = leaving and env["discord.watch"]._for_model(records._name)
    for rule in watch.rules if watch else ():
        if rule.follow or rule.trigger == "on_unlink":
            model = records.browse()
            if not _kept(rule, model, leaving):
                _note(rule, leaving, _failures(rule, model, leaving))


def _kept(rule, model, leaving):
    """Do what `_keep` does; return whether that went well."""
    try:
        return _safely(model, partial(_keep, rule, model, leaving))
    except Unaddressed as error:
        return _kept(error.rule, model, leaving)


def _keep(rule, model, leaving):
    """Keep what a rule tells of the deletion of each record among its changes.

    :param leaving: {record id: RecordChanges}
    """
    env = model.env
    reading = env["discord.watch"]._reading
    records = reading(model.browse(leaving), rule.lang, rule.company_id)
    asked = {id_: RecordChanges.asked(env, one) for id_, one in leaving.items()}
    for one in asked.values():
        one.user_id = agent_id(env)
    write = _strikes if rule.follow else _words
    _note(rule, leaving, write(rule, records, asked))


def _failures(rule, model, leaving):
    """Return that something was to be told of each record which could not be said."""
    outbox = in_known_language(model.env["discord.outbox"])
    changes = TransactionChanges.of(model.env)
    said = outbox._tell_failure(rule, model._name, leaving, leaving, changes)
    return [one._replace(user_id=agent_id(model.env)) for one in said]


def _note(rule, leaving, sayings):
    for saying in sayings:
        one = leaving[saying.res_id]
        one.farewells = {**one.farewells, rule.rule_id: saying}


def _words(rule, records, asked):
    """Return what a rule on deletion says of those of `records` that it is about."""
    records = matching(rule, records, asked)
    sayings = records.env["discord.template"]._say(rule, records, asked)
    return addressed(rule, records, asked, sayings)


def _strikes(rule, records, asked):
    """Return for each record that its message is to be struck out, or why not.

    Its author is asked for his rights now: nobody can ask once it is gone.
    """
    template = records.env["discord.template"]
    denied = unreadable(rule, records, asked) if rule.author_id else set()
    rule = rule.edits(STRIKE)
    for id_, one in asked.items():
        strike = Saying(id_, one.user_id, "outgoing", "", {}, None, None)
        if id_ not in denied:
            yield template._silenced(strike) if one.is_silenced(rule) else strike
    yield from template._hidden(rule, denied, asked)


def _safely(records, act):
    """Do what must not reach the user, whatever fails in it; return whether it did."""
    try:
        with records.env.cr.savepoint(flush=False):
            act()
        return True
    except (Unaddressed, *RETRIED_ERRORS):
        raise
    except Exception as error:
        sentence = "The deletion of records of %s is not told as it should be"
        log_trouble(_logger, error, sentence, records._name)
        return False
