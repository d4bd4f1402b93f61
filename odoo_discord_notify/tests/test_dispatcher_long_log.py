"""However long the log is, and whatever waits: a look at the queue stays short."""

from ..models.sending.delivery_claim import CANDIDATES
from ..models.sending.delivery_queue import orphans, requests_of_others
from .dispatcher_common import DispatcherCase

IDLE = 40  # webhooks that were never told anything
SENT, WAITING = 6000, 3000
TABLES = ("discord_notification", "discord_delivery")
READ = """
SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))
  FROM pg_stat_xact_user_tables WHERE relname IN %s"""


class TestDispatcherLongLog(DispatcherCase):
    """A young log with a backlog: PostgreSQL expects to meet what waits everywhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["discord.webhook"].create(
            [{"name": f"idle {number}"} for number in range(IDLE)]
        )
        cls.fill("sent", SENT, [cls.sender.id, cls.other.id])
        cls.fill("outgoing", WAITING, [cls.sender.id, cls.other.id])
        cls.env.cr.execute("ANALYZE discord_notification, discord_webhook")

    @classmethod
    def fill(cls, state, count, webhook_ids):
        """Add notifications to the log, of these webhooks in turn."""
        cls.env.flush_all()
        cls.env.cr.execute(
            """
            INSERT INTO discord_notification (webhook_id, event, content, state,
                                              create_date, active, attempts)
            SELECT (%s)[1 + number %% %s], 'test', repeat('x', 150), %s,
                   now() AT TIME ZONE 'UTC', TRUE, 0
              FROM generate_series(1, %s) number
            """,
            (webhook_ids, len(webhook_ids), state, count),
        )

    def rows_read(self):
        """Return how many rows of the log this transaction has read so far."""
        self.env.cr.execute(READ, (TABLES,))
        return self.env.cr.fetchone()[0]

    def test_whose_turn_it_is_costs_what_waits_and_not_what_was_sent(self):
        before = self.rows_read()
        self.assertEqual(self.due(), {self.sender: None, self.other: None})
        self.assertLess(self.rows_read() - before, 10)

    def test_a_claim_reads_no_more_than_it_may_carry(self):
        before = self.rows_read()
        self.assertTrue(self.claim()[0])
        self.assertLess(self.rows_read() - before, 3 * CANDIDATES)  # foreign keys

    def test_send_now_reads_no_more_than_it_may_carry(self):
        waiting = self.env["discord.notification"].search(
            [("webhook_id", "=", self.sender.id), ("state", "=", "outgoing")],
            order="id",
        )
        before = self.rows_read()
        self.assertTrue(self.claim(until=waiting[9].id)[0])
        self.assertLess(self.rows_read() - before, 3 * 10 + 10)

    def test_to_wait_for_others_and_to_look_for_the_dead_costs_as_little(self):
        self.claim()
        before = self.rows_read()
        self.assertTrue(requests_of_others(self.env))
        self.assertFalse(orphans(self.env))
        self.assertLess(self.rows_read() - before, 10)
