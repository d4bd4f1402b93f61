"""The values of a field that decides where a rule tells something, kept as texts."""

from .field_values import MOST, labels_of_values, values_to_pick


def value_choices(model, name, text):
    """Return [(value, label)] of a field, to choose from: those with `text` in them.

    With the user's rights. Of what is neither a choice nor a record, what there is.

    :param model: an empty recordset that the user may read
    """
    field = model._fields.get(name)
    if field is None or not model._has_field_access(field, "read"):
        return []
    if field.type == "char" and field.store:
        domain = [(name, "!=", False), (name, "ilike", text)]
        groups = model._read_group(domain, [name], limit=MOST)
        return [(value, value) for [value] in groups]
    found = values_to_pick(model.env, field, text)
    return [(str(value), label) for value, label in found]


def value_labels(model, name, values):
    """Return {value: what people call it}, of those that the user may know.

    :param model: an empty recordset, or None where there is none
    """
    field = model._fields.get(name) if model is not None else None
    if field is None:
        return {}
    if field.type == "many2one":
        numbers = filter(None, values)
        values = [int(one) for one in numbers if one.isascii() and one.isdecimal()]
    labels = labels_of_values(model.env, field, values)
    return {str(value): label for value, label in labels.items()}
