"""What follows from what an edit came to."""

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user
from odoo.tools.safe_eval import safe_eval

from ..discord.verdict import Verdict
from .common import webhook_url
from .edits_common import EditsCase


class TestEditsSettled(EditsCase):
    def test_of_several_only_the_refused_one_fails_and_its_former_text_returns(self):
        messages = self.posted("a", "b", "c", "d")
        good = [self.edit(messages[n], f"good{n}") for n in (0, 1, 3)]
        bad = self.edit(messages[2], "bad")
        payload = {"content": ""}
        while self.due_edits():
            payload, delivery = self.claim_edit()
            case = "rejected" if "bad" in payload["content"] else "delivered"
            delivery._settle(Verdict(case, message_id="17"))
            self.env.flush_all()
        self.assertEqual({one.state for one in good}, {"sent"})
        self.assertEqual((bad.state, bad.failure_type), ("error", "refused"))
        self.assertTrue(bad.failure_reason)
        self.edit(messages[0], "last")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "last\n\ngood1\n\nc\n\ngood3")

    def test_a_message_that_somebody_deleted_is_not_asked_for_again(self):
        a, b = self.posted("a", "b")
        first = self.edit(a, "A")
        _payload, delivery = self.edit_comes_to("message_gone", http_status=404)
        self.assertEqual(
            (first.state, first.failure_type), ("canceled", "message_gone")
        )
        self.assertIn("deleted in Discord", first.failure_reason)
        self.assertEqual(self.sender.state, "ok")
        second = self.edit(b, "B")
        self.assertFalse(self.claim_edit()[1])
        self.assertEqual(
            (second.state, second.failure_type), ("canceled", "message_gone")
        )
        self.assertEqual(a.state, "sent")

    def test_a_request_that_edited_offers_no_sending_again(self):
        told = self.posted("a")
        self.edit(told, "b")
        _payload, edited = self.edit_comes_to("delivered", message_id="17")
        arch = edited.get_views([(False, "form")])["views"]["form"]["arch"]
        path = "//button[@name='action_ask_send_again']"
        hidden = etree.fromstring(arch).xpath(path)[0].get("invisible")
        posted = told.delivery_ids - edited
        shown = [one.read(["state", "verb", "content"])[0] for one in (posted, edited)]
        self.assertEqual([bool(safe_eval(hidden, one)) for one in shown], [False, True])

    def test_a_former_webhooks_message_is_let_be(self):
        edit = self.edit(self.posted("a"), "b")
        self.sender.url = webhook_url(7)
        self.assertFalse(self.claim_edit()[1])
        self.assertCanceled(edit, "message_gone")

    def test_a_message_from_before_this_version_is_let_be(self):
        message = self.posted("a")
        message.delivery_ids.posted_by = False
        edit = self.edit(message, "b")
        self.assertFalse(self.claim_edit()[1])
        self.assertCanceled(edit, "message_gone")

    def test_a_message_of_which_retention_has_emptied_a_text_is_let_be(self):
        a, b = self.posted("a", "b")
        b.content = False
        edit = self.edit(a, "A")
        self.assertFalse(self.claim_edit()[1])
        self.assertCanceled(edit, "message_gone")

    def test_an_edit_that_shows_nothing_fails_alone(self):
        a, b = self.posted("a", "b")
        blank, good = self.edit(a, "** **"), self.edit(b, "B")
        blank.content = "\u200b"
        while self.due_edits() and good.state != "sent":
            self.edit_comes_to("delivered", message_id="17")
        self.assertEqual((blank.state, good.state), ("error", "sent"))

    def test_what_is_refused_without_blame_while_others_pass_is_to_blame(self):
        ill = self.edit(self.posted("ill"), "b")
        for number in range(20, 40):
            if ill.state != "outgoing":
                break
            ill.next_attempt = False
            self.let_time_pass()
            self.edit_comes_to("unexplained", http_status=400)
            self.let_time_pass()
            self.edit(self.posted("well", message_id=str(number)), "c")
            if ill.state == "outgoing":
                self.edit_comes_to("delivered", message_id=str(number))
        self.assertEqual((ill.state, ill.failure_type), ("error", "refused"))
        self.assertEqual(self.sender.state, "ok")

    def test_a_text_that_is_barred_holds_everything_once_only(self):
        edit = self.edit(self.posted("a"), "b")
        self.edit_comes_to("barred", http_status=403)
        self.assertTrue(self.sender.needs_probe)
        self.sender.search([]).needs_probe = False
        self.let_time_pass()
        edit.next_attempt = False
        _payload, delivery = self.edit_comes_to("barred", http_status=403)
        self.assertFalse(self.sender.needs_probe)
        self.assertFalse(self.sender.broken_reason)
        self.assertTrue(delivery.is_barred)

    # === TAKING BACK === #

    def taken_back(self, message):
        return self.edit(message, "", "withdrawn", user_id=self.agent.id)

    def test_a_text_is_taken_out_of_its_pack(self):
        a, _b = self.posted("a", "b")
        withdrawn = self.taken_back(a)
        payload, delivery = self.edit_comes_to("delivered", message_id="17")
        self.assertEqual((payload["content"], delivery.verb), ("b", "patch"))
        self.assertEqual((withdrawn.state, a.state), ("sent", "sent"))
        self.assertTrue(a.is_withdrawn)

    def test_the_last_one_deletes_the_message(self):
        a, b = self.posted("a", "b")
        self.taken_back(a)
        self.edit_comes_to("delivered", message_id="17")
        last = self.taken_back(b)
        payload, delivery = self.edit_comes_to("edited", http_status=204)
        self.assertEqual((payload, delivery.verb, last.state), (None, "delete", "sent"))

    def test_what_comes_later_is_canceled_and_what_came_before_goes_with_it(self):
        a, _b = self.posted("a", "b")
        before = self.edit(a, "A")
        self.taken_back(a)
        later = self.edit(a, "AA")
        payload, _delivery = self.edit_comes_to("delivered", message_id="17")
        self.assertEqual(payload["content"], "b")
        self.assertEqual((before.state, later.state), ("sent", "canceled"))
        self.assertEqual(later.failure_type, "message_gone")
        latest = self.edit(a, "AAA")
        self.assertFalse(self.claim_edit()[1])
        self.assertEqual(latest.state, "canceled")

    def test_what_failed_before_is_not_sent_once_the_message_is_taken_back(self):
        a, _b = self.posted("a", "b")
        failed = self.edit(a, "A", state="error", failure_type="refused")
        self.taken_back(a)
        self.edit_comes_to("delivered", message_id="17")
        failed._retry()
        self.assertFalse(self.claim_edit()[1])
        self.assertCanceled(failed, "message_gone")

    def test_only_a_manager_may_and_only_what_can_be(self):
        a = self.posted("a")
        reader = new_test_user(
            self.env, "reader", "base.group_user,odoo_discord_notify.group_discord_user"
        )
        with self.assertRaises(AccessError):
            a.with_user(reader).action_delete_in_discord()
        with self.assertRaises(UserError):
            self.queue("b").action_delete_in_discord()
        self.taken_back(a)
        with self.assertRaisesRegex(UserError, "already"):
            a.action_delete_in_discord()
        unknown = self.queue("c")
        self.come_to("delivered_unnamed")
        with self.assertRaisesRegex(UserError, "number"):
            unknown.action_delete_in_discord()

    # === COPIES === #

    def test_a_copy_that_goes_on_edits_only_what_it_posted_itself(self):
        original = self.posted("a")
        edit = self.edit(original, "b")
        self.env["discord.database"]._go_on_here()
        self.assertFalse(self.claim_edit()[1])
        self.assertCanceled(edit, "message_gone")
        self.edit(self.posted("c", message_id="18"), "d")
        self.assertEqual(self.claim_edit()[0]["content"], "d")
