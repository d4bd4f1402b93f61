"""Each button does what fits of a selection, and says of the others why not."""

from odoo.exceptions import UserError

from .dispatcher_common import DispatcherCase


class TestCommands(DispatcherCase):
    def message(self, toast):
        return toast["params"]["message"]

    def mixed(self):
        """Return one of each state, in the queue's order."""
        rows = self.queue(*"abcde")
        states = ("outgoing", "sent", "in_doubt", "error", "canceled")
        for row, state in zip(rows, states, strict=True):
            row._set_state(state)
        return rows

    def test_each_state_has_the_commands_that_do_something_to_it(self):
        expected = ("send_now cancel", "send_again", "arrived retry cancel")
        expected += ("retry cancel", "")
        for row, commands in zip(self.mixed(), expected, strict=True):
            with self.subTest(row.state):
                self.assertEqual(row.commands, commands)

    def test_what_has_no_text_can_only_be_canceled(self):
        rows = self.mixed()
        rows.content = False
        for row, commands in zip(
            rows[1:4], ("", "arrived cancel", "cancel"), strict=False
        ):
            with self.subTest(row.state):
                self.assertEqual(row.commands, commands)

    def test_what_was_silenced_is_sent_after_all_but_not_by_a_copy(self):
        [row] = self.queue("a")
        row._set_state("canceled", failure_type="silenced")
        self.assertEqual(row.commands, "send_after_all")
        self.env["ir.config_parameter"].set_param("database.is_neutralized", True)
        row.invalidate_recordset(["commands"])
        self.assertEqual(row.commands, "")

    def test_canceling_a_selection_leaves_out_what_is_over_and_says_so(self):
        rows = self.mixed()
        toast = rows.action_cancel()
        words = "Will not be sent: 3 of 5 · already sent: 1 · already canceled: 1"
        self.assertEqual(self.message(toast), words)
        self.assertEqual(toast["params"]["type"], "warning")
        states = [row.state for row in rows]
        self.assertEqual(states, ["canceled", "sent", *["canceled"] * 3])

    def test_retry_and_confirmation_count_the_same_way(self):
        rows = self.mixed()
        told = self.message(rows.action_arrived())
        words = "Arrived: 1 of 5 · already sent: 1 · already canceled: 1"
        self.assertEqual(told, f"{words} · waiting in the queue: 1 · in error: 1")
        told = self.message(rows.action_retry())
        words = "Back in the queue: 1 of 5 · already sent: 2 · already canceled: 1"
        self.assertEqual(told, f"{words} · waiting in the queue: 1")

    def test_nothing_fits_and_it_says_what_there_is(self):
        rows = self.mixed()
        with self.assertRaisesRegex(
            UserError, "already sent: 1 · waiting in the queue: 1"
        ):
            (rows[0] | rows[1]).action_retry()
