"""Two people mend the same rule's messages at once: each message is written once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from odoo.tests import tagged

from ..models.rule import discord_mending_mixin
from .common import CommittedCase


@tagged("post_install", "-at_install")
class TestRuleMendingAtOnce(CommittedCase):
    def test_two_people_who_press_at_once_mend_each_row_once(self):
        with self.transaction() as env:
            env["discord.rule"].browse(self.rule_id).template = "{oops}"
        with self.transaction() as env:
            env["res.partner.category"].create([{"name": str(n)} for n in range(50)])
        with self.transaction() as env:
            env["discord.rule"].browse(self.rule_id).template = "{name}"
        self.patch(discord_mending_mixin, "BATCH", 5)
        at_once = Barrier(2)

        def press():
            with self.transaction() as env:
                rule, after, mended = env["discord.rule"].browse(self.rule_id), 0, 0
                at_once.wait()
                while after is not None:
                    after, outcomes = rule._mend_batch(after)
                    mended += len(outcomes)
                return mended

        with ThreadPoolExecutor(2) as people:
            mended = [
                future.result() for future in [people.submit(press) for _ in "ab"]
            ]
        self.assertEqual(sum(mended), 50)
        self.assertEqual(self.told(), [str(n) for n in range(50)])

    def test_what_somebody_else_is_mending_is_left_to_them(self):
        with self.transaction() as env:
            env["discord.rule"].browse(self.rule_id).template = "{oops}"
        with self.transaction() as env:
            env["res.partner.category"].create({"name": "A"})
        with self.transaction() as env:
            env["discord.rule"].browse(self.rule_id).template = "{name}"
        with self.transaction() as one, self.transaction() as other:
            [(state, _)] = one["discord.rule"].browse(self.rule_id)._mend_next(0)[1]
            self.assertEqual(state, "outgoing")
            other.cr.execute("SET LOCAL lock_timeout = '1s'")
            rule = other["discord.rule"].browse(self.rule_id)
            self.assertEqual(rule._mend_next(0), (None, []))
        self.assertEqual(self.told(), ["A"])
