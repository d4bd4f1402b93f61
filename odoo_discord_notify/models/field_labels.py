"""What people call a field, in their own language."""

from odoo import models

# Odoo gives them to each model. Its translations are those of the model's own module,
# which may have none.
GIVEN = {*models.MAGIC_COLUMNS, "display_name"}
TRANSLATED = "res.partner"  # a model of Odoo's own, translated into all its languages


def field_label(env, field):
    """Return the label of a field in the language of `env`.

    :param field: an `odoo.fields.Field`
    """
    label, twin = field._description_string(env), None
    if field.name in GIVEN:
        twin = env[TRANSLATED]._fields[field.name]
    if twin and label == field.string == twin.string:  # neither named nor translated
        return twin._description_string(env)
    return label
