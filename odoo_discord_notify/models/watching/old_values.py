"""What watched fields were before they change: of the cache, or of the database."""

from contextlib import nullcontext, suppress

from odoo.exceptions import MissingError
from odoo.tools import SQL


def keep_old_values(records, pending, watched, lang, flushing):
    """Read what is not known yet: one query whatever the number of records.

    :param pending: {record id: RecordChanges} of `records`
    :param flushing: the cache has the new values already
    """
    missing = [
        id_ for id_, changes in pending.items() if not changes.knows(watched, [lang])
    ]
    if not missing:
        return
    existing = records.env["discord.watch"]._reading(records.browse(missing), lang)
    if len(missing) == 1:
        # Who saves one by one goes on with the others: read them together.
        existing = existing.with_prefetch(records._prefetch_ids)
    unsaved = existing if flushing else _unsaved(existing, watched)
    for id_, values in _stored(unsaved, watched) if unsaved else ():
        for name, value in zip(watched, values, strict=True):
            pending[id_].remember(name, lang, value)
    if unsaved:
        existing -= unsaved
    if len(existing) > 1:
        existing.fetch(watched)
    for record in existing:
        with suppress(MissingError):  # core lets one write on what is gone
            for name in watched:
                pending[record.id].remember(name, lang, value_of(record, name))


def value_of(record, name):
    """Return a field's value; of a reference whose model was uninstalled, none."""
    with _uninstalled(record._fields[name]):
        return record[name]
    return False


def _uninstalled(field):
    """Forgive that a reference names a model which is no more."""
    return suppress(KeyError) if field.type == "reference" else nullcontext()


def _unsaved(records, names):
    """Return those of `records` of which the cache knows a value that we do not.

    It was assigned past all that we hear, and is not in the database yet.
    """
    fields = (records._fields[name] for name in names)
    unsaved = [ids for one in fields if (ids := records.env._field_dirty.get(one))]
    return records.browse(
        id_ for id_ in records._ids if any(id_ in ids for ids in unsaved)
    )


def _stored(records, names):
    """Yield (record id, values) as the database has them, whatever the cache says."""
    query = records._as_query(ordered=False)
    columns = [records._field_to_sql(records._table, name, query) for name in names]
    # Not `execute_query`, which flushes: we may be in the middle of that.
    statement = query.select(SQL.identifier(records._table, "id"), *columns)
    records.env.cr.execute(statement)
    for id_, *values in records.env.cr.fetchall():
        record, named = records.browse(id_), zip(names, values, strict=True)
        yield id_, [_read(record._fields[name], value, record) for name, value in named]


def _read(field, value, record):
    """Return a value as `record[name]` would; of a reference as `value_of` does."""
    with _uninstalled(field):
        return field.convert_to_record(value, record)
    return False
