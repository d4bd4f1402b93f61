"""What the first screen shows, read in a constant number of queries.

Counts of what waits and lists of what failed come from partial indexes, the graph from
the last days alone: the size of the log does not matter.
"""

from datetime import datetime, time, timedelta

import pytz

from odoo import api, fields, models
from odoo.tools import SQL

from ..discord_checks_mixin import ADMINISTRATOR
from ..webhook.reworded import reworded
from .overview_news import instant

DAYS = 14  # in the graph, today included
CARD = [
    *("name", "active", "state", "state_message", "held_until", "asks_backlog"),
    *("channel_id", "url_source", "waiting_count", "oldest_waiting"),
    "discord_link",
]


class DiscordOverview(models.AbstractModel):
    _name = "discord.overview"
    _description = "Discord overview"

    @api.model
    def read_all(self, steps=None):
        """Return the webhooks' health, the last days, and what needs a person.

        :param steps: the webhook whose first steps are shown, or whether any's are;
            None: where nothing has arrived yet
        """
        self.env["discord.notification"].check_access("read")
        webhooks = self._webhooks()
        return {
            "read_at": instant(self.env),  # older news tell nothing new
            "webhooks": webhooks,
            "days": self._days(),
            "history": self._history(),
            "states": self._labels("discord.notification", "state"),
            "attention": self._attention(webhooks),
            "is_administrator": self.env.user.has_group(ADMINISTRATOR),
            "steps": self._steps(webhooks, steps),
        }

    # === ONE CARD PER WEBHOOK === #

    def _webhooks(self):
        """Return one dict per webhook that sends, or that keeps something waiting."""
        domain = [("active", "in", (True, False))]
        webhooks = self.env["discord.webhook"].search(domain)
        labels = self._labels("discord.webhook", "state")
        facts = self._facts(webhooks)
        return [
            {**card, **facts[card["id"]], "state_label": labels[card["state"]]}
            for card in webhooks.read(CARD)
            if card["active"] or card["waiting_count"]
        ]

    def _facts(self, webhooks):
        """Return {webhook id: what its requests say}; errors for its readers only."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT webhook.id, today.*, success.*, failure.*
                  FROM discord_webhook webhook
                 CROSS JOIN LATERAL (
                        SELECT count(*) AS sent_today
                          FROM discord_delivery delivery
                          JOIN discord_delivery_notification_rel
                            ON delivery_id = delivery.id
                         WHERE webhook_id = webhook.id AND state = 'delivered'
                           AND verb = 'post' AND create_date >= %s
                 ) today
                  LEFT JOIN LATERAL (
                        SELECT create_date AS last_success FROM discord_delivery
                         WHERE webhook_id = webhook.id AND state = 'delivered'
                         ORDER BY create_date DESC LIMIT 1
                 ) success ON TRUE
                  LEFT JOIN LATERAL (
                        SELECT create_date AS last_error, error FROM discord_delivery
                         WHERE webhook_id = webhook.id
                           AND state NOT IN ('sending', 'delivered', 'limited')
                         ORDER BY id DESC LIMIT 1
                 ) failure ON TRUE
                 WHERE webhook.id = ANY(%s)
                """,
                *(self._start_of(self._days()[-1]), webhooks.ids),
            )
        )
        facts = {row.pop("id"): row for row in self.env.cr.dictfetchall()}
        readable = set(webhooks._readable().ids)
        for id_, said in facts.items():
            error = said["error"] if id_ in readable else None
            said["error"] = reworded(self.env, error)
        return facts

    # === THE LAST DAYS === #

    def _history(self):
        """Return [{day, rule id, rule, state, count}] of the reader's last days."""
        notifications = self.env["discord.notification"].with_context(active_test=False)
        first, *_, last = self._days()
        # With an end, too: PostgreSQL guesses a period to be short, and all since long.
        start, end = self._start_of(first), self._start_of(last + timedelta(days=1))
        period = [("create_date", ">=", start), ("create_date", "<", end)]
        groups = notifications._read_group(
            [*period, ("edit_of_id", "=", False)],
            ["create_date:day", "rule_id", "state"],
            ["__count"],
        )
        return [
            {
                "day": day.date(),
                "rule_id": rule.id,
                "rule": rule.name or self.env._("Recaps and tests"),
                "state": state,
                "count": count,
            }
            for day, rule, state, count in groups
        ]

    def _days(self):
        """Return the reader's last days, the oldest first."""
        today = fields.Date.context_today(self)
        return [today - timedelta(days=ago) for ago in reversed(range(DAYS))]

    def _start_of(self, day):
        """Return the UTC instant at which a day of the reader's begins."""
        midnight = datetime.combine(day, time.min)
        return self.env.tz.localize(midnight).astimezone(pytz.utc).replace(tzinfo=None)

    def _labels(self, model, name):
        return dict(self.env[model]._fields[name]._description_selection(self.env))
