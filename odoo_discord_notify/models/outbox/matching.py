"""Which records a rule is about: asked of some, and of whole tables in SQL."""

from odoo.fields import Domain

from ..saying.author_rights import seen_by_author
from ..saying.companies import by_company, of_company
from ..watching.rule_syntax import domain_fields, safe_domain_of


def rule_domain(rule, model):
    """Return the domain of what a rule is about, for one company's eyes."""
    domain = safe_domain_of(rule.domain)
    if domain and rule.author_id:
        domain = seen_by_author(rule, model.browse(), domain)
    if rule.company_id:
        domain = [*of_company(model, rule.company_id), *domain]
    return domain


def matching(rule, records, changes):
    """Return those of `records` that the rule is about, as SQL sees them.

    :param changes: {record id: RecordChanges}
    """
    if not (records and rule_domain(rule, records)):
        return records
    groups = [records]
    if _depends_on_company(rule, records):
        groups = by_company(rule, records, changes)
    found = set()
    for group in groups:
        # Not by context: that would reach the lists of records in the domain, too.
        asked = [("id", "in", group.ids), *rule_domain(rule, group)]
        found.update(group._search(asked, active_test=False))
    return records.browse(id_ for id_ in records._ids if id_ in found)


def table_domain(rule, model):
    """Return the domain of what a rule is about in a whole table.

    Where companies do not see the same, each record is looked at as its own company
    sees it, or as that of its creator.
    """
    domain = rule_domain(rule, model)
    is_alike = rule.company_id or not _depends_on_company(rule, model)
    if is_alike or not model._log_access:
        return domain
    parts = []
    for company in model.env["res.company"].with_context(active_test=False).search([]):
        seen = model.with_context(allowed_company_ids=company.ids)
        query = seen._search(rule_domain(rule, seen), active_test=False)
        parts.append(_is_of(model, company) & Domain("id", "in", query))
    return list(Domain.OR(parts))


def _is_of(model, company):
    """Return the domain of the records that are of a company, or of its people."""
    by_its_people = Domain("create_uid.company_id", "=", company.id)
    if "company_id" not in model._fields:
        return by_its_people
    own = Domain("company_id", "=", company.id)
    return own | Domain("company_id", "=", False) & by_its_people


def _depends_on_company(rule, model):
    """Whether a company's own values decide what a rule is about."""
    return any(
        _is_company_dependent(model, path) for path in domain_fields(rule.domain)
    )


def _is_company_dependent(model, path):
    for name in path:
        field = model._fields.get(name)
        if field is None:
            return False
        if field.company_dependent:
            return True
        if not field.comodel_name:
            return False
        model = model.env[field.comodel_name]
    return False
