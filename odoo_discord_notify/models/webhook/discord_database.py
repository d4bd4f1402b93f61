"""Which database sends: a copy of it must be silent until a person has decided."""

import logging

import psycopg2

from odoo import api, fields, models

_logger = logging.getLogger(__name__)

HOME = "odoo_discord_notify.home"  # uuid and name of the database that sent first
POSTED_AFTER = "odoo_discord_notify.posted_after"  # id of the last request of others
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

    def _register_hook(self):
        """Know this database from the addon's installation on, or its upgrade.

        A copy that has never sent is a copy, too. Where nothing is to be told yet, a
        template was cloned or renamed: that is another database now.
        """
        super()._register_hook()
        if self._name != "discord.database":
            return  # a webhook inherits this
        try:
            with self.env.cr.savepoint():
                self._remember()
        except psycopg2.Error:  # another server was quicker
            _logger.info("Which database sends is noted by another server")

    @api.model
    def _is_copy(self):
        """Return whether a person must decide: another database has sent first.

        Odoo gives a duplicate another uuid; a copy by other means has another name.
        """
        sent_first, here, is_neutralized = self._identity()
        if not sent_first or sent_first == here or is_neutralized:
            return False
        return self._has_ever_told()

    def _has_ever_told(self):
        """Whether there is a notification: else a template was cloned, or renamed."""
        self.env.cr.execute("SELECT EXISTS (SELECT FROM discord_notification)")
        return self.env.cr.fetchone()[0]

    @api.model
    def _is_neutralized(self):
        return self._identity()[2]

    @api.model
    def _former_name(self):
        return self._identity()[0].partition(" ")[2]

    @api.model
    def _has_posted(self, delivery_id):
        """Whether a request was this database's, and not that of its original."""
        known = self.env["ir.config_parameter"].sudo().get_param(POSTED_AFTER)
        return delivery_id > int(known or 0)

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
        """Note which database this is, unless it may be the copy of another.

        Of two servers that do so at once, PostgreSQL tells one that it is the second.
        """
        sent_first, here, is_neutralized = self._identity()
        if sent_first != here and not (is_neutralized or self._is_copy()):
            self.env["ir.config_parameter"].sudo().set_param(HOME, here)

    @api.model
    def _go_on_here(self):
        """From now on this database is the one that sends, as a person may decide.

        What was posted until now may be its original's: it edits and deletes nothing
        of that.
        """
        here = self._identity()[1]
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param(HOME, here)
        self.env.cr.execute("SELECT coalesce(max(id), 0) FROM discord_delivery")
        parameters.set_param(POSTED_AFTER, self.env.cr.fetchone()[0])
        self.env["discord.dispatcher"]._wake()
