"""Notice what happens to watched records, and nothing else.

`_inherit = "base"` and not `_register_hook`: base_automation deletes hooks that
others patched in. Unwatched models pay one cached lookup and no query.
"""

import logging
from contextlib import contextmanager

import psycopg2

from odoo import api, models

from .watching.transaction_changes import TransactionChanges

_logger = logging.getLogger(__name__)


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._discord_watch():
            with _harmless(self):
                TransactionChanges.of(records.env).note_created(records)
        return records

    def write(self, vals):
        if watch := self._discord_watch():
            with _harmless(self):
                TransactionChanges.of(self.env).note_changed(self, watch, vals)
        return super().write(vals)

    def unlink(self):
        result = super().unlink()
        with _harmless(self):
            TransactionChanges.note_deleted(self)
        return result

    def _compute_field_value(self, field):
        # Stored computed fields never pass through write().
        if field.store and (watch := self._discord_watch()):
            names = [f.name for f in self.pool.field_computed[field] if f.store]
            with _harmless(self):
                changes = TransactionChanges.of(self.env)
                changes.note_changed(self, watch, names, recomputed=True)
        return super()._compute_field_value(field)

    def _modified(self, fields, create):
        # What is marked here is computed later, in the environment of who flushes.
        marked = super()._modified(fields, create)
        return TransactionChanges.note_recomputations(self.env, marked)

    def _discord_watch(self):
        """Return what is watched on this model (`ModelWatch`), or None.

        None, too, while modules are being installed or upgraded: our own tables
        may not exist yet, and the next synchronization tells what was missed.
        """
        if not self.pool.ready:
            return None
        return self.env["discord.watch"]._for_model(self._name)


@contextmanager
def _harmless(records):
    """Log what goes wrong in noticing; it must not reach the user.

    Errors of the database pass: the transaction is lost already, and Odoo may know
    how to repeat it.
    """
    try:
        yield
    except psycopg2.Error:
        raise
    except Exception:
        _logger.exception("Records of %s are not watched this time", records._name)
