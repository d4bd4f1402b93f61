"""What is about to be deleted is put into words, where a change names it.

Afterwards nobody can read it any more; before, a transaction that deletes nothing would
pay for it.
"""

import logging

from ..retrying import RETRIED_ERRORS
from ..trouble import log_trouble
from ..watching.harmless import harmless
from ..watching.transaction_changes import TransactionChanges
from .author_rights import unreadable
from .companies import by_company
from .discord_template import read_texts, wanted_of
from .placeholder_texts import PlaceholderTexts

_logger = logging.getLogger(__name__)


def keep_words(records):
    """Read what noted changes say of `records`, and of what goes with them."""
    env, named = records.env, []
    with harmless(records):
        changes = TransactionChanges.begun(env)
        for name, noted in changes.by_model(env).items() if changes else ():
            naming = {
                id_: one
                for id_, one in noted.items()
                if not one.gone and _names(one, records)
            }
            if naming and (watch := env["discord.watch"]._for_model(name)):
                named += [(rule, name, naming) for rule in watch.rules]
    if named:
        # The user's own errors first, outside of what we forgive ourselves.
        env.flush_all()
    for rule, name, naming in named:
        try:
            with env.cr.savepoint(flush=False):
                _keep_words(rule, env[name].browse(naming), naming)
        except RETRIED_ERRORS:
            raise
        except Exception as error:
            sentence = "Discord rule %s forgets the names of %s"
            log_trouble(_logger, error, sentence, rule.rule_id, records)


def _keep_words(rule, records, changes):
    records = records.env["discord.watch"]._reading(records, rule.lang, rule.company_id)
    wanted = [one for one in wanted_of(rule) if one.path[0] in ("old", "agent")]
    if rule.author_id:  # once it is gone nobody can ask whether he may read it
        denied = unreadable(rule, records, changes)
        records = records.browse(id_ for id_ in records._ids if id_ not in denied)
    for same in by_company(rule, records, changes):
        texts = {}
        read_texts(PlaceholderTexts(rule, same, changes), wanted, texts)
        for name, column in texts.items():
            for id_, text in zip(same._ids, column, strict=True):
                one = changes[id_]
                one.words = {(rule.rule_id, name): text, **one.words}


def _names(changes, records):
    """Whether changes name one of `records`, or what may go with them."""
    if records._name == "res.users" and changes.user_id in records._ids:
        return True
    goes_with = records.env["discord.watch"]._goes_with
    return any(
        (value[0] == records._name and value[1] in records._ids)
        or goes_with(value[0], records._name)
        for value in changes.old.values()
        if isinstance(value, tuple) and value[1]
    )
