"""An edit writes its whole message anew, and takes all that waits for that with it."""

from ..discord.verdict import ORPHANED
from .edits_common import EditsCase


class TestEditsClaimed(EditsCase):
    def test_a_message_alone_is_written_anew(self):
        notification = self.posted("a")
        edit = self.edit(notification, "b")
        payload, delivery = self.edit_comes_to("delivered", message_id="17")
        self.assertEqual(payload, {"content": "b", "embeds": [], "flags": 4})
        self.assertEqual((delivery.verb, delivery.notification_ids), ("patch", edit))
        self.assertEqual(delivery.discord_message_id, "17")
        self.assertEqual((edit.state, edit.discord_message_id), ("sent", "17"))
        self.assertTrue(edit.sent_date)
        self.assertEqual(notification.content, "a")
        self.assertEqual(self.due_edits(), {})

    def test_a_pack_keeps_its_other_texts_and_their_order(self):
        _a, b, _c = self.posted("a", "b", "c")
        self.edit(b, "B")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "a\n\nB\n\nc")

    def test_one_request_takes_all_that_waits_and_the_newest_text_wins(self):
        a, b, _c = self.posted("a", "b", "c")
        edits = [self.edit(a, "A"), self.edit(b, "B"), self.edit(a, "AA")]
        payload, delivery = self.edit_comes_to("delivered", message_id="17")
        self.assertEqual(payload["content"], "AA\n\nB\n\nc")
        self.assertEqual(set(delivery.notification_ids), set(edits))
        self.assertEqual({edit.state for edit in edits}, {"sent"})
        self.assertEqual([bool(e.failure_reason) for e in edits], [True, False, False])

    def test_what_was_edited_before_stays_so(self):
        a, b = self.posted("a", "b")
        self.edit(a, "A")
        self.edit_comes_to("delivered", message_id="17")
        self.edit(b, "B")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], "A\n\nB")

    def test_an_embed_is_edited_and_may_become_a_text(self):
        notification = self.queue("said")
        notification.embed = {"title": "one", "description": "said"}
        self.come_to("delivered", message_id="17")
        self.edit(notification, "more", embed={"title": "two", "description": "more"})
        payload, _delivery = self.edit_comes_to("delivered", message_id="17")
        self.assertEqual(payload["flags"], 0)
        self.assertEqual([e["title"] for e in payload["embeds"]], ["two"])
        self.assertEqual(payload["content"], "")
        self.edit(notification, "a text")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload, {"content": "a text", "embeds": [], "flags": 4})

    def test_the_mark_of_a_repeat_stays(self):
        a, _b = self.queue("a", "b")
        _payload, first = self.come_to("unanswered")
        self.let_time_pass()
        self.come_to("delivered", message_id="17")
        self.edit(a, "A")
        payload, _delivery = self.claim_edit()
        mark = f"-# répétition possible · réf {first.id:04x}"
        self.assertEqual(payload["content"], f"A\n\nb\n{mark}")

    def test_what_went_out_as_plain_text_stays_so(self):
        notification = self.queue("**a**")
        self.come_to("invalid", http_status=400)
        self.come_to("delivered", message_id="17")
        self.edit(notification, "**b**")
        payload, _delivery = self.claim_edit()
        self.assertEqual(payload["content"], r"\*\*b\*\*")

    def test_what_has_no_room_any_more_is_shortened_and_keeps_its_end(self):
        a, _b = self.posted("a" * 900, "b" * 1000)
        self.edit(a, "x" * 1900 + " The end.")
        payload, _delivery = self.claim_edit()
        self.assertIn("The end.\n\n", payload["content"] + "\n\n")
        self.assertIn("b" * 1000, payload["content"] + str(payload["embeds"]))

    def test_a_full_message_stays_within_discords_limits(self):
        notifications = self.queue(*("line " * 38 for _n in range(60)))
        _payload, delivery = self.come_to("delivered", message_id="17")
        carried = delivery.notification_ids.sorted("id")
        self.assertTrue(20 < len(carried) < len(notifications))
        for one in carried[:5]:
            self.edit(one, "word " * 300 + "The end.")
        payload, _delivery = self.claim_edit()
        said = payload["content"] + "".join(
            embed["description"] for embed in payload["embeds"]
        )
        self.assertLessEqual(len(payload["content"]), 2000)
        self.assertLessEqual(len(said) - len(payload["content"]), 6000)
        self.assertEqual(said.count("The end."), 5)
        self.assertEqual(said.count("line " * 37), len(carried) - 5)

    def test_the_thread_is_the_one_in_which_it_was_posted(self):
        self.sender.thread_id = "5" * 19
        notification = self.posted("a")
        self.sender.thread_id = "6" * 19
        self.edit(notification, "b")
        _payload, delivery = self.claim_edit()
        self.assertEqual(delivery.thread_id, "5" * 19)

    def test_a_post_and_an_edit_are_in_flight_at_once_and_no_second_edit(self):
        notification = self.posted("a")
        self.posted("other", message_id="18")
        self.edit(notification, "b")
        self.queue("c", "d")
        self.assertTrue(self.claim()[1])
        self.assertTrue(self.claim_edit()[1])
        self.assertEqual(self.due_edits(), {})
        self.assertEqual(self.due(), {})

    def test_an_edit_is_sent_again_whatever_became_of_it(self):
        notification = self.posted("a")
        edit = self.edit(notification, "b")
        for case in ("server_error", "unanswered", "unreached", "intercepted"):
            _payload, delivery = self.edit_comes_to(case)
            self.assertEqual((edit.state, delivery.state), ("outgoing", "unavailable"))
            self.let_time_pass()
            edit.next_attempt = False
        _payload, delivery = self.claim_edit()
        delivery._settle(ORPHANED)
        self.assertEqual((edit.state, delivery.state), ("outgoing", "unavailable"))
        self.let_time_pass()
        edit.next_attempt = False
        payload, _delivery = self.edit_comes_to("delivered", message_id="17")
        self.assertEqual((payload["content"], edit.state), ("b", "sent"))
