"""What a rule writes as a text: lists of fields, a domain."""

from ast import literal_eval

from odoo.fields import Domain

PATTERNS = ("=like", "=ilike")  # operators that take a pattern as it is written


def names_in(text):
    """Return the field names of a comma separated list, as a tuple."""
    return tuple(filter(None, (name.strip() for name in (text or "").split(","))))


def domain_of(text):
    """Return the domain written in `text`; empty means every record."""
    # Nothing is computed: a list that names a huge power would keep a server busy.
    return literal_eval(text.strip()) if text and text.strip() else []


def safe_domain_of(text):
    """Return the domain written in `text`, to be asked of the database.

    :raise ValueError: PostgreSQL's answer would depend on what nobody was shown
    """
    domain = domain_of(text)
    if domain and any(ends_in_escape(one) for _path, one in conditions_of(text)):
        raise ValueError
    return domain


def domain_fields(text):
    """Return the paths of the fields in a domain, each a tuple; none if it is none."""
    try:
        return tuple(path for path, _condition in conditions_of(text))
    except Exception:  # whatever a text can raise
        return ()


def conditions_of(text):
    """Return [(path of names, condition)] of a domain, those inside of "any", too.

    Nothing is asked of the database. Whatever a text can raise is raised.
    """
    return list(_conditions(Domain(domain_of(text))))


def ends_in_escape(condition):
    """Return whether PostgreSQL refuses a pattern: as soon as a value begins like it.

    Such an error would tell a value that nobody was shown.
    """
    value = condition.value
    if not (isinstance(value, str) and condition.operator.endswith(PATTERNS)):
        return False
    return (len(value) - len(value.rstrip("\\"))) % 2 == 1


def _conditions(domain):
    for condition in domain.iter_conditions():
        path = tuple(condition.field_expr.split("."))
        yield path, condition
        if condition.operator in ("any", "not any"):
            inner = Domain(condition.value)  # a list, as it is written
            steps = tuple(name for name in path if name != "id")  # of the record itself
            yield from ((steps + more, one) for more, one in _conditions(inner))


def renamed_domain(text, rename):
    """Return a domain's text with other names in it; as it is where nothing changes.

    :param rename: function of a path, "client.name"
    """
    try:
        domain = domain_of(text)
        renamed = list(_renamed_conditions(domain, rename, ()))
    except Exception:  # whatever a text can raise
        return text or ""
    return text or "" if renamed == domain else str(renamed)


def _renamed_conditions(domain, rename, before):
    for item in domain:
        if isinstance(item, str):  # an operator
            yield item
            continue
        written, operator, value = item
        path = (*before, *written.split("."))
        if operator in ("any", "not any"):
            steps = tuple(name for name in path if name != "id")
            value = list(_renamed_conditions(value, rename, steps))
        names = rename(".".join(path)).split(".")[len(before) :]
        yield ".".join(names), operator, value


def renamed_path(model, written, field, new_name):
    """Return "client.name" with a field's new name wherever it stands."""
    names = []
    for name in written.split("."):
        step = model._fields.get(name) if model is not None else None
        same = step and step.base_field is field and step.name == field.name
        names.append(new_name if same else name)
        model = model.env.get(step.comodel_name) if step and step.comodel_name else None
    return ".".join(names)
