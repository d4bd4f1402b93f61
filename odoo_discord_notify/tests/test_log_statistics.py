from unittest.mock import patch

from odoo.tests import TransactionCase

from ..models.sending import log_statistics
from ..models.sending.log_statistics import learn

KNOWN = "SELECT count(*) FROM pg_stats WHERE tablename = 'discord_restored'"
RESTORE = """
CREATE TABLE discord_restored AS SELECT generate_series(1, %s) AS number;
CREATE INDEX ON discord_restored (number)
"""
ROWS_OF_ENOUGH = 300_000  # of 36 bytes in a page of 8192: 10.4 MiB


class TestLogStatistics(TransactionCase):
    def setUp(self):
        super().setUp()
        self.enterContext(patch.object(log_statistics, "TABLES", ["discord_restored"]))

    def known_columns(self):
        self.env.cr.execute(KNOWN)
        return self.env.cr.fetchone()[0]

    def test_what_was_just_restored_is_looked_at_once(self):
        self.env.cr.execute(RESTORE, [ROWS_OF_ENOUGH])
        self.assertEqual(self.known_columns(), 0)
        learn(self.env.cr)
        self.assertEqual(self.known_columns(), 1)
        with self.assertQueryCount(2):  # the first says how long to wait for a lock
            learn(self.env.cr)

    def test_a_small_log_is_left_to_postgresql(self):
        self.env.cr.execute(RESTORE, [ROWS_OF_ENOUGH // 2])
        learn(self.env.cr)
        self.assertEqual(self.known_columns(), 0)
