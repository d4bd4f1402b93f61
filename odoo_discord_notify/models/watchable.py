"""What a rule may watch, and why not for the rest."""

from difflib import get_close_matches

from .rule_syntax import domain_of
from .template_syntax import TemplateError, field_path, placeholders

# Our own rows, the server's machinery and everybody's secrets are nobody's news.
REFUSED_PREFIXES = ("discord.", "ir.", "bus.", "mail.", "res.users.")
UNWATCHABLE_TYPES = ("binary", "properties", "properties_definition")


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


def watched_field_problem(model, name):
    """Return why changes of a field cannot be watched, or None."""
    field = model._fields.get(name)
    env, values = model.env, {"model": model._name, "name": name}
    if field is None:
        return unknown_field(model, name)
    if field.inherited:
        return env._("“%(name)s” belongs to another model: watch it there", **values)
    if field.company_dependent:
        return env._("“%(name)s” differs by company and cannot be watched", **values)
    if not (field.store and field.column_type) or field.type in UNWATCHABLE_TYPES:
        return env._("“%(name)s” is not stored in a way that can be watched", **values)
    return None


def unknown_field(model, name):
    """Return the sentence that a model has no such field, and which it may have meant.

    People know labels, so a label counts as the name it stands for.
    """
    near = get_close_matches(name, model._fields, n=3, cutoff=0.6)
    near += [
        field.name
        for field in model._fields.values()
        if field._description_string(model.env).lower() == name.lower()
    ]
    values = {"model": model._name, "name": name}
    if not near:
        return model.env._("%(model)s has no field “%(name)s”", **values)
    return model.env._(
        "%(model)s has no field “%(name)s”. Did you mean %(near)s?",
        **values,
        near=", ".join(dict.fromkeys(near)),
    )


def domain_problem(env, model, text, run=False):
    """Return why a text is no domain of a model, or None.

    :param model: an empty recordset, or None when the model is absent
    :param run: ask the database, too, which may read a whole table
    """
    try:
        domain = domain_of(text)
        if model is not None:
            query = model.sudo()._search(domain, limit=1)
            if run:
                query.get_result_ids()
    except Exception as error:
        return env._("“Only records matching” is not a domain: %s", error)
    return None


def template_problems(env, model, template):
    """Return what is wrong with a template, as sentences.

    :param model: an empty recordset, or None when the model is absent
    """
    try:
        wanted = placeholders(template)
    except TemplateError as error:
        return [error.sentence(env)]
    if model is None:
        return []
    paths = filter(None, map(field_path, wanted))
    problems = (_path_problem(model, path) for path in paths)
    return [problem for problem in dict.fromkeys(problems) if problem]


def _path_problem(model, path):
    for position, name in enumerate(path):
        if name not in model._fields:
            return unknown_field(model, name)
        field = model._fields[name]
        if position < len(path) - 1:
            if not field.comodel_name:
                return model.env._(
                    "“%s” is not a relation: nothing can stand after a dot", name
                )
            model = model.env[field.comodel_name]
    return None
