"""Which database sends: a copy of it must be silent until a person has decided."""

from odoo import api, fields, models
from odoo.tools import SQL

from .delivery_turns import due_webhooks
from .settings import parameter

HOME = "odoo_discord_notify.home"  # uuid and name of the database that sent first


class DiscordHome(models.AbstractModel):
    _name = "discord.home"
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
        is_here = parameter(self.env, HOME) in (False, self._here())
        return not (is_here or self._is_neutralized())

    def _is_neutralized(self):
        return bool(parameter(self.env, "database.is_neutralized"))

    @api.model
    def _former_name(self):
        return (parameter(self.env, HOME) or "").partition(" ")[2]

    def _here(self):
        return f"{parameter(self.env, 'database.uuid')} {self.env.cr.dbname}"

    @api.model
    def _remember(self):
        """Note at the first sending which database sends.

        Of two servers that send first, one is told by PostgreSQL to try again.
        """
        if parameter(self.env, HOME) or not due_webhooks(self.env):
            return
        self.env.cr.execute(
            SQL(
                "INSERT INTO ir_config_parameter (key, value) VALUES (%s, %s)"
                " ON CONFLICT (key) DO NOTHING",
                *(HOME, self._here()),
            )
        )
        self.env.registry.clear_cache("stable")

    @api.model
    def _go_on_here(self):
        """A person has decided: from now on this database is the one that sends."""
        self.env["ir.config_parameter"].sudo().set_param(HOME, self._here())
        self.env["discord.dispatcher"]._wake()
