"""What people report of others' queues, tried here with real transactions."""

from concurrent.futures import ThreadPoolExecutor

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..discord.verdict import Verdict
from ..models.sending.delivery_claim import claim
from .common import CommittedCase

TAGS = "res.partner.category"


@tagged("post_install", "-at_install")
class TestPublicReportsSending(CommittedCase):
    def setUp(self):
        super().setUp()
        with self.transaction() as env:
            env[TAGS].create({"name": "A"})
        self.claimed = self.claim()

    def claim(self):
        """Take the next message as one process does; returns the `Claim`."""
        with self.transaction() as env:
            one = claim(env["discord.rule"].browse(self.rule_id).webhook_id)
        if one:
            self.addCleanup(self.remove, one.delivery_id)
        return one

    def remove(self, delivery_id):
        with self.transaction() as env:
            env["discord.delivery"].browse(delivery_id).unlink()

    def settle(self):
        """Keep Discord's answer as a sender's process does."""
        with self.transaction() as env:
            verdict = Verdict("delivered", message_id="17")
            env["discord.dispatcher"]._settle(self.claimed.delivery_id, verdict)

    @mute_logger("odoo.sql_db")
    def test_who_writes_on_what_is_under_way_makes_nobody_send_it_again(self):
        """odoo#264736: the sender's own write fails, so it is sent once more."""
        with ThreadPoolExecutor(1) as pool, self.transaction() as env:
            [told] = env["discord.notification"].search(
                [("rule_id", "=", self.rule_id)]
            )
            told.action_cancel()
            env.cr.flush()
            settled = pool.submit(self.settle)
            while not settled.done() and not self.is_waited_for(env):
                pass
            self.assertFalse(settled.done())
            env.cr.commit()
            settled.result()
        with self.transaction() as env:
            told = told.with_env(env)
            self.assertEqual((told.state, told.discord_message_id), ("sent", "17"))
        self.assertIsNone(self.claim())

    def is_waited_for(self, env):
        """Return whether another transaction waits for what this one has written."""
        env.cr.execute(
            "SELECT 1 FROM pg_locks"
            " WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        )
        return env.cr.fetchone()

    def test_a_commit_in_the_middle_hands_no_message_to_a_second_sender(self):
        """queue#880: a commit releases the lock of what runs, which is run again."""
        with self.transaction() as env:
            env[TAGS].create({"name": "B"})
        self.assertIsNone(self.claim())
        self.settle()
        second = self.claim()
        self.assertIn("B", second.payload["content"])
        self.assertNotIn("A", second.payload["content"])
