"""What people see of edits: in the story of their message, and nowhere unasked."""

from odoo import fields
from odoo.tests import Form, tagged

from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowScreens(FollowCase):
    def setUp(self):
        super().setUp()
        self.rule("solde").active = False
        self.rule_ = self.following()
        self.topup, self.posted_ = self.told_and_posted(self.rule_)
        self.topup.state = "done"
        self.edit = self.edits(self.topup)
        self.next_transaction()

    def test_the_story_of_a_message_has_every_text_with_who_and_when(self):
        self.edit._set_state("sent")
        self.topup.unlink()
        self.env.cr.flush()
        self.assertEqual(self.posted_.content, "1500 Brouillon")
        edited, deleted = [one for one in self.posted_.story if "edit_id" in one]
        self.assertEqual(edited["title"], "Message edited")
        self.assertEqual(edited["text"], "1500 Validée")
        self.assertEqual(edited["detail"], "by Amina · Sent")
        self.assertEqual(edited["level"], "success")
        self.assertTrue(edited["when"])
        self.assertTrue(deleted["text"].startswith("~~1500 Validée~~"))
        self.assertEqual(deleted["level"], "info")

    def test_an_edit_that_failed_says_why_in_the_story(self):
        reason = {"failure_type": "refused", "failure_reason": "Too long"}
        self.edit._set_state("error", **reason)
        [step] = [one for one in self.posted_.story if "edit_id" in one]
        self.assertEqual((step["level"], step["edit_id"]), ("danger", self.edit.id))
        self.assertIn("Too long", step["detail"])

    def test_lists_show_edits_only_to_who_asks(self):
        told = self.env["discord.notification"]
        arch = self.env.ref("odoo_discord_notify.discord_notification_view_search").arch
        self.assertIn('name="messages"', arch)
        actions = [
            self.env.ref("odoo_discord_notify.discord_notification_action").context,
            str(self.rule_.action_open_notifications()["context"]),
        ]
        for context in actions:
            self.assertIn("search_default_messages", context)
        self.assertIn(self.edit, told.search([("edit_of_id", "!=", False)]))

    def test_counts_and_the_graph_leave_edits_out(self):
        self.assertEqual(self.rule_.notification_count, 1)
        history = self.env["discord.overview"].read_all()["history"]
        counts = [one["count"] for one in history if one["rule_id"] == self.rule_.id]
        self.assertEqual(counts, [1])

    def test_the_record_s_button_counts_messages_and_opens_the_one(self):
        now = fields.Datetime.now()
        (self.posted_ | self.edit)._set_state("sent", sent_date=now)
        said = self.env["discord.record"].read_button("alimenteur.solde", self.topup.id)
        self.assertTrue(said["text"].startswith("1 · sent"), said["text"])
        self.assertEqual(said["action"]["res_id"], self.posted_.id)

    def test_the_audit_of_top_ups_leaves_edits_out(self):
        told = self.env["discord.topup"].browse(self.topup.id)
        self.assertEqual((told.told, told.notification_id), ("sent", self.posted_))
        states = dict(told._fields["told"]._description_selection(self.env))
        self.assertNotIn("resting", states)

    def test_the_preview_shows_what_becomes_of_a_message(self):
        self.rule_.preview_res_id = self.topup.id
        edited, deleted = self.rule_.preview["later"]
        self.assertIn("État", edited["title"])
        self.assertEqual(edited["drawing"]["content"][0]["text"], "1500 Validée")
        self.assertTrue(edited["drawing"]["edited_timestamp"])
        first, _line = deleted["drawing"]["content"][0], deleted["drawing"]
        self.assertEqual(first["type"], "strike")

    def test_the_line_of_a_call_stays_in_what_becomes_of_a_message(self):
        mention = {"name": "@compta", "kind": "role", "discord_id": "123"}
        self.rule_.mention_ids = self.env["discord.mention"].create(mention)
        for later in self.rule_.preview["later"]:
            call = later["drawing"]["content"][0]
            self.assertEqual((call["type"], call["text"]), ("mention", "@compta"))

    def test_a_rule_that_does_not_follow_shows_no_later_message(self):
        with Form(self.rule_) as form:
            self.assertEqual(len(form.preview["later"]), 2)
            form.follow = False
            self.assertEqual(form.preview["later"], [])
