"""What a rule may watch, and why not for the rest."""

from .template_syntax import SPECIAL_NAMES, TemplateError, placeholders

# Our own rows, the server's machinery and everybody's secrets are nobody's news.
REFUSED_PREFIXES = ("discord.", "ir.", "bus.", "mail.", "res.users.")
UNWATCHABLE_TYPES = ("binary", "properties", "properties_definition")


def model_problem(env, model_name):
    """Return why a model cannot be watched, or None. An absent model can."""
    if f"{model_name}.".startswith(REFUSED_PREFIXES):
        return env._("Records of %s cannot be watched.", model_name)
    model = env.get(model_name)
    if model is not None and (model._abstract or model._transient or not model._auto):
        return env._("%s holds no lasting records to watch.", model_name)
    return None


def watched_field_problem(model, name):
    """Return why changes of a field cannot be watched, or None."""
    field = model._fields.get(name)
    env, values = model.env, {"model": model._name, "name": name}
    if field is None:
        return env._("%(model)s has no field “%(name)s”", **values)
    if field.inherited:
        return env._("“%(name)s” belongs to another model: watch it there", **values)
    if field.company_dependent:
        return env._("“%(name)s” differs by company and cannot be watched", **values)
    if not (field.store and field.column_type) or field.type in UNWATCHABLE_TYPES:
        return env._("“%(name)s” is not stored in a way that can be watched", **values)
    return None


def template_problems(model, template):
    """Return what is wrong with a template, as sentences.

    :param model: an empty recordset, or None when the model is absent
    """
    try:
        wanted = placeholders(template)
    except TemplateError as error:
        return [str(error)]
    if model is None:
        return []
    problems = (_path_problem(model, placeholder.path) for placeholder in wanted)
    return [problem for problem in dict.fromkeys(problems) if problem]


def _path_problem(model, path):
    if path[0] in ("old", "new"):
        path = path[1:]
    elif path[0] in SPECIAL_NAMES:
        return None
    for position, name in enumerate(path):
        if name not in model._fields:
            return model.env._(
                "%(model)s has no field “%(name)s”", model=model._name, name=name
            )
        field = model._fields[name]
        if position < len(path) - 1:
            if not field.comodel_name:
                return model.env._("“%s” is not a relation", name)
            model = model.env[field.comodel_name]
    return None
