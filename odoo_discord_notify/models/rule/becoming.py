"""“When it becomes …”: the part of a rule's filter that says it, read and written.

In the filter's text itself, so that the filter stays all there is to know.
"""

from odoo.fields import Domain

from ..watching.rule_syntax import domain_of

FILLED = None  # stands for any value
OPERANDS = {"!": 1, "&": 2, "|": 2}


def becoming(text, name):
    """Return the values that a filter asks of a field, [] if it asks for none.

    :raise Exception: whatever a text can raise that is no domain
    """
    for term in _terms(domain_of(text)):
        values = _values_of(term, name)
        if values:
            return values
    return []


def with_becoming(text, name, values):
    """Return a filter's text that asks for other values of a field.

    :param values: all of them fit; [] for no matter which
    :raise Exception: whatever a text can raise that is no domain
    """
    terms = _terms(domain_of(text))
    others = [term for term in terms if not _values_of(term, name)]
    if values:
        others.append([_condition(name, values)])
    domain = [item for term in others for item in term]
    return str(domain) if domain else False


def _condition(name, values):
    if FILLED in values:
        return (name, "!=", False)
    return (name, "=", values[0]) if len(values) == 1 else (name, "in", values)


def _values_of(term, name):
    """Return the values that a term asks of a field, [] if it says something else."""
    if len(term) != 1 or term[0][0] != name:
        return []
    _name, operator, value = term[0]
    if operator == "=":
        return [value]
    if operator == "in" and isinstance(value, (list, tuple)):
        return list(value)
    return [FILLED] if operator == "!=" and value is False else []


def _terms(domain):
    """Return the parts of a domain that must all be true, each a list of its items."""
    Domain(domain)  # or it raises
    items, terms = list(domain), []
    while items:
        if items[0] == "&":  # both of its operands are terms
            items.pop(0)
            continue
        end = _end_of_term(items)
        terms.append([_plain(item) for item in items[:end]])
        items = items[end:]
    return terms


def _end_of_term(items):
    """Return after how many items the first term ends."""
    wanted, end = 1, 0
    while wanted:
        item = items[end]
        wanted += OPERANDS[item] - 1 if isinstance(item, str) else -1
        end += 1
    return end


def _plain(item):
    return item if isinstance(item, str) else tuple(item)
