"""What a rule may watch, and why not for the rest."""

from difflib import get_close_matches

from odoo import models
from odoo.exceptions import UserError

from ..field_labels import field_label
from ..retrying import RETRIED_ERRORS
from .rule_syntax import conditions_of, safe_domain_of

# Our own rows, the server's machinery and everybody's secrets are nobody's news.
REFUSED_PREFIXES = ("discord.", "ir.", "bus.", "mail.", "res.users.")


def model_problem(env, model_name):
    """Return why a model cannot be watched, or None. An absent model can."""
    if f"{model_name}.".startswith(REFUSED_PREFIXES):
        return env._(
            "Records of %s cannot be watched: that would tell Odoo's own workings. "
            "Choose another model.",
            model_name,
        )
    model = env.get(model_name)
    if model is not None and (model._abstract or model._transient or not model._auto):
        return env._(
            "%s holds no lasting records to watch. Choose another model.", model_name
        )
    return None


def watchable_models(env):
    """Return the domain of the models that the user may choose to watch."""
    readable = env["ir.model.access"]._get_allowed_models("read")
    refused = [
        name
        for name, model in env.registry.items()
        if not (model._abstract or model._transient)
        and (model_problem(env, name) or not (env.su or name in readable))
    ]
    lasting = [("transient", "=", False), ("abstract", "=", False)]
    return [*lasting, ("model", "not in", sorted(refused))]


def field_problem(model, name, purpose):
    """Return why a field cannot be "watched", "required", "told", "routed", or None."""
    field, env = model._fields.get(name), model.env
    if field is None:
        return unknown_field(model, name)
    why = _WHY_NOT.get(purpose, _why_not_read)(env, field)
    values = {"name": name, "why": why}
    sentences = {
        "watched": env._("“%(name)s” cannot be watched: %(why)s", **values),
        "required": env._("“%(name)s” cannot be required: %(why)s", **values),
        "told": env._("“%(name)s” cannot be told: %(why)s", **values),
        "routed": env._("“%(name)s” cannot choose a webhook: %(why)s", **values),
    }
    return why and sentences[purpose]


def can_be_watched(model, name):
    """Return whether a field can be watched, without looking for words."""
    field = model._fields.get(name)
    return field is not None and not why_not_watched(model.env, field)


def why_not_watched(env, field):
    """Return what keeps a field from being watched, in a few words, or None."""
    if why := why_never_told(env, field.name) or _why_not_read(env, field):
        return why
    if field.inherited:
        owner = field.base_field.model_name
        return env._("it belongs to %s: watch it there", owner)
    if field.company_dependent:
        return env._("each company has a value of its own")
    if field.name == "parent_path":
        return env._("Odoo changes it by SQL: watch the parent instead")
    if field.type in ("one2many", "many2many"):
        return env._("it is a list of records")
    if not (field.store and field.column_type):
        return env._("it is computed anew each time, not stored")
    return None


def why_never_told(env, name):
    """Return why a change of Odoo's own columns is no news, on any model, or None."""
    if name in ("write_date", "write_uid"):
        return env._("it changes with every save: watch what people fill in")
    return env._("it never changes") if name in models.MAGIC_COLUMNS else None


def _why_not_read(env, field):
    """Return what keeps a field from being looked at, in a few words, or None."""
    if field.type == "binary":
        return env._("it holds a file")
    if field.type in ("properties", "properties_definition"):
        return env._("it holds properties")
    return None


def _why_not_routed(env, field):
    """Return what keeps a field from choosing a webhook, in a few words, or None."""
    if field.company_dependent:
        return env._("each company has a value of its own")
    if field.type in ("one2many", "many2many"):
        return env._("it is a list of records")
    return _why_not_read(env, field)


_WHY_NOT = {"watched": why_not_watched, "routed": _why_not_routed}


def field_choices(env, model_name, purpose):
    """Return the fields of a model from which the user may choose.

    :param purpose: see `field_problem`
    :return: a list of `{name, label, why}`; `why` not, if it is not to be chosen
    :raise UserError: there is no such model
    """
    model = env.get(model_name) if isinstance(model_name, str) else None
    if model is None or model_problem(env, model_name):
        raise UserError(env._("Choose a model first."))
    why_not = _WHY_NOT.get(purpose, _why_not_read)
    choices = [
        {
            "name": name,
            "label": field_label(env, field),
            "why": why_not(env, field) or "",
        }
        for name, field in (model._fields if model.has_access("read") else {}).items()
        if model._has_field_access(field, "read")
    ]
    return sorted(choices, key=lambda one: (bool(one["why"]), one["label"].lower()))


def unknown_field(model, name):
    """Return the sentence that a model has no such field, and which it may have meant.

    People know labels, so a label counts as the name it stands for.
    """
    known = {
        field_name: field
        for field_name, field in model._fields.items()
        if model._has_field_access(field, "read")
    }
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    near += [
        field_name
        for field_name, field in known.items()
        if field_label(model.env, field).lower() == name.lower()
    ]
    values = {"model": model._name, "name": name}
    if not near:
        return model.env._("%(model)s has no field “%(name)s”", **values)
    return model.env._(
        "%(model)s has no field “%(name)s”. Did you mean %(near)s?",
        **values,
        near=", ".join(dict.fromkeys(near)),
    )


def domain_problem(env, model, text, label=None):
    """Return why a text is no domain of a model, or None; nothing is asked of it.

    Of what goes wrong people see the class: the text of an exception may hold values.

    :param model: an empty recordset, or None when the model is absent
    :param label: of the field with the text, if that is not the rule's filter
    """
    try:
        conditions = conditions_of(text)
    except Exception as error:  # whatever a text can raise
        why = type(error).__name__
    else:
        paths = (path for path, _condition in conditions if model is not None)
        why = next(filter(None, (_unknown_step(model, path) for path in paths)), None)
    values = {"field": label or env._("Only records matching"), "why": why}
    return why and env._("“%(field)s” is not a domain: %(why)s", **values)


def domain_failure(model, text, run=False, label=None, ids=None):
    """Return why the database cannot be asked for a domain, as a sentence, or None.

    It reads, so the right to read all that it names is to be asked before.

    :param model: an empty recordset of a model, as who asks sees it
    :param run: look for a record, too, which may read a whole table
    :param label: see `domain_problem`
    :param ids: of the records to ask about, or None: the first that matches
    """
    env = model.env
    how = {"limit": 1} if ids is None else {"active_test": False}
    try:
        with env.cr.savepoint(flush=False):
            among = [] if ids is None else [("id", "in", ids)]
            # Some fields' own way of searching reads already.
            query = model._search([*among, *safe_domain_of(text)], **how)
            if run:
                query.get_result_ids()
    except RETRIED_ERRORS:
        raise
    except Exception as error:
        values = {"field": label or env._("Only records matching")}
        values["why"] = type(error).__name__
        return env._("“%(field)s” cannot be asked for: %(why)s", **values)
    return None


def _unknown_step(model, path):
    """Return the sentence that a path names what there is not, or None.

    What is no relation may have parts: of a date, of properties.
    """
    for name in path:
        if name not in model._fields:
            return unknown_field(model, name)
        comodel = model.env.get(model._fields[name].comodel_name)
        if comodel is None:
            return None
        model = comodel
    return None
