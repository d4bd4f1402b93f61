"""What the tests of synchronizations share: rows that no hook has seen, and runs."""

from odoo import fields
from odoo.tools import SQL

from .common import DiscordCase

CRON = "odoo_discord_notify.ir_cron_sync"


class SyncCase(DiscordCase):
    def insert(self, model_name, **values):
        """Return a record inserted by SQL, as another program does it."""
        self.env.flush_all()
        values = {"create_date": fields.Datetime.now(), **values}
        query = SQL(
            "INSERT INTO %s (%s) VALUES %s RETURNING id",
            SQL.identifier(self.env[model_name]._table),
            SQL(", ").join(map(SQL.identifier, values)),
            tuple(values.values()),
        )
        [(record_id,)] = self.env.execute_query(query)
        return self.env[model_name].browse(record_id)

    def insert_topup(self, **values):
        return self.insert(
            "alimenteur.solde",
            **{"client": self.client.id, "solde": 1500, "state": "draft", **values},
        )

    def update(self, record, **values):
        """Change a record by SQL: no hook sees it."""
        self.env.flush_all()
        assignments = [SQL("%s = %s", SQL.identifier(k), values[k]) for k in values]
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s WHERE id = %s",
                SQL.identifier(record._table),
                SQL(", ").join(assignments),
                record.id,
            )
        )
        record.invalidate_recordset()

    def request(self, sync_type="sync_AlimentationSolde", **options):
        return self.env["discord.sync.log"]._request(sync_type, **options)

    def run_requests(self):
        """Work off what is requested, as the scheduled action does it."""
        self.run_action("ir_cron_sync")

    def synchronize(self, sync_type="sync_AlimentationSolde", **options):
        """Return the log of a run that was requested and worked off."""
        log = self.request(sync_type, **options)
        self.run_requests()
        return log

    def counts(self, log):
        """Return (found, new, skipped, errors)."""
        return (
            *(log.found_count, log.new_count),
            *(log.skipped_count, log.error_count),
        )
