"""What is wrong with a template, in sentences for its author."""

from datetime import date, datetime

from ...template.syntax import TemplateError, field_path, placeholders
from ..saying.field_text import text_writer
from ..watching.watchable import unknown_field, why_not_required

# A format has no effect on these.
WITHOUT_FORMAT = ("boolean", "many2one", "reference", "one2many", "many2many")
# What a format is tried on; on a text, for all other types.
SAMPLES = {
    **{"integer": 1, "float": 1.0, "monetary": 1.0},
    **{"date": date(2026, 1, 1), "datetime": datetime(2026, 1, 1)},
}


def template_problems(env, model, template):
    """Return what keeps a template from being filled, as sentences.

    :param model: an empty recordset, or None when the model is absent
    """
    try:
        wanted = placeholders(template)
    except TemplateError as error:
        return [error.sentence(env)]
    if model is None:
        return []
    problems = (_problem(model, one) for one in wanted)
    return [problem for problem in dict.fromkeys(problems) if problem]


def old_value_problems(env, template, watched):
    """Return which old values a template asks for that are never known, as sentences.

    :param watched: the names of the fields whose changes are told, None if none are
    """
    try:
        wanted = placeholders(template)
    except TemplateError:
        return []
    olds = [one for one in wanted if one.path[0] == "old"]
    if watched is None:
        return [
            env._(
                "%s stays empty: what was before is known only where a field changes.",
                f"{{{old.name}}}",
            )
            for old in olds
        ]
    return [
        env._(
            "“%(name)s” is not watched: %(placeholder)s stays empty. Add it to the "
            "watched fields.",
            name=old.path[1],
            placeholder=f"{{{old.name}}}",
        )
        for old in olds
        if old.path[1] not in watched
    ]


def _problem(model, placeholder):
    path = field_path(placeholder) or ()
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
        elif why := why_not_required(model.env, field):
            values = {"name": name, "why": why}
            return model.env._("“%(name)s” cannot be told: %(why)s", **values)
        else:
            return _format_problem(model.env, field, placeholder)
    return None


def _format_problem(env, field, placeholder):
    if not placeholder.spec or field.type in WITHOUT_FORMAT:
        return None
    write = text_writer(field, env, placeholder.spec, "en_US")
    try:
        write(SAMPLES.get(field.type, "a"))
    except ValueError:
        return TemplateError("format", f"{{{placeholder.name}}}").sentence(env)
    return None
