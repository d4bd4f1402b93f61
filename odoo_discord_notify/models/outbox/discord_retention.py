"""What time takes away, by Odoo's daily vacuum: the texts of what was told, and logs.

The rows of what was told stay, for they are what tells that it was told: without them
a synchronization would tell it once more.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..settings import retention_days

BATCH = 500  # rows in one transaction
# Somebody may still need them.
UNFINISHED = ("outgoing", "resting", "in_doubt", "error")
# All that can hold a name or an amount. What stays: the key, the dates, the channel.
EMPTIED = ("content", "embed", "values", "mentions", "user_id", "hands")
EMPTY = dict.fromkeys(EMPTIED, False)


class DiscordRetention(models.AbstractModel):
    _name = "discord.retention"
    _description = "Retention of what was told to Discord"

    @api.autovacuum
    def _gc_notifications(self):
        """Empty and archive a batch of what was told, or is not to be told."""
        old = self.env["discord.notification"].search_fetch(
            Domain("state", "in", ("sent", "canceled"))
            & _old(self.env, "create_date")
            & (Domain("sent_date", "=", False) | _old(self.env, "sent_date")),
            ["failure_type"],
            order="create_date",
            limit=BATCH,
        )
        # Which fields were empty is what a synchronization asks, should one be mended.
        mendable = old.filtered(lambda row: row.failure_type == "incomplete")
        (old - mendable).failure_reason = False
        old.write({**EMPTY, "active": False})
        return _progress(old)

    @api.autovacuum
    def _gc_deliveries(self):
        return self._delete(
            "discord.delivery",
            _old(self.env, "create_date")
            & Domain("state", "!=", "sending")
            & Domain("notification_ids", "not any", [("state", "in", UNFINISHED)]),
        )

    @api.autovacuum
    def _gc_runs(self):
        return self._delete(
            "discord.sync.log",
            _old(self.env, "date_end")
            & Domain("state", "not in", ("queued", "running")),
        )

    def _delete(self, model_name, domain):
        old = self.env[model_name].search(domain, order="id", limit=BATCH)
        old.unlink()
        return _progress(old)


def _old(env, name):
    """Return the domain of what is older, by a date of its own, than is kept."""
    days = retention_days(env)
    if not days:
        return Domain.FALSE
    return Domain(name, "<", fields.Datetime.now() - timedelta(days=days))


def _progress(batch):
    """Return what Odoo's vacuum asks: how many are done, and whether more may be left.

    It commits, and calls again at once, after others had their turn.
    """
    return len(batch), len(batch) == BATCH
