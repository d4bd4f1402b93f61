"""Notice what happens to watched records, and say on their forms what became of it.

`_inherit = "base"` and not `_register_hook`: base_automation deletes hooks that
others patched in. Unwatched models pay one cached lookup and no query.
"""

from odoo import api, models

from .outbox.outbox_farewells import keep_farewells
from .saying.kept_words import keep_words
from .screens.record_button import add_button
from .watching.harmless import harmless
from .watching.relations import note_emptied
from .watching.transaction_changes import TransactionChanges


class Base(models.AbstractModel):
    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        if self._discord_watch():
            with harmless(self):
                TransactionChanges.of(records.env).note_created(records)
        return records

    def write(self, vals):
        if watch := self._discord_watch():
            with harmless(self):
                TransactionChanges.of(self.env).note_changed(self, watch, vals)
        return super().write(vals)

    def unlink(self):
        note_emptied(self)
        keep_words(self)
        keep_farewells(self)
        result = super().unlink()
        with harmless(self):
            TransactionChanges.note_deleted(self)
        return result

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        # By SQL, or in the cache; write() is called when it is done.
        if watch := self._discord_watch():
            with harmless(self):
                TransactionChanges.of(self.env).note_changed(self, watch, [field_name])
        return super()._update_field_translations(
            field_name, translations, digest, source_lang
        )

    def _write_multi(self, vals_list):
        # Protected fields, and `_write` of other addons, pass by write().
        if watch := self._discord_watch():
            with harmless(self):
                changes = TransactionChanges.of(self.env)
                changes.note_unnoticed(self, watch, vals_list)
        return super()._write_multi(vals_list)

    def _compute_field_value(self, field):
        # Stored computed fields never pass through write().
        if field.store and (watch := self._discord_watch()):
            names = [f.name for f in self.pool.field_computed[field] if f.store]
            with harmless(self):
                changes = TransactionChanges.of(self.env)
                changes.note_changed(self, watch, names, recomputed=True)
        return super()._compute_field_value(field)

    def _modified(self, fields, create):
        # What is marked here is computed later, in the environment of who flushes.
        marked = super()._modified(fields, create)
        return TransactionChanges.note_recomputations(self.env, marked)

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        arch, view = super()._get_view(view_id, view_type, **options)
        if view_type == "form" and self._is_told_to_discord():
            with harmless(self):
                add_button(arch)
        return arch, view

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, view_type == "form" and self._is_told_to_discord())

    def _is_told_to_discord(self):
        """Whether a rule watches this model: its forms say what became of it."""
        with harmless(self):
            return bool(self._discord_watch())
        return False

    def _discord_watch(self):
        """Return what is watched on this model (`ModelWatch`), or None.

        None, too, while modules are being installed or upgraded: our own tables
        may not exist yet, and the next synchronization tells what was missed. And for
        our own rows, which nobody may watch: rules are read once they are written.
        """
        if not self.pool.ready or self._name.startswith("discord."):
            return None
        return self.env["discord.watch"]._for_model(self._name)
