"""Read what texts need of many records at once, and leave their user his cache."""

from collections import defaultdict
from contextlib import contextmanager, suppress

from odoo import models

from ...template.syntax import SPECIAL_NAMES
from ..watching.old_values import value_of

LISTS = ("one2many", "many2many")


@contextmanager
def prefetched(records, placeholders):
    """Read what the texts need, in as many queries as they have relations.

    Within the block lists of records are known; see `lists_unread`.
    """
    names = dict.fromkeys(one.path[0] for one in placeholders)
    known = [n for n in names if n in records._fields and n not in SPECIAL_NAMES]
    # With the company, which decides how they are read.
    company = {"company_id"}.intersection(records._fields)
    with lists_unread(records, *(records._fields[name] for name in known)):
        records.fetch([*known, *company])
        for name in known:
            if records._fields[name].type == "many2one":
                related = records.mapped(name)
                related.fetch(_parts_of_name(related))
        yield


def column(records, name):
    """Return `[record[name] for record in records]`, in a tenth of the time.

    The first one is read as usual, which checks the rights and fetches or computes
    the others with it; these are taken from the cache.
    """
    field = records._fields[name]
    to_many = field.relational and field.type != "many2one"
    if not (to_many or field.store and field.compute):
        value_of(next(iter(records), records), name)
        cache = field._get_cache(records.env)
        with suppress(KeyError, TypeError):  # not in the cache, without a hash
            values = [cache[id_] for id_ in records._ids]
            # Equal ones are one: of relations there are few.
            known = {v: field.convert_to_record(v, records) for v in set(values)}
            if field.type == "reference":
                known = dict(zip(known, together(known.values()), strict=True))
            return [known[value] for value in values]
    with lists_unread(records, field):
        return [value_of(record, name) for record in records]


@contextmanager
def lists_unread(records, *fields):
    """Forget what is read in the block of those of `fields` that are lists of records.

    They are read with all rights. Odoo would take that for what the user knows of the
    list, and remove what he may not see when he writes it.
    """
    lists = (field for field in fields if field.type in LISTS)
    unread = {field: list(field._cache_missing_ids(records)) for field in lists}
    try:
        yield
    finally:
        for field, ids in unread.items():
            if ids:
                field._invalidate_cache(records.env, ids)


def named_by(env, value):
    """Return the record that `comparable` made a value of, or the value itself.

    False if its model was uninstalled since.
    """
    if not isinstance(value, tuple):
        return value
    name, id_ = value
    return env[name].browse(id_ or ()) if name in env else False


def together(values):
    """Return values; records of one model among them are read together."""
    values, ids = list(values), defaultdict(list)
    for one in values:
        if isinstance(one, models.BaseModel):
            ids[one._name] += one._ids
    return [
        one.with_prefetch(ids[one._name]) if isinstance(one, models.BaseModel) else one
        for one in values
    ]


def _parts_of_name(model):
    """Return the columns of which display names are made.

    `fetch` does not look behind a stored name, but the names of partners do.
    """
    depends = model.pool.field_depends
    names = {"display_name"}
    for _level in range(2):
        fields = [model._fields[name] for name in names]
        names |= {path.split(".")[0] for field in fields for path in depends[field]}
    return sorted(
        name
        for name in names
        if (field := model._fields[name]).prefetch is True
        and model._has_field_access(field, "read")
    )
