"""What a rule writes as a text: lists of fields, a domain."""

from ast import literal_eval

from odoo.fields import Domain


def names_in(text):
    """Return the field names of a comma separated list, as a tuple."""
    return tuple(filter(None, (name.strip() for name in (text or "").split(","))))


def domain_of(text):
    """Return the domain written in `text`; empty means every record."""
    # Nothing is computed: a list that names a huge power would keep a server busy.
    return literal_eval(text.strip()) if text and text.strip() else []


def domain_fields(text):
    """Return the paths of the fields in a domain, each a tuple; none if it is none."""
    try:
        return tuple(_condition_paths(Domain(domain_of(text))))
    except Exception:  # whatever a text can raise
        return ()


def _condition_paths(domain):
    for condition in domain.iter_conditions():
        path = tuple(condition.field_expr.split("."))
        yield path
        if condition.operator in ("any", "not any"):
            inner = Domain(condition.value)  # a list, as it is written
            steps = tuple(name for name in path if name != "id")  # of the record itself
            yield from (steps + more for more in _condition_paths(inner))


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
