"""Of which models and fields a recap may give figures, and why not of the rest."""

from odoo.exceptions import UserError

from ..field_labels import field_label
from ..watching.watchable import model_problem, unknown_field

# What is said, of what, and where. Other hours and names let out nothing more.
LETS_OUT = frozenset(
    {
        *("model_id", "model_name", "date_field", "group_by", "measures"),
        *("filter_domain", "period", "lang", "company_id", "webhook_id"),
    }
)
# The only one of ours: how often people did something is asked of what was told.
TOLD = "discord.notification"
DATES = ("date", "datetime")
NUMBERS = ("integer", "float", "monetary")
GROUPS = ("many2one", "selection", "char", "boolean")


def recap_model_problem(env, model_name):
    """Return why there are no figures of a model, or None. An absent one may come."""
    return None if model_name == TOLD else model_problem(env, model_name)


def recap_field_problem(model, name, purpose):
    """Return why a field is no "date", "group" or "measure", as a sentence, or None."""
    field, env = model._fields.get(name), model.env
    if field is None:
        return unknown_field(model, name)
    why = _why_not(model, field, purpose)
    values = {"name": name, "why": why}
    sentences = {
        "date": env._("“%(name)s” cannot date the records: %(why)s", **values),
        "group": env._("“%(name)s” cannot group the records: %(why)s", **values),
        "measure": env._("“%(name)s” cannot be added up: %(why)s", **values),
    }
    return why and sentences[purpose]


def recap_field_choices(env, model_name, purpose):
    """Return the fields of a model from which the user may choose.

    :param purpose: "date", "group" or "measure"
    :return: a list of `{name, label, why}`; `why` not, if it is not to be chosen
    :raise UserError: there is no such model
    """
    model = env.get(model_name) if isinstance(model_name, str) else None
    if model is None or recap_model_problem(env, model_name):
        raise UserError(env._("Choose a model first."))
    choices = [
        {
            "name": name,
            "label": field_label(env, field),
            "why": _why_not(model, field, purpose) or "",
        }
        for name, field in (model._fields if model.has_access("read") else {}).items()
        if model._has_field_access(field, "read")
    ]
    return sorted(choices, key=lambda one: (bool(one["why"]), one["label"].lower()))


def currency_of(model, name):
    """Return the name of the field with a measure's currency; None: it has none."""
    field = model._fields[name]
    return field.get_currency_field(model) if field.type == "monetary" else None


def _why_not(model, field, purpose):
    """Return why a field does not serve a purpose, in a few words, or None."""
    env = model.env
    if field.company_dependent:
        return env._("each company has a value of its own")
    if not (field.store and field.column_type):
        return env._("it is computed anew each time, not stored")
    if purpose == "date":
        return None if field.type in DATES else env._("it is no date")
    if purpose == "group":
        return None if field.type in GROUPS else env._("it makes no groups")
    if field.type not in NUMBERS or field.name == "id":
        return env._("it is no number")
    currency = model._fields.get(currency_of(model, field.name) or "")
    if currency is not None and not _is_asked_in_sql(currency):
        return env._("its currency is computed anew each time, not stored")
    return None


def _is_asked_in_sql(field):
    while field.related and not field.store:
        field = field.related_field
    return field.store
