"""A synchronization of huge values reads no more at once than a server can bear."""

import tracemalloc

from odoo.tests import tagged
from odoo.tools import SQL

from ..discord.clip import MESSAGE_MAX
from ..models.syncing import sync_weight
from .sync_common import SyncCase

MB = 2**20
COUNT = 200  # one batch
MORE_TURNS = 19  # of ten seconds: a busy machine reads 200 MB in more than one


@tagged("post_install", "-at_install")
class TestSynchronizationHuge(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rule("solde").template = "{reference_no} {comment}"

    def insert_huge(self, count, size, **values):
        """Insert top-ups with comments of a size, as another program does."""
        values = {"client": self.client.id, "state": "draft", **values}
        self.env.flush_all()
        query = SQL(
            """INSERT INTO alimenteur_solde
                (create_date, reference_no, comment, %s)
                SELECT now(), 'HUGE/' || n, repeat('*', %s), %s
                  FROM generate_series(1, %s) n RETURNING id""",
            SQL(", ").join(map(SQL.identifier, values)),
            size,
            SQL(", ").join(SQL("%s", value) for value in values.values()),
            count,
        )
        ids = [id_ for [id_] in self.env.execute_query(query)]
        return self.env["alimenteur.solde"].browse(ids)

    def measured(self):
        """Synchronize; return the log, and how many bytes were in use at most."""
        tracemalloc.start()
        try:
            log = self.synchronize()
            for _turn in range(MORE_TURNS):
                if log.state == "queued":
                    self.run_requests()
            return log, tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    def assertAllTold(self, topups, log):
        told = self.told(topups)
        self.assertEqual(self.counts(log), (len(topups), len(topups), 0, 0))
        self.assertEqual(log.state, "success")
        self.assertEqual(told.mapped("res_id"), topups.ids)
        self.assertEqual(set(told.mapped("state")), {"outgoing"})
        for text in told.mapped("content"):
            self.assertLessEqual(len(text), MESSAGE_MAX)

    def test_a_batch_of_megabytes_is_read_in_parts(self):
        topups = self.insert_huge(COUNT, MB)
        log, used = self.measured()
        self.assertAllTold(topups, log)
        self.assertLess(used, COUNT * MB / 2)
        self.assertLess(used, 64 * MB)

    def test_one_that_is_too_large_for_any_batch_goes_alone(self):
        topups = self.insert_huge(3, 2 * sync_weight.MOST)
        log, _used = self.measured()
        self.assertAllTold(topups, log)

    def test_what_is_behind_a_relation_and_in_a_name_is_weighed(self):
        self.rule("solde").template = "{client.street} {display_name}"
        self.update(self.client, street="*" * MB)
        topups = self.insert_huge(20, 10)
        rule, model = self.rule("solde")._creation_watch()
        kept = sync_weight.that_fit(model, rule, topups.ids)
        self.assertEqual(kept, topups.ids[: len(kept)])
        self.assertEqual(len(kept), sync_weight.MOST // MB - 1)

    def test_ordinary_records_are_one_batch(self):
        topups = self.insert_huge(COUNT, 1000)
        rule, model = self.rule("solde")._creation_watch()
        self.assertEqual(sync_weight.that_fit(model, rule, topups.ids), topups.ids)

    def test_what_was_incomplete_is_weighed_too(self):
        topups = self.insert_huge(20, MB, client=None)
        self.assertEqual(self.counts(self.synchronize()), (20, 0, 20, 0))
        for topup in topups:
            self.update(topup, client=self.client.id)
        log, used = self.measured()
        self.assertAllTold(topups, log)
        self.assertLess(used, 64 * MB)
