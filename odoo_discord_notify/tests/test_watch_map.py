"""What is watched is known at once, by everybody, and never from a stale memory."""

from contextlib import closing
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CommittedCase, DiscordCase, webhook_url

TAG = "res.partner.category"


def texts(env):
    """Return the templates of the rules that are watching tags, as `env` sees it."""
    watch = env["discord.watch"]._for_model(TAG)
    return [rule.template for rule in watch.rules] if watch else []


@tagged("post_install", "-at_install")
class TestWatchMap(DiscordCase):
    def undone(self):
        return closing(self.env.cr.savepoint())

    def test_a_new_rule_watches_at_once(self):
        self.assertEqual(texts(self.env), [])
        self.new_rule(TAG, "{name}")
        self.assertEqual(texts(self.env), ["{name}"])

    def test_every_edit_of_a_rule_takes_effect_at_once(self):
        rule = self.new_rule(TAG, "{name}")
        for change, expected in (
            ({"template": "{color}"}, ["{color}"]),
            ({"active": False}, []),
            ({"active": True}, ["{color}"]),
            ({"model_name": "res.bank"}, []),
            ({"model_name": TAG}, ["{color}"]),
            (
                {"webhook_id": self.env["discord.webhook"].create({"name": "None"}).id},
                [],
            ),
        ):
            with self.subTest(change):
                rule.write(change)
                self.assertEqual(texts(self.env), expected)

    def test_a_deleted_rule_watches_nothing_at_once(self):
        rule = self.new_rule(TAG, "{name}")
        self.assertEqual(texts(self.env), ["{name}"])
        rule.unlink()
        self.assertEqual(texts(self.env), [])

    def test_a_url_makes_its_rules_watch_at_once(self):
        webhook = self.env["discord.webhook"].create({"name": "New"})
        self.new_rule(TAG, "{name}", webhook_id=webhook.id)
        self.assertEqual(texts(self.env), [])
        webhook.url = webhook_url()
        self.assertEqual(texts(self.env), ["{name}"])

    def test_rules_stand_in_their_order(self):
        self.new_rule(TAG, "second", sequence=2)
        self.new_rule(TAG, "first", sequence=1)
        self.assertEqual(texts(self.env), ["first", "second"])

    def test_an_edit_that_a_savepoint_takes_back_has_no_effect(self):
        rule = self.new_rule(TAG, "{name}")
        with self.undone():
            rule.active = False
            self.assertEqual(texts(self.env), [])
        self.assertEqual(texts(self.env), ["{name}"])

    def test_a_rule_that_a_savepoint_takes_back_watches_nothing(self):
        with self.undone():
            self.new_rule(TAG, "{name}")
            self.assertEqual(texts(self.env), ["{name}"])
        self.assertEqual(texts(self.env), [])
        tag = self.env[TAG].create({"name": "A"})
        self.assertFalse(self.told(tag))

    def test_changing_how_a_rule_looks_leaves_the_map_alone(self):
        rule = self.rule("solde")
        self.forget_transaction()
        self.env["discord.watch"]._for_model(TAG)
        rule.name = "Another name"
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.env["discord.watch"]._for_model(TAG)
        self.assertEqual(self.env.cr.sql_log_count, before)


