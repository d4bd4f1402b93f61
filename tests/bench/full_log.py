"""A log as long as years make it, multiplied from what the addon itself wrote."""

from odoo_here import transaction, wait_for_timers
from topups import values

from odoo.tools import SQL

PER_MESSAGE = 20  # notifications; the most that one message holds is 45
COPIED = ("rule_id", "webhook_id", "company_id", "res_model", "event", "active")
COPIED += ("attempts", "user_id", "content", "values")


def fill(ours, rows):
    """Add ``rows`` notifications of two years, most of them sent, and their requests.

    The texts are those of real top-ups, their records' ids beyond any that exists.
    """
    ours.switch(True)
    with transaction(ours.database) as env:
        samples = ours.create(env, values(ours.client_ids, len(ours.client_ids)))
        sample_ids = samples.ids
    wait_for_timers()
    with transaction(ours.database) as env:
        env.cr.execute(_notifications(sample_ids, rows))
        env.cr.execute(_deliveries())
        env.cr.execute(_contents_of_deliveries())
        env.cr.execute("DELETE FROM discord_notification WHERE state = 'outgoing'")
    with transaction(ours.database) as env:
        env.cr.execute("ANALYZE")


def _notifications(sample_ids, rows):
    """Every 1000th in error, every 100th canceled, nothing waits."""
    copied = SQL(", ").join(map(SQL.identifier, COPIED))
    return SQL(
        """
        INSERT INTO discord_notification
               (res_id, create_date, state, sent_date, discord_message_id, %s)
        SELECT 1000000000 + number, moment,
               CASE WHEN number %% 1000 = 0 THEN 'error'
                    WHEN number %% 100 = 0 THEN 'canceled' ELSE 'sent' END,
               moment, (1300000000000000000 + number / %s)::text, %s
          FROM generate_series(1, %s) number
          JOIN (SELECT row_number() OVER () AS position, *
                  FROM discord_notification
                 WHERE res_model = 'alimenteur.solde' AND res_id = ANY(%s)
               ) sample ON sample.position = 1 + number %% %s
         CROSS JOIN LATERAL (
                SELECT now() AT TIME ZONE 'UTC'
                       - interval '2 years' * (1 - number::float / %s) AS moment
               ) AS happened
         ORDER BY number
        """,
        *(copied, PER_MESSAGE, copied, rows, sample_ids, len(sample_ids), rows),
    )


def _deliveries():
    return SQL(
        """
        INSERT INTO discord_delivery (webhook_id, create_date, state, http_status,
                                      duration_ms, discord_message_id)
        SELECT min(webhook_id), min(create_date), 'delivered', 200, 180,
               discord_message_id
          FROM discord_notification
         WHERE discord_message_id IS NOT NULL
         GROUP BY discord_message_id
         ORDER BY min(id)
        """
    )


def _contents_of_deliveries():
    return SQL(
        """
        INSERT INTO discord_delivery_notification_rel (delivery_id, notification_id)
        SELECT delivery.id, notification.id
          FROM discord_notification notification
          JOIN discord_delivery delivery USING (discord_message_id)
        """
    )
