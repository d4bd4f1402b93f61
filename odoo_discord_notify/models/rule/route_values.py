"""The values of a field that decides where a rule tells something."""

YES_AND_NO = ("True", "False")
MOST = 20  # offered at once: a list to read, and to search by typing


def value_choices(model, name, text):
    """Return [(value, label)] of a field, to choose from: those with `text` in them.

    With the user's rights. Of what is neither a choice nor a record, what there is.

    :param model: an empty recordset that the user may read
    """
    field = model._fields.get(name)
    if field is None or not model._has_field_access(field, "read"):
        return []
    if field.type in ("selection", "boolean"):
        return [one for one in _all(model, field) if text.lower() in one[1].lower()]
    if field.type == "many2one":
        comodel = model.env[field.comodel_name]
        if not comodel.has_access("read"):
            return []
        found = comodel.name_search(text, limit=MOST)
        return [(str(id_), label) for id_, label in found]
    if field.type == "char" and field.store:
        domain = [(name, "!=", False), (name, "ilike", text)]
        groups = model._read_group(domain, [name], limit=MOST)
        return [(value, value) for [value] in groups]
    return []


def value_label(model, name, value):
    """Return what people call a value, or the value itself where nobody knows.

    :param model: an empty recordset, or None where there is none
    """
    field = model._fields.get(name) if model is not None else None
    if field is None or not value:
        return value or ""
    if field.type in ("selection", "boolean"):
        return dict(_all(model, field)).get(value, value)
    if field.type == "many2one" and value.isascii() and value.isdecimal():
        record = model.env[field.comodel_name].browse(int(value)).exists()
        return record.display_name if record and record.has_access("read") else value
    return value


def _all(model, field):
    if field.type == "boolean":
        labels = (model.env._("Yes"), model.env._("No"))
        return list(zip(YES_AND_NO, labels, strict=True))
    return [tuple(one) for one in field._description_selection(model.env)]
