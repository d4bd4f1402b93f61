"""What a rule's author may read, asked of the database before anything is read for it.

In an environment of the author's own, with all of his companies, and in SQL: Odoo's
cache, which is the saver's, is neither read nor filled. Where nothing limits the author
it costs no query.
"""

from collections import defaultdict
from contextlib import suppress

from odoo import models

from ...template.syntax import TemplateError, field_path, placeholders
from ..discord_checks_mixin import ADMINISTRATOR
from ..watching.rule_syntax import domain_fields
from .columns import column, named_by

# What a model overrides that hides records or values by code: SQL cannot ask for it.
VEILS = ("_check_access", "_fetch_query", "fetch")


def hidden(model, path):
    """Return the first part of a path that its user may not read, or None.

    :param model: an empty recordset, in the environment of whom it is about
    :param path: names of fields, as `("partner_id", "city")`; () for the model alone
    """
    if not model.has_access("read") or _is_veiled(model):
        return model._name
    field = model._fields.get(path[0]) if path else None
    if field is None:
        return None
    if not model._has_field_access(field, "read"):
        return f"{model._name}.{field.name}"
    behind = [model.env[name] for name in _comodels(field, model.env)]
    return next(filter(None, (hidden(other, path[1:]) for other in behind)), None)


def named_paths(rule):
    """Return the paths of all fields that a rule reads of its model.

    The one place that knows them all, for those who ask what a rule lets out. A path
    is a tuple of names, as `("partner_id", "city")`; the model may not have them.

    :param rule: a `RuleWatch`
    """
    alone = (rule.reason_field, rule.route_field)
    names = (*rule.watched_fields, *rule.required_fields, *alone)
    paths = [(name,) for name in names if name]
    paths += filter(None, map(field_path, placeholders_in(rule.templates)))
    paths += (*domain_fields(rule.domain), *domain_fields(rule.mention_domain))
    return tuple(dict.fromkeys(paths))


def placeholders_in(templates):
    """Return those of some texts; one that cannot be read has none so far."""
    wanted = {}
    for template in templates:
        with suppress(TemplateError):
            wanted |= dict.fromkeys(placeholders(template))
    return list(wanted)


def as_author(rule, model):
    """Return an empty recordset of a model as the author of a rule sees it.

    With all of his companies, first of them that as which `model` is read.
    """
    env = model.env(user=rule.author_id, su=False, context={})
    reading = model.env.context.get("allowed_company_ids") or ()
    companies = sorted(env.user._get_company_ids(), key=lambda id_: id_ not in reading)
    return model.browse().with_env(env(context={"allowed_company_ids": companies}))


def author_lost(rule, model):
    """Return what keeps a rule's author from reading anything it tells; or None.

    :return: the name of the author, archived, or of a model or field hidden from him
    """
    env = model.env
    if not env["discord.watch"]._is_active(rule.author_id):
        return env["res.users"].sudo().browse(rule.author_id).name or "?"
    own = as_author(rule, model)
    found = (hidden(own, path) for path in ((), *named_paths(rule)))
    return next(filter(None, found), None)


def seen_by_author(rule, model, domain):
    """Return the domain of what matches as the author sees it, and of what is hidden.

    What is hidden from him is not compared with anything: it is noted as canceled,
    whatever it holds.
    """
    if author_lost(rule, model):
        return []
    own = as_author(rule, model)
    matches = ("id", "in", own._search(domain, active_test=False))
    if not _is_limited(own):
        return [matches]
    readable = own._search([], active_test=False)
    return ["|", ("id", "not in", readable), matches]


