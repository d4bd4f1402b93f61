"""What time takes away: the texts of what was told, and the logs.

The rows of what was told stay, for they are what tells that it was told: without them
a synchronization would tell it once more.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..settings import retention_days

BATCH = 500  # rows in one transaction
UNFINISHED = ("outgoing", "in_doubt", "error")  # somebody may still need them
# All that can hold a name or an amount. What stays: the key, the dates, the channel.
EMPTY = dict.fromkeys(("content", "embed", "values", "user_id"), False)


class DiscordRetention(models.AbstractModel):
    _name = "discord.retention"
    _description = "Retention of what was told to Discord"

    @api.model
    def _run(self):
        """Called by the scheduled action, once a day."""
        days = retention_days(self.env)
        if not days:
            return
        limit = fields.Datetime.now() - timedelta(days=days)
        commit_progress = self.env["ir.cron"]._commit_progress
        steps = (self._empty_notifications, self._delete_requests, self._delete_runs)
        for forget in steps:
            while done := forget(limit):
                if not commit_progress(done, remaining=1):
                    return  # called again at once, after others had their turn
        commit_progress(remaining=0)

    def _empty_notifications(self, limit):
        """Empty and archive a batch of what was told, or is not to be told.

        :return: how many
        """
        old = self.env["discord.notification"].search_fetch(
            Domain("state", "in", ("sent", "canceled"))
            & Domain("create_date", "<", limit)
            & (Domain("sent_date", "=", False) | Domain("sent_date", "<", limit)),
            ["failure_type"],
            order="create_date",
            limit=BATCH,
        )
        # Which fields were empty is what a synchronization asks, should one be mended.
        mendable = old.filtered(lambda row: row.failure_type == "incomplete")
        (old - mendable).failure_reason = False
        old.write({**EMPTY, "active": False})
        return len(old)

    def _delete_requests(self, limit):
        requests = self.env["discord.delivery"].search(
            Domain("create_date", "<", limit)
            & Domain("state", "!=", "sending")
            & Domain("notification_ids", "not any", [("state", "in", UNFINISHED)]),
            order="id",
            limit=BATCH,
        )
        return requests.unlink() and len(requests)

    def _delete_runs(self, limit):
        runs = self.env["discord.sync.log"].search(
            Domain("date_end", "<", limit)
            & Domain("state", "not in", ("queued", "running")),
            order="id",
            limit=BATCH,
        )
        return runs.unlink() and len(runs)
