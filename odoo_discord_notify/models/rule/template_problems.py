"""What is wrong with a template, in sentences for its author."""

from datetime import date, datetime
from itertools import islice

from ...template.syntax import TemplateError, field_path, placeholders
from ..saying.field_text import WITHOUT_FORMAT, text_writer
from ..watching.watchable import field_problem, unknown_field

MOST_PROBLEMS = 20  # of names: looking for what each of thousands meant takes seconds
# What a format is tried on; on a text, for all other types.
SAMPLES = {
    **{"integer": 1, "float": 1.0, "monetary": 1.0},
    **{"date": date(2026, 1, 1), "datetime": datetime(2026, 1, 1)},
}


def template_problems(env, model, templates):
    """Return what keeps templates from being filled, as sentences.

    :param model: an empty recordset, or None to look at the syntax only
    """
    problems = []
    for template in templates:
        try:
            wanted = placeholders(template)
        except TemplateError as error:
            problems.append(error.sentence(env))
        else:
            found = (_problem(model, one) for one in wanted if model is not None)
            problems += islice(filter(None, found), MOST_PROBLEMS)
    return list(dict.fromkeys(problems))


def old_value_problems(env, wanted, watched):
    """Return which old values placeholders ask for that are never known, as sentences.

    :param watched: the names of the fields whose changes are told, None if none are
    """
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
    *relations, name = field_path(placeholder) or [None]
    if name is None:
        return None
    for relation in relations:
        field = model._fields.get(relation)
        if field is None:
            return unknown_field(model, relation)
        if not field.comodel_name:
            return model.env._(
                "“%s” is not a relation: nothing can stand after a dot", relation
            )
        model = model.env[field.comodel_name]
    problem = field_problem(model, name, "told")
    return problem or _format_problem(model.env, model._fields[name], placeholder)


def _format_problem(env, field, placeholder):
    if not placeholder.spec or field.type in WITHOUT_FORMAT:
        return None
    write = text_writer(field, env, placeholder.spec, "en_US")
    try:
        write(SAMPLES.get(field.type, "a"))
    except ValueError:
        return TemplateError("format", f"{{{placeholder.name}}}").sentence(env)
    return None