@tagged("post_install", "-at_install")
class TestWatchMapOfOthers(CommittedCase):
    def edit(self, env, template):
        env["discord.rule"].browse(self.rule_id).template = template
        env.flush_all()

    def test_a_committed_edit_is_seen_by_the_next_transaction(self):
        with self.transaction() as env:
            self.assertEqual(texts(env), ["{name}"])
        with self.transaction() as env:
            self.edit(env, "new")
        with self.transaction() as env:
            self.assertEqual(texts(env), ["new"])

    def test_an_edit_is_for_its_own_transaction_until_it_commits(self):
        with self.transaction() as editor:
            self.edit(editor, "new")
            self.assertEqual(texts(editor), ["new"])
            with self.transaction() as other:
                self.assertEqual(texts(other), ["{name}"])
            self.assertEqual(texts(editor), ["new"])

    def test_who_reads_between_an_edit_and_its_commit_does_not_keep_the_old(self):
        with self.transaction() as editor:
            self.edit(editor, "new")
            with self.transaction() as other:
                self.assertEqual(texts(other), ["{name}"])
        with self.transaction() as env:
            self.assertEqual(texts(env), ["new"])

    def test_an_edit_rolled_back_was_never_there(self):
        with self.transaction() as editor:
            self.edit(editor, "new")
            self.assertEqual(texts(editor), ["new"])
            editor.cr.rollback()
            self.assertEqual(texts(editor), ["{name}"])
        with self.transaction() as env:
            self.assertEqual(texts(env), ["{name}"])

    def test_a_savepoint_rolled_back_shows_nothing_to_others(self):
        with self.transaction() as editor:
            with closing(editor.cr.savepoint()):
                self.edit(editor, "new")
                self.assertEqual(texts(editor), ["new"])
            with self.transaction() as other:
                self.assertEqual(texts(other), ["{name}"])
            self.assertEqual(texts(editor), ["{name}"])

    def test_a_long_transaction_does_not_bring_old_rules_back(self):
        with self.transaction() as old:
            old.cr.execute("SELECT 1")  # its snapshot is of now
            with self.transaction() as env:
                self.edit(env, "new")
            self.assertEqual(texts(old), ["{name}"])
            with self.transaction() as env:
                self.assertEqual(texts(env), ["new"])

    def test_a_long_transaction_reads_the_rules_once_however_often_it_saves(self):
        with self.transaction() as old:
            texts(old)
            with self.transaction() as env:
                self.edit(env, "new")
            texts(old)
            before = old.cr.sql_log_count
            self.assertEqual(texts(old), ["{name}"])
            self.assertEqual(old.cr.sql_log_count, before)

    def test_not_even_if_it_reads_while_the_edit_is_being_signaled(self):
        signal_changes = self.registry.signal_changes

        def read_and_signal():
            self.assertEqual(texts(old), ["{name}"])
            signal_changes()

        with self.transaction() as old:
            old.cr.execute("SELECT 1")  # its snapshot is of now
            self.patch(self.registry, "signal_changes", read_and_signal)
            with self.transaction() as env:
                self.edit(env, "new")
            with self.transaction() as env:
                self.assertEqual(texts(env), ["new"])

    def test_not_whenever_it_reads_while_the_edit_is_being_committed(self):
        for moment in (1, 2, 3):
            text = f"new {moment}"
            with self.subTest(moment), self.transaction() as old:
                old.cr.execute("SELECT 1")  # its snapshot is of now
                self.registry.clear_cache("stable")  # so what it reads is kept
                counters = self.committing_at(moment, text)
                with patch.object(self.registry, "cache_sequences", counters):
                    texts(old)
                    if counters.left > 0:  # it looked less often
                        counters.commit()
                    with self.transaction() as env:
                        self.assertEqual(texts(env), [text])

    def committing_at(self, moment, text):
        """Return Odoo's counters of changes; somebody commits as they are read."""
        case = self

        class Counters(dict):
            left = moment

            def __getitem__(self, name):
                number = super().__getitem__(name)
                self.left -= 1
                if not self.left:
                    self.commit()
                return number

            def commit(self):
                self.left = 0
                with case.transaction() as env:
                    case.edit(env, text)

        return Counters(self.registry.cache_sequences)

    @mute_logger("odoo.registry")
    def test_an_edit_on_another_server_is_seen_by_the_next_request(self):
        with self.transaction() as env:
            self.assertEqual(texts(env), ["{name}"])
            env.cr.execute(
                "UPDATE discord_rule SET template = 'new' WHERE id = %s", [self.rule_id]
            )
            env.cr.execute("INSERT INTO orm_signaling_stable DEFAULT VALUES")
        self.registry.check_signaling()  # as every request does first
        with self.transaction() as env:
            self.assertEqual(texts(env), ["new"])

    @mute_logger("odoo.sql_db")
    def test_a_server_from_before_an_uninstallation_hurts_nobody(self):
        with self.transaction() as env:
            env.cr.execute("ALTER TABLE discord_rule RENAME TO discord_rule_gone")
            self.assertEqual(texts(env), [])
            env[TAG].create({"name": "A"})
            env.cr.flush()
            env.cr.rollback()
            self.assertEqual(texts(env), ["{name}"])
