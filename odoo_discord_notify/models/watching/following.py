"""Whose changes make what a rule has told another text: the fields it follows."""

from .watchable import can_be_watched


def usual_follow(model, paths):
    """Return the names of a model's own fields that decide what a message says.

    Those that it shows, and those of which the record's name is made; in place of what
    is computed anew each time, the stored fields that it is computed from. What is
    behind a relation is another record's: only which one it is counts.

    :param model: an empty recordset
    :param paths: of the fields that the message shows, as `("partner_id", "city")`
    """
    names = dict.fromkeys((*(path[0] for path in paths), "display_name"))
    found = {}
    for name in names:
        found |= dict.fromkeys(_stored_behind(model, name, set()))
    return tuple(found)


def _stored_behind(model, name, seen):
    """Yield the watchable fields of `model` that a field is, or is computed from."""
    field = model._fields.get(name)
    if field is None or name in seen:
        return
    seen.add(name)
    if can_be_watched(model, name):
        yield name
    elif not field.store:
        for path in model.pool.field_depends.get(field, ()):
            yield from _stored_behind(model, path.partition(".")[0], seen)
