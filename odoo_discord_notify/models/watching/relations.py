"""Watched relations that the database empties by itself, or others change by SQL."""

from .harmless import harmless
from .transaction_changes import TransactionChanges


def note_emptied(records):
    """Note which watched relations PostgreSQL empties when `records` are deleted."""
    _note(records, lambda field: field.ondelete == "set null")


def note_redirected(records):
    """Note which watched relations to `records` are about to name another by SQL."""
    _note(records, lambda field: True)


def _note(records, concerns):
    pointing = ()
    with harmless(records):
        if records.pool.ready and records.ids:
            watch = records.env["discord.watch"]
            pointing = watch._pointing_to(records._name)
    if pointing:
        # The user's own errors first, outside of what we forgive ourselves.
        records.env.flush_all()
    for model_name, name in pointing:
        model = records.env[model_name].sudo().with_context(active_test=False)
        with harmless(model):
            if name in model._fields and concerns(model._fields[name]):
                found = model.search([(name, "in", records.ids)], order="id")
                changes = TransactionChanges.of(records.env)
                changes.note_changed(found, watch._for_model(model_name), [name])
