"""What somebody may read of a model, as far as no record has to be looked at."""


def hidden(model, path):
    """Return the first part of a path that its user may not read, or None.

    :param model: an empty recordset, in the environment of whom it is about
    :param path: names of fields, as `("partner_id", "city")`; () for the model alone
    """
    if not model.has_access("read"):
        return model._name
    field = model._fields.get(path[0]) if path else None
    if field is None:
        return None
    if not model._has_field_access(field, "read"):
        return f"{model._name}.{field.name}"
    behind = [model.env[name] for name in comodels(field, model.env)]
    return next(filter(None, (hidden(other, path[1:]) for other in behind)), None)


def comodels(field, env):
    """Return the names of the models whose records a field may name."""
    is_reference = field.type == "reference"
    names = field.get_values(env) if is_reference else [field.comodel_name]
    return [name for name in names if name in env]
