"""By which webhook each record is told, and whom that calls.

What cannot be asked costs nobody his message: it goes where all others go, and calls
nobody. What fails in Python is left out at once. After what fails in the database only
the end of a savepoint mends the transaction: then it is said once more, without that.
A save has a savepoint for each rule anyway, and needs no other.
"""

import logging

import psycopg2

from ..retrying import RETRIED_ERRORS
from ..saying.author_rights import hidden_behind
from ..saying.columns import column
from ..sending.claimed_items import called_since
from ..trouble import log_trouble
from ..watching.old_in_domain import NothingBefore, names_old, with_old
from ..watching.rule_syntax import domain_fields
from .matching import matching

_logger = logging.getLogger(__name__)


class Unaddressed(Exception):
    """What a rule asks for its address has failed in the database.

    :ivar rule: the same without that, to be told once the transaction is mended
    """

    def __init__(self, rule):
        super().__init__(rule.rule_id)
        self.rule = rule


def addressed_apart(rule, records, changes, sayings):
    """Do the same as `addressed` in a savepoint of its own, where no save waits."""
    if not (sayings and (rule.mentions or rule.routes)):
        return sayings
    try:
        with records.env.cr.savepoint(flush=False):
            return addressed(rule, records, changes, sayings)
    except Unaddressed as error:
        return addressed_apart(error.rule, records, changes, sayings)


def addressed(rule, records, changes, sayings):
    """Return the `Saying`s with what a rule's routes and calls make of their records.

    Two queries at most, however many records there are.

    :param rule: a `RuleWatch`
    :param records: in the rule's environment (`discord.watch._reading`)
    :param changes: {record id: RecordChanges}
    :raise Unaddressed: the transaction is broken, up to a savepoint
    """
    if not (sayings and (rule.mentions or rule.routes)):
        return sayings
    # Of what its author may not read nothing is asked, nor shown by where it goes.
    open_ = {one.res_id for one in sayings if one.failure_type != "forbidden"}
    told = records.browse(id_ for id_ in records._ids if id_ in open_)
    # Each by itself: who cannot be called costs nobody his channel.
    routes = _asked(rule, "routes", lambda: _routes(rule, told)) or {}
    called = _asked(rule, "mentions", lambda: set(_called(rule, told, changes))) or ()
    mentions = [
        {"kind": kind, "discord_id": number, "name": name}
        for kind, number, name in rule.mentions
    ]
    return [
        one._replace(
            webhook_id=routes.get(one.res_id, rule.webhook_id if rule.routes else None),
            mentions=mentions if one.res_id in called else None,
        )
        for one in sayings
    ]


def _asked(rule, part, ask):
    """Return what `ask` does, or None where that fails.

    :param part: of a rule, which is asked
    :raise Unaddressed: it fails in the database
    """
    try:
        return ask()
    except RETRIED_ERRORS:
        raise
    except Exception as error:
        sentence = "Discord rule %s could not be addressed"
        log_trouble(_logger, error, sentence, rule.rule_id)
        if isinstance(error, psycopg2.Error):
            raise Unaddressed(rule._replace(**{part: ()})) from error
        return None


def without_late_calls(sayings, records):
    """Return sayings of records found later: only those of the last hour call.

    When SQL created one may be known to nobody: then it is new.
    """
    if not (any(one.mentions for one in sayings) and records._log_access):
        return sayings
    oldest = called_since()
    late = {one.id for one in records if one.create_date and one.create_date < oldest}
    return [
        one._replace(mentions=None) if one.res_id in late else one for one in sayings
    ]


def route_value(field, value):
    """Return what a route compares: a key, the number of a record, else the text.

    A number without a fraction is written without one, as people do.
    """
    if field.type == "boolean":
        return str(bool(value))
    if field.type == "many2one":
        return str(value.id or "")
    if field.type == "reference":
        return f"{value._name},{value.id}" if value else ""
    if value is False or value is None:
        return ""
    return f"{value:.14g}" if isinstance(value, float) else str(value).strip()


def _called(rule, records, changes):
    """Return the ids of the records for which somebody is called."""
    if not (rule.mentions and rule.mention_domain):
        return records._ids if rule.mentions else ()
    if not names_old(rule.mention_domain):
        rule = rule._replace(domain=rule.mention_domain)
        return matching(rule, records, changes)._ids
    found = [one.id for one in records if _compares(rule, one, changes[one.id].old)]
    if not (found and rule.author_id):
        return found
    # Memory asks nobody for a right: of what is behind a relation the author is asked.
    paths = domain_fields(rule.mention_domain)
    denied = hidden_behind(rule, records.browse(found), paths)
    return [id_ for id_ in found if id_ not in denied]


def _compares(rule, record, old):
    """Whether a record matches what its rule compares with old values."""
    try:
        domain = with_old(rule.mention_domain, old, rule.lang, record)
    except NothingBefore:
        return False
    return bool(record.filtered_domain(domain))


def _routes(rule, records):
    """Return {record id: webhook id} of the records that have a route."""
    field = records._fields.get(rule.route_field) if rule.routes else None
    if field is None or not records:
        return {}
    webhooks = {value.strip(): id_ for value, id_ in reversed(rule.routes)}
    values = column(records, field.name)
    routed = zip(records._ids, (route_value(field, one) for one in values), strict=True)
    return {id_: webhooks[value] for id_, value in routed if value in webhooks}
