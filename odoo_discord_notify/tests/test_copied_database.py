"""A copy of a database is silent until a person has said what it is."""

from odoo.exceptions import UserError

from ..models.webhook.discord_database import HOME
from .dispatcher_common import DispatcherCase

QUESTION = "This looks like a copy of the database"


class TestCopiedDatabase(DispatcherCase):
    def setUp(self):
        super().setUp()
        self.database = self.env["discord.database"]
        self.waiting = self.queue("n001")
        self.database._remember()

    def be_a_duplicate(self):
        """What Odoo's own duplication changes."""
        self.env["ir.config_parameter"].set_param("database.uuid", "another")
        self.env.invalidate_all()

    def decide(self, choice):
        self.env["discord.copy"].create({"choice": choice}).action_decide()
        self.env.invalidate_all()

    def test_the_database_that_sent_first_sends(self):
        self.assertEqual(self.database._silenced(), "")
        self.assertEqual(self.sender.state, "ok")

    def test_a_database_that_has_nothing_to_tell_may_be_cloned_and_renamed(self):
        self.env["discord.notification"].with_context(active_test=False).search(
            []
        ).unlink()
        self.be_a_duplicate()
        self.assertEqual(self.sender.state, "ok")
        self.database._register_hook()
        self.queue("a")
        self.assertEqual(self.sender.state, "ok")

    def test_the_copy_of_a_database_that_has_never_sent_asks_too(self):
        """The addon's installation has noted which database it is in."""
        self.assertFalse(self.env["discord.delivery"].search([]))
        self.be_a_duplicate()
        self.assertEqual(self.sender.state, "held")
        self.run_action("ir_cron_dispatch")
        self.assertFalse(self.waiting.delivery_ids)

    def test_a_duplicate_holds_everything_and_asks(self):
        self.be_a_duplicate()
        self.assertEqual(self.sender.state, "held")
        self.assertIn(QUESTION, self.sender.state_message)
        self.assertTrue(self.sender.looks_copied)
        self.run_action("ir_cron_dispatch")
        self.assertFalse(self.waiting.delivery_ids)

    def test_the_overview_asks_a_manager(self):
        self.be_a_duplicate()
        asked = self.env["discord.overview"].read_all()["attention"]
        self.assertIn(QUESTION, str(asked[0]))

    def test_no_button_sends_from_a_duplicate(self):
        self.be_a_duplicate()
        for button in ("action_send_test", "action_test_connection"):
            with self.subTest(button), self.assertRaisesRegex(UserError, QUESTION):
                getattr(self.sender, button)()

    def test_a_copy_cancels_what_waits_with_the_reason_and_stays_silent(self):
        self.be_a_duplicate()
        self.decide("cancel")
        self.assertEqual(self.waiting.state, "canceled")
        self.assertEqual(
            self.waiting.failure_reason, "Canceled: this database is a copy."
        )
        self.assertEqual(self.sender.state, "held")

    def test_a_copy_cancels_what_a_person_or_an_answer_would_send(self):
        resting, doubtful = self.queue("n002", "n003")
        resting.state = "resting"  # as an edit does, while its message is in doubt
        doubtful._set_state("in_doubt")
        self.be_a_duplicate()
        self.decide("cancel")
        self.assertEqual({resting.state, doubtful.state}, {"canceled"})

    def test_a_moved_database_goes_on_with_what_waits(self):
        self.be_a_duplicate()
        self.decide("go_on")
        self.assertEqual(self.waiting.state, "outgoing")
        self.assertEqual(self.sender.state, "ok")

    def test_a_former_answer_in_odoos_cache_does_not_undo_the_decision(self):
        self.be_a_duplicate()
        parameters = self.env["ir.config_parameter"]
        former = parameters.get_param(HOME)
        self.env.cr.execute(
            "UPDATE ir_config_parameter SET value = %s WHERE key = %s",
            [f"another {self.env.cr.dbname}", HOME],
        )
        self.env.invalidate_all()
        self.assertEqual(parameters.get_param(HOME), former)
        self.assertEqual(self.sender.state, "ok")
        self.run_action("ir_cron_dispatch")
        self.assertTrue(self.waiting.delivery_ids)

    def test_nothing_can_be_decided_where_nothing_is_asked(self):
        with self.assertRaises(UserError):
            self.decide("cancel")
        self.assertEqual(self.waiting.state, "outgoing")

    def test_a_neutralized_copy_asks_nothing_and_sends_nothing(self):
        self.be_a_duplicate()
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)
        self.env.invalidate_all()
        self.assertEqual(self.sender.state, "paused")
        self.assertIn("neutralized", self.sender.state_message)
        self.assertFalse(self.sender.looks_copied)
