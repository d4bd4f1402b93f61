"""What is wrong with a template, in sentences for its author."""

from datetime import date, datetime
from functools import partial
from itertools import islice
from typing import NamedTuple

from ...template.syntax import TemplateError, field_path, placeholders
from ..saying.field_text import formatted, text_writer
from ..watching.watchable import field_problem, unknown_field

MOST_PROBLEMS = 20  # of names: looking for what each of thousands meant takes seconds


class _Named(NamedTuple):
    display_name: str


# What a format is tried on; on a text, for all other types.
SAMPLES = {
    **dict.fromkeys(("many2one", "reference"), _Named("a")),
    **dict.fromkeys(("one2many", "many2many"), [_Named("a")]),
    "boolean": True,
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
    path = field_path(placeholder)
    if path is None:
        write = partial(formatted, spec=placeholder.spec)
        return _format_problem(model.env, write, "a", placeholder)
    return _path_problem(model, path, placeholder)


def _path_problem(model, path, placeholder):
    name, *rest = path
    if rest:
        field = model._fields.get(name)
        if field is None:
            return unknown_field(model, name)
        problems = []
        for comodel in _models_named_by(model.env, field):
            problems.append(_path_problem(comodel, rest, placeholder))
            if not problems[-1]:
                return None
        return next(iter(problems), None) or model.env._(
            "“%s” is not a relation: nothing can stand after a dot", name
        )
    if problem := field_problem(model, name, "told"):
        return problem
    field = model._fields[name]
    write = text_writer(field, model.env, placeholder.spec, "en_US")
    sample = SAMPLES.get(field.type, "a")
    return _format_problem(model.env, write, sample, placeholder)


def _models_named_by(env, field):
    """Return the models whose records a field names: a reference may know several."""
    names = [field.comodel_name]
    if field.type == "reference":
        names = field.get_values(env)
    return [env[name] for name in names if name in env]


def _format_problem(env, write, sample, placeholder):
    try:
        write(sample)
    except ValueError:
        return TemplateError("format", f"{{{placeholder.name}}}").sentence(env)
    return None
