"""The values of a field by the names that people know: to pick from, and to read.

With the user's rights, whatever the rule is that names them.
"""

MOST = 80  # records offered at once; who types sees others


def values_to_pick(env, field, text=""):
    """Return [(value, label)] of a field's own values, those with `text` in them.

    Records are found as everywhere in Odoo: by their reference, too, for example.
    """
    if field.type == "many2one":
        comodel = env[field.comodel_name]
        return (
            comodel.name_search(text, limit=MOST) if comodel.has_access("read") else []
        )
    known = []
    if field.type == "boolean":
        known = [(True, env._("Yes")), (False, env._("No"))]
    elif field.type == "selection":
        known = field._description_selection(env)
    return [(value, label) for value, label in known if text.lower() in label.lower()]


def labels_of_values(env, field, values):
    """Return {value: label} of those that the user may know, in a query or two."""
    if field.type != "many2one":
        return dict(values_to_pick(env, field))
    ids = [value for value in values if isinstance(value, int) and value]
    records = env[field.comodel_name].browse(ids).exists()
    return {one.id: one.display_name for one in records._filtered_access("read")}
