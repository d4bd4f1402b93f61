"""Short texts of ours: nothing twice, a change with an arrow, one and many."""

from odoo.tests import tagged

from ..models.toast import joined, toast_of
from ..models.words import counted
from .dispatcher_common import DispatcherCase

BARRED = "Discord is not available (HTTP 503)."
CALM = f"{BARRED} Waits, and goes on by itself. Nothing is lost."


@tagged("post_install", "-at_install")
class TestSaidOnce(DispatcherCase):
    def test_a_toast_says_no_sentence_twice(self):
        outcomes = {
            1: ("error", BARRED),
            2: ("outgoing", CALM),
            3: ("outgoing", CALM),
            4: ("sent", ""),
        }
        message = toast_of(self.env, outcomes)["params"]["message"]
        self.assertEqual(message, f"1 of 4 sent · {CALM}")

    def test_what_nothing_else_says_is_kept_in_its_order(self):
        self.assertEqual(joined(["b", None, "a", "", "b"]), "b · a")
        self.assertEqual(joined([]), "")

    def test_one_and_many_have_words_of_their_own(self):
        self.assertEqual(counted(1, "1 line", "%s lines"), "1 line")
        self.assertEqual(counted(0, "1 line", "%s lines"), "0 lines")
        self.assertEqual(counted(2, "1 line", "%s lines"), "2 lines")

    def test_a_change_is_summed_up_with_an_arrow(self):
        order = self.new_order(bl_number="BL/7", date_ecriture="2026-11-20")
        order.date_ecriture = "2026-11-27"
        told = self.told(order, self.rule("bl"))
        self.assertIn("BL/7", told.summary)
        self.assertIn("20-11-2026 → 27-11-2026", told.summary)
        self.assertEqual(told.summary.count("27-11-2026"), 1)

    def test_what_was_or_is_empty_stands_beside_the_arrow_too(self):
        order = self.new_order(date_ecriture=False)
        order.date_ecriture = "2026-11-27"
        self.assertIn("– → 27-11-2026", self.told(order, self.rule("bl")).summary)
        self.forget_transaction()
        order.date_ecriture = False
        self.assertIn("27-11-2026 → –", self.told(order, self.rule("bl")).summary)

    def test_a_change_of_which_one_side_is_told_has_no_arrow(self):
        rule = self.new_rule(
            "bldimagaz.bc", "{new.date_ecriture}", watched_fields="date_ecriture"
        )
        order = self.new_order(date_ecriture="2026-11-20")
        order.date_ecriture = "2026-11-27"
        self.assertEqual(self.told(order, rule).summary, "27-11-2026")

    def test_a_rule_without_a_message_is_not_green(self):
        card = {"template": "", "message_format": "embed"}
        for values, state in (
            ({"template": ""}, "unconfigured"),
            ({"template": " \n"}, "unconfigured"),
            (card, "unconfigured"),
            ({**card, "embed_title": "A"}, "watching"),
            ({"template": "A"}, "watching"),
        ):
            draft = self.env["discord.rule"].new(
                {
                    "model_name": "res.partner",
                    "trigger": "on_create",
                    "webhook_id": self.webhook("solde").id,
                    **values,
                }
            )
            with self.subTest(values):
                self.assertEqual(draft.state, state)
                if state == "unconfigured":
                    self.assertEqual(draft.state_message, "Write what to say.")
