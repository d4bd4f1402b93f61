"""As which company a message reads a record."""

from collections import defaultdict
from contextlib import suppress

from odoo.exceptions import MissingError

from .columns import column


def by_company(rule, records, changes):
    """Return `records` in groups, each read as its company sees it.

    That is the rule's company; else the record's own, now; else that for which the
    user works who has changed it, if it is one of the author's, too, where the rule
    has an author; else his own.

    :param rule: a `RuleWatch`
    :param records: in the rule's environment (`discord.watch._reading`)
    :param changes: {record id: RecordChanges}
    """
    if rule.company_id or not records:
        return [records] if records else []
    ids = defaultdict(list)  # {company id: record ids}
    companies = _companies(rule, records, changes)
    for id_, company_id in zip(records._ids, companies, strict=True):
        ids[company_id].append(id_)
    return [
        _as_company(records if len(ids) == 1 else records.browse(some), company_id)
        for company_id, some in ids.items()
    ]


def of_company(model, company_id):
    """Return the domain of a model's records that are a company's, or everybody's.

    Of companies, each is its own. Empty: they are everybody's.
    """
    if model._name == "res.company":
        return [("id", "=", company_id)]
    for name in ("company_id", "company_ids"):
        field = model._fields.get(name)
        if field and field.comodel_name == "res.company":
            return [(name, "in", [False, company_id])]
    return []


def _as_company(records, company_id):
    user = records.env.user
    if not (company_id and (records.env.su or company_id in user._get_company_ids())):
        return records
    return records.with_context(allowed_company_ids=[company_id])


def _companies(rule, records, changes):
    """Return the id of each record's company, or None where nobody knows."""
    owners = [None] * len(records)
    field = records._fields.get("company_id")
    if records._name == "res.company":
        owners = records._ids
    elif field and field.type == "many2one" and field.comodel_name == "res.company":
        owners = [company.id for company in column(records, "company_id")]
    homeless = {
        changes[id_].user_id
        for id_, owner in zip(records._ids, owners, strict=True)
        if not (owner or changes[id_].company_id)
    }
    usual = _usual_companies(records.env, filter(None, homeless))
    author = records.env["res.users"].sudo().browse(rule.author_id or ())
    return [
        owner
        or _seen_by(author, changes[id_].company_id or usual.get(changes[id_].user_id))
        for id_, owner in zip(records._ids, owners, strict=True)
    ]


def _seen_by(author, company_id):
    """Return the id of a company, or that of a rule's author who has not this one."""
    if author and company_id not in author._get_company_ids():
        return author.company_id.id
    return company_id


def _usual_companies(env, user_ids):
    """Return {user id: company id}; a query only where users have several."""
    usual, several = {}, []
    for user in env["res.users"].sudo().browse(user_ids):
        with suppress(MissingError):  # gone in this very transaction
            company_ids = user._get_company_ids()
            usual[user.id] = company_ids[0] if company_ids else None
            several += user if len(company_ids) > 1 else ()
    for user in env["res.users"].sudo().concat(*several):
        usual[user.id] = user.company_id.id
    return usual