def unreadable(rule, records, changes):
    """Return the ids of `records` of which the author may not read what is told.

    :param records: in the rule's environment (`discord.watch._reading`)
    :param changes: {record id: RecordChanges}
    """
    if not records or author_lost(rule, records):
        return set(records._ids)
    own = as_author(rule, records)
    denied = unseen(own, records._ids)
    left = records.browse(id_ for id_ in records._ids if id_ not in denied)
    for path in _told_paths(rule):
        if path[0] == "old":
            olds = _old_records(rule, left, changes, path[1])
            denied |= _naming_hidden(own.env, olds, path[2:])
        else:
            denied |= _behind(own.env, left, path)
    return denied


def hidden_behind(rule, records, paths):
    """Return the ids of `records` that name what the author may not read.

    :param records: in the rule's environment (`discord.watch._reading`)
    :param paths: of names of fields, along which they name others
    """
    env = as_author(rule, records).env
    return set().union(*(_behind(env, records, path) for path in paths))


def _told_paths(rule):
    """Return the paths of the placeholders, old values with their "old"."""
    paths = []
    for one in placeholders_in(rule.templates):
        path = field_path(one)
        if one.path[0] == "reason" and rule.reason_field:
            paths.append((rule.reason_field,))
        elif path:
            paths += [path, one.path] if one.path[0] == "old" else [path]
    return dict.fromkeys(paths)


def _behind(env, records, path):
    """Return the ids of `records` that name, along a path, what is hidden."""
    field = records._fields.get(path[0]) if path else None
    if field is None or not records or not _limits(env, field, path[1:]):
        return set()
    values = column(records, field.name)
    return _naming_hidden(env, dict(zip(records._ids, values, strict=True)), path[1:])


def _naming_hidden(env, named, rest):
    """Return the ids of the records that name others which are hidden.

    :param named: {record id: the records that it names}
    :param rest: the path behind these
    """
    named = {
        id_: one for id_, one in named.items() if isinstance(one, models.BaseModel)
    }
    ids, hidden_ids = defaultdict(dict), {}
    for one in named.values():
        ids[one._name] |= dict.fromkeys(one._ids)
    for name, others in ids.items():
        denied = unseen(env[name], tuple(others))
        system = next(iter(named.values())).env[name]
        left = system.browse(id_ for id_ in others if id_ not in denied)
        hidden_ids[name] = denied | _behind(env, left, rest)
    return {
        id_
        for id_, one in named.items()
        if not hidden_ids[one._name].isdisjoint(one._ids)
    }


def _old_records(rule, records, changes, name):
    """Return {record id: what a relation named before}."""
    key = (name, rule.lang)
    olds = {id_: changes[id_].old.get(key) for id_ in records._ids}
    return {
        id_: named_by(records.env, value)
        for id_, value in olds.items()
        if isinstance(value, tuple)
    }


def unseen(model, ids):
    """Return those of `ids` that the user of `model` may not read: one query."""
    if not ids or not _is_limited(model):
        return set()
    found = model._search([("id", "in", ids)], active_test=False).get_result_ids()
    denied = set(ids).difference(found)
    # What is gone is hidden from nobody.
    return set(model.sudo().browse(denied).exists()._ids) if denied else denied


def _limits(env, field, rest):
    """Whether anything that a field names, or the path behind it, may be hidden."""
    for name in _comodels(field, env):
        behind = env[name]._fields.get(rest[0]) if rest else None
        if _is_limited(env[name]) or behind and _limits(env, behind, rest[1:]):
            return True
    return False


def _is_limited(model):
    """Whether record rules hide some of a model's records from its user."""
    return not model.env["ir.rule"]._compute_domain(model._name, "read").is_true()


def _is_veiled(model):
    """Whether a model hides values or records by code, but for administrators."""
    kind, base = type(model), model.env.registry["base"]
    veiled = any(getattr(kind, name) is not getattr(base, name) for name in VEILS)
    return veiled and not model.env.user.has_group(ADMINISTRATOR)


def _comodels(field, env):
    """Return the names of the models whose records a field may name."""
    is_reference = field.type == "reference"
    names = field.get_values(env) if is_reference else [field.comodel_name]
    return [name for name in names if name in env]
