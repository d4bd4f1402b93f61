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
        known = self._known()
        is_here = known.get(HOME) in (None, self._here(known))
        return not (is_here or known.get(NEUTRALIZED))

    def _is_neutralized(self):
        return bool(self._known().get(NEUTRALIZED))

    @api.model
    def _former_name(self):
        return self._known().get(HOME, "").partition(" ")[2]

    def _here(self, known):
        return f"{known.get(UUID)} {self.env.cr.dbname}"

    def _known(self):
        """Return {key: value} of the parameters that decide, as the database has them.

        Not from Odoo's cache: a run that began before a person's decision can leave
        there what was true before, after the decision has emptied it.
        """
        parameters = self.env["ir.config_parameter"].sudo()
        decide = [("key", "in", (HOME, UUID, NEUTRALIZED))]
        found = parameters.search_fetch(decide, ["key", "value"])
        return {parameter.key: parameter.value for parameter in found}

    @api.model
    def _remember(self):
        """Note that this database sends, unless another has sent before.

        Of two servers that send first, one is told by PostgreSQL that it is the second.
        """
        if HOME not in self._known():
            self._go_on_here()

    @api.model
    def _go_on_here(self):
        """From now on this database is the one that sends, as a person may decide."""
        here = self._here(self._known())
        self.env["ir.config_parameter"].sudo().set_param(HOME, here)
        self.env["discord.dispatcher"]._wake()
