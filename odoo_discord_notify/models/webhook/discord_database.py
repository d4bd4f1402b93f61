"""Which database sends: a copy of it must be silent until a person has decided."""

from odoo import api, fields, models

HOME = "odoo_discord_notify.home"  # uuid and name of the database that sent first
UUID = "database.uuid"
NEUTRALIZED = "database.is_neutralized"


class DiscordDatabase(models.AbstractModel):
    _name = "discord.database"
    _description = "The database that sends to Discord"

    looks_copied = fields.Boolean(compute="_compute_looks_copied")

    def _compute_looks_copied(self):
        self.looks_copied = self._is_copy()

    @api.model
    def _silenced(self):
        """Return why this database must not send anything, for people, or nothing."""
        if self._is_neutralized():
            return self.env._("This database is neutralized: nothing is sent.")
        if self._is_copy():
            return self.env._(
                "This looks like a copy of the database “%s”, which sent before: go on "
                "sending, or cancel what waits?",
                self._former_name(),
            )
        return ""

    @api.model
    def _is_copy(self):
        """Return whether a person must decide: another database has sent first.

        Odoo gives a duplicate another uuid; a copy by other means has another name.
        """
        sent_first, here, is_neutralized = self._identity()
        return bool(sent_first) and sent_first != here and not is_neutralized

    @api.model
    def _is_neutralized(self):
        return self._identity()[2]

    @api.model
    def _former_name(self):
        return self._identity()[0].partition(" ")[2]

    def _identity(self):
        """Return (which database sent first or "", which is this, is it neutralized).

        As the database has them, not from Odoo's cache: a run that began before a
        person's decision can leave there what was true before, after the decision has
        emptied it.
        """
        parameters = self.env["ir.config_parameter"].sudo()
        decide = [("key", "in", (HOME, UUID, NEUTRALIZED))]
        found = parameters.search_fetch(decide, ["key", "value"])
        known = {parameter.key: parameter.value for parameter in found}
        here = f"{known.get(UUID)} {self.env.cr.dbname}"
        return known.get(HOME, ""), here, bool(known.get(NEUTRALIZED))

    @api.model
    def _remember(self):
        """Note that this database sends, unless another has sent before.

        Of two servers that send first, one is told by PostgreSQL that it is the second.
        """
        sent_first, *_ = self._identity()
        if not sent_first:
            self._go_on_here()

    @api.model
    def _go_on_here(self):
        """From now on this database is the one that sends, as a person may decide."""
        here = self._identity()[1]
        self.env["ir.config_parameter"].sudo().set_param(HOME, here)
        self.env["discord.dispatcher"]._wake()
