"""Which Discord server a webhook posts on: no answer to a message says it.

Asked once something has left by it, and once only: links into Discord need it, and a
new URL would take the answer away. Nothing waits for it but the next run.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ..settings import paused
from .graceful_stop import RUNS
from .shared_client import brief_client

ASKED_AT_ONCE = 8
ASK_AGAIN = timedelta(hours=1)  # where no answer came, or none that says it


class DiscordDispatcher(models.AbstractModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.dispatcher"

    @api.model
    def _ask_servers(self):
        """Learn the servers that are not known yet. Posts nothing."""
        if paused(self.env) or self.env["discord.database"]._silenced():
            return
        webhooks = self._of_unknown_server()
        if not webhooks or RUNS.stopping:
            return
        webhooks.guild_asked = fields.Datetime.now()
        addresses = [webhook._address() for webhook in webhooks]
        self._commit()  # no row stays locked while HTTP goes on
        with ThreadPoolExecutor(ASKED_AT_ONCE) as pool:
            verdicts = list(pool.map(brief_client().describe, addresses))
        for webhook, address, verdict in zip(
            webhooks, addresses, verdicts, strict=True
        ):
            webhook.invalidate_recordset()
            if verdict.guild_id and webhook._address() == address:
                webhook.write(webhook._place(verdict))
                self._fill_places(webhook, verdict.channel_id)

    def _of_unknown_server(self):
        """Return some webhooks whose last message nobody can look at yet.

        Each look at the log is one step into an index, however long the log.
        """
        query = SQL(
            """
            SELECT DISTINCT webhook.id FROM discord_webhook webhook
              JOIN LATERAL (
                    (SELECT guild_id, channel_id, create_date FROM discord_delivery
                      WHERE webhook_id = webhook.id AND state = 'delivered'
                      ORDER BY create_date DESC, id DESC LIMIT 1)
                    UNION ALL
                    (SELECT guild_id, channel_id, create_date FROM discord_delivery
                      WHERE webhook_id = webhook.id
                        AND state NOT IN ('sending', 'delivered', 'limited')
                      ORDER BY id DESC LIMIT 1)
              ) last ON last.guild_id IS NULL AND (
                    last.channel_id IS NOT NULL OR last.create_date >= url_since)
             WHERE active AND webhook.guild_id IS NULL AND broken_reason IS NULL
               AND needs_probe IS NOT TRUE
               AND (is_hold_ours OR coalesce(held_until <= %(now)s, TRUE))
               AND coalesce(guild_asked < %(before)s, TRUE)
             LIMIT %(most)s
            """,
            now=fields.Datetime.now(),
            before=fields.Datetime.now() - ASK_AGAIN,
            most=ASKED_AT_ONCE,
        )
        ids = [id_ for (id_,) in self.env.execute_query(query)]
        return self.env["discord.webhook"].browse(ids).filtered("masked_url")

    def _fill_places(self, webhook, channel_id):
        """Note the server of what has left by the present URL without it."""
        place = webhook._place()
        query = SQL(
            """
            UPDATE discord_delivery
               SET guild_id = %(guild)s, channel_id = coalesce(channel_id, %(channel)s)
             WHERE webhook_id = %(webhook)s AND guild_id IS NULL
               AND (channel_id = ANY(%(here)s)
                    OR channel_id IS NULL AND create_date >= %(since)s)
            """,
            guild=place["guild_id"],
            channel=place["channel_id"],
            webhook=webhook.id,
            here=[place["channel_id"], channel_id],
            since=webhook.url_since or fields.Datetime.now(),
        )
        self.env.cr.execute(query, log_exceptions=False)
        self.env["discord.delivery"].invalidate_model(["guild_id", "channel_id"])
