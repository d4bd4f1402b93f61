"""What a commit, a rollback and a retry make of the outbox: real transactions."""

from contextlib import ExitStack

from psycopg2.errors import (
    ForeignKeyViolation,
    LockNotAvailable,
    SerializationFailure,
)

from odoo.service.model import retrying
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..discord.verdict import Verdict
from ..models.sending.delivery_claim import claim
from .common import CommittedCase


@tagged("post_install", "-at_install")
class TestOutboxCommit(CommittedCase):
    def test_what_commits_is_told(self):
        with self.transaction() as env:
            env["res.partner.category"].create({"name": "A"})
        self.assertEqual(self.told(), ["A"])

    def test_what_rolls_back_is_not_told(self):
        with self.transaction() as env:
            env["res.partner.category"].create({"name": "A"})
            env.cr.flush()
            env.cr.rollback()
            env["res.partner.category"].create({"name": "B"})
        self.assertEqual(self.told(), ["B"])

    def test_each_commit_of_a_script_tells_its_own(self):
        with self.transaction() as env:
            for name in ("A", "B"):
                env["res.partner.category"].create({"name": name})
                env.cr.commit()
                self.assertEqual(self.told()[-1], name)
        self.assertEqual(self.told(), ["A", "B"])

    def test_what_is_made_after_a_commit_is_told_by_the_next(self):
        with self.transaction() as env:
            tags = env["res.partner.category"]
            tags.create({"name": "A"})
            env.cr.postcommit.add(lambda: tags.create({"name": "B"}))
            env.cr.commit()
            env.cr.commit()
        self.assertEqual(self.told(), ["A", "B"])

    def test_what_is_sent_stays_sent_whatever_follows_its_commit(self):
        def sent_and_changed():
            with self.transaction() as other:
                told = other["discord.notification"].search(of_rule)
                told.filtered(lambda n: n.state == "outgoing")._set_state("sent")
            with env.cr.savepoint():  # it flushes
                tag.name += "!"
            raise ZeroDivisionError

        of_rule = [("rule_id", "=", self.rule_id)]
        with self.transaction() as env:
            tag = env["res.partner.category"].create({"name": "A"})
            env.cr.postcommit.add(sent_and_changed)
            with self.assertRaises(ZeroDivisionError):
                env.cr.commit()
            tag.name += "!"
        with self.transaction() as env:
            told = env["discord.notification"].search(of_rule)
            self.assertEqual(told.mapped("state"), ["sent"])

    def test_a_change_in_the_next_transaction_has_its_own_first_old_value(self):
        with self.transaction() as env:
            rule = env["discord.rule"].browse(self.rule_id)
            rule.write(
                {
                    "trigger": "on_write",
                    "watched_fields": "name",
                    "template": "{old.name} → {new.name}",
                }
            )
        with self.transaction() as env:
            tag = env["res.partner.category"].create({"name": "A"})
            env.cr.commit()
            for name in ("B", "C"):
                tag.name = name
                env.cr.commit()
        self.assertEqual(self.told(), ["A → B", "B → C"])

    @mute_logger("odoo.service.model", "odoo.sql_db")
    def test_a_request_that_odoo_repeats_is_told_once(self):
        attempts = []

        def act():
            attempts.append(1)
            env["res.partner.category"].create({"name": f"attempt {len(attempts)}"})
            env.cr.flush()
            if len(attempts) == 1:
                with self.transaction() as other:
                    tag.with_env(other).color = 1
            tag.color = 2
            env.cr.flush()

        with self.transaction() as env:
            tag = env["res.partner.category"].create({"name": "A"})
            env.cr.commit()
            retrying(act, env)
        self.assertEqual(self.told(), ["A", "attempt 2"])

    def test_twenty_saves_at_once_on_a_broken_rule_neither_wait_nor_repeat(self):
        with self.transaction() as env:
            env["discord.rule"].browse(self.rule_id).template = "{no_such_field}"
        with ExitStack() as stack:
            envs = [stack.enter_context(self.transaction()) for _ in range(20)]
            for env in envs:  # each tells its own before the first one commits
                env.cr.execute("SET LOCAL lock_timeout = '1s'")
                env["res.partner.category"].create({"name": "A"})
                env.cr.flush()
        with self.transaction() as env:
            told = env["discord.notification"].search([("rule_id", "=", self.rule_id)])
            self.assertEqual(told.mapped("state"), ["error"] * 20)

    def test_a_record_is_told_once_by_hook_and_by_another_server(self):
        with self.transaction() as env, self.transaction() as other:
            tag = env["res.partner.category"].create({"name": "A"})
            env.cr.commit()
            tag = other["res.partner.category"].browse(tag.id)
            other.cr.execute(
                """
                INSERT INTO discord_notification
                       (rule_id, webhook_id, res_model, res_id, event, state)
                SELECT id, webhook_id, model_name, %s, 'created', 'outgoing'
                  FROM discord_rule WHERE id = %s
                    ON CONFLICT DO NOTHING
                """,
                [tag.id, self.rule_id],
            )
            self.assertEqual(other.cr.rowcount, 0)
        self.assertEqual(self.told(), ["A"])

    def test_a_rule_of_which_somebody_tells_just_now_is_not_deleted(self):
        with self.transaction() as env, self.transaction() as other:
            rule = other["discord.rule"].browse(self.rule_id)
            self.assertFalse(rule.notification_count)
            env["res.partner.category"].create({"name": "A"})
            env.cr.flush()
            other.cr.execute("SET LOCAL lock_timeout = '50ms'")
            for named in (rule, rule.webhook_id):
                with self.assertRaises(LockNotAvailable), other.cr.savepoint():
                    named.unlink()
            env.cr.commit()
            # What the other transaction, which began before, cannot see.
            for named in (rule, rule.webhook_id):
                with self.assertRaises(ForeignKeyViolation), other.cr.savepoint():
                    named.unlink()
        self.assertEqual(self.told(), ["A"])

    def test_who_saves_minds_no_change_of_rule_and_webhook_since_it_began(self):
        with self.transaction() as env, self.transaction() as other:
            other["discord.watch"]._for_model("res.partner.category")
            rule = env["discord.rule"].browse(self.rule_id)
            rule.name = "Another name"
            rule.webhook_id.sequence += 1  # as the sender notes what came of a request
            env.flush_all()
            other["res.partner.category"].create({"name": "A"})
            other.cr.flush()
            env.cr.commit()
            other["res.partner.category"].create({"name": "B"})
            other.cr.flush()
        self.assertEqual(self.told(), ["A", "B"])

    def test_who_saves_and_who_sends_do_not_wait_for_each_other(self):
        tags = "res.partner.category"
        with self.transaction() as env:
            env[tags].create({"name": "A"})
            webhook_id = env["discord.rule"].browse(self.rule_id).webhook_id.id
        with self.transaction() as saver, self.transaction() as sender:
            for env in (saver, sender):
                env.cr.execute("SET LOCAL lock_timeout = '1s'")
            saver[tags].create({"name": "B"})
            saver.cr.flush()
            one = claim(sender["discord.webhook"].browse(webhook_id))
            saver[tags].create({"name": "C"})
            saver.cr.flush()
            delivery = sender["discord.delivery"].browse(one.delivery_id)
            delivery._settle(Verdict("delivered"))
            sender.flush_all()
            saver[tags].create({"name": "D"})
            saver.cr.flush()
            sender.cr.commit()
            self.assertEqual(delivery.notification_ids.mapped("content"), ["A"])
            delivery.unlink()
        self.assertEqual(self.told(), ["A", "B", "C", "D"])

    def test_who_tells_of_a_rule_that_is_deleted_just_now_is_repeated_by_odoo(self):
        def act():
            other["res.partner.category"].create({"name": "A"})
            other.cr.flush()

        with self.transaction() as env, self.transaction() as other:
            other["discord.watch"]._for_model("res.partner.category")
            env["discord.rule"].browse(self.rule_id).unlink()
            env.cr.commit()
            with self.assertRaises(SerializationFailure):
                act()
            other.cr.rollback()
            act()
        self.assertEqual(self.told(), [])
