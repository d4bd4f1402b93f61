"""A notification's story: who did what, and each reason once, as its reader speaks."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import Form, new_test_user, tagged

from ..discord.calling import names
from ..discord.drawing import drawing
from ..models.webhook.reworded import WITH_VALUES
from ..models.words import translated
from .dispatcher_common import DispatcherCase

DELETED = {
    "http_status": 404,
    "discord_code": 10015,
    "detail": "Unknown Webhook",
}


@tagged("post_install", "-at_install")
class TestStory(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = "odoo_discord_notify.group_discord_manager"
        cls.manager = new_test_user(
            cls.env, "samira", f"base.group_user,{group}", name="Samira"
        )

    def french(self, record):
        self.env["res.lang"]._activate_lang("fr_FR")
        return record.with_context(lang="fr_FR")

    def steps(self, notification, *names):
        """Return what its story says: all, or those of some titles."""
        notification.invalidate_recordset()
        story = notification.story
        return [s for s in story if not names or s["title"] in names]

    def fail(self, case="rejected", **facts):
        notification = self.queue("Solde")
        self.come_to(case, **facts)
        return notification

    # === WHO === #

    def test_it_says_who_retried(self):
        notification = self.fail()
        notification.with_user(self.manager)._retry()
        [step] = self.steps(notification, "Retried")
        self.assertEqual(step["detail"], "by Samira")
        self.assertEqual(notification.state, "outgoing")
        self.come_to("delivered", message_id="17")
        self.assertEqual(self.steps(notification)[-1]["title"], "Delivered")

    def test_it_says_who_saw_that_it_arrived_and_nothing_after_that(self):
        self.sender.on_doubt = "ask"
        notification = self.fail("unanswered")
        notification.with_user(self.manager).action_arrived()
        last = self.steps(notification)[-1]
        self.assertEqual(last["title"], "It arrived, says a person")
        self.assertEqual(last["detail"], "by Samira")
        self.assertEqual(len(self.steps(notification, last["title"])), 1)

    # === WHY === #

    def test_a_reason_is_said_once(self):
        notification = self.queue("Solde")
        for _attempt in range(3):
            self.come_to("unreached", http_status=503)
            self.let_time_pass()
        said = " ".join(step["detail"] for step in self.steps(notification))
        self.assertLessEqual(said.count("Discord is not available"), 1)
        self.assertNotIn("HTTP 503", said)

    def test_what_the_page_says_above_is_not_said_again_below(self):
        notification = self.fail()
        self.assertEqual(notification.reason, "Discord refuses the message's content.")
        details = [step["detail"] for step in self.steps(notification)]
        self.assertNotIn(notification.reason, details)

    def test_discord_s_words_are_a_detail(self):
        notification = self.fail(detail="Harmful link", discord_code=240000)
        [step] = self.steps(notification, "Refused")
        self.assertEqual(step["answer"], "Discord 240000, Harmful link")

    def test_it_is_in_the_language_of_whoever_reads(self):
        rule = self.new_rule("res.partner", lang="en_US")
        notification = self.queue("Solde")
        notification.rule_id = rule
        self.come_to("webhook_unknown", **DELETED)
        self.let_time_pass()
        delivery = self.french(notification.delivery_ids)
        self.assertEqual(delivery.reason, "Le webhook a été supprimé dans Discord.")
        self.assertEqual(delivery.answer, "HTTP 404, Discord 10015, Unknown Webhook")
        self.assertEqual(self.french(notification).reason, delivery.reason)

    def test_so_is_what_we_say_ourselves(self):
        notification = self.queue("Solde")
        notification.failure_reason = translated(
            "fr_FR", "It went with a later change."
        )
        self.assertEqual(notification.reason, "It went with a later change.")
        notification.failure_reason = "Harmful link (Discord 240000)."
        self.assertEqual(notification.reason, "Harmful link (Discord 240000).")

    def test_so_is_what_we_say_with_names_and_values_in_it(self):
        notification = self.queue("Solde")
        named = {"name": "Amélie (Fès)", "model": "a.b", "near": "x", "fields": "É-m"}
        for english in WITH_VALUES:
            french = translated("fr_FR", english)
            self.assertNotEqual(french, english)
            value = named if "%(" in english else "Samira (a.b)."
            with self.subTest(english):
                notification.failure_reason = french % value
                self.assertEqual(notification.reason, english % value)
                notification.failure_reason = english % value
                self.assertEqual(self.french(notification).reason, french % value)

    def test_who_canceled_is_said_so_above_and_in_the_toast_of_what_cannot_be(self):
        notification = self.queue("Solde").with_user(self.manager)
        notification.action_cancel()
        french = self.french(notification)
        self.assertEqual(french.reason, "Annulée par Samira")
        self.assertEqual(french.story[-1]["detail"], "Annulée par Samira")
        with self.assertRaisesRegex(UserError, "Annulée par Samira"):
            french.action_retry()

    # === ADVICE === #

    def test_nobody_is_told_to_do_what_is_not_theirs(self):
        reader = new_test_user(
            self.env,
            "lecteur",
            "base.group_user,odoo_discord_notify.group_discord_user",
        )
        administrators = "enter its URL: what waits"
        for user, may in ((reader, False), (self.manager, True)):
            arch = self.form("discord.notification", user)
            self.assertEqual("Mend the cause and retry" in arch, may)
            self.assertEqual("Tell a Discord manager" in arch, not may)
            self.assertNotIn(administrators, self.form("discord.delivery", user))
        self.assertIn(administrators, self.form("discord.delivery", self.env.user))

    def form(self, model, user):
        arch = self.env[model].with_user(user).get_views([(False, "form")])
        return " ".join(arch["views"]["form"]["arch"].split())

    # === A DELIVERY === #

    def test_a_delivery_shows_the_message_that_it_carried(self):
        self.queue("un", "deux")
        _payload, delivery = self.come_to("delivered", message_id="17")
        self.assertEqual(delivery.content, "un\ndeux")
        texts = str(delivery.drawing)
        self.assertIn("un", texts)
        self.assertIn("deux", texts)

    def test_what_was_sent_too_late_to_call_is_drawn_as_it_was_sent(self):
        called = [{"kind": "here", "name": "@here"}]
        for minutes, first in ((59, "mention"), (61, "text")):
            happened = fields.Datetime.now() - timedelta(minutes=minutes)
            notification = self.queue("un")
            notification.write({"mentions": called, "create_date": happened})
            payload, delivery = self.come_to("delivered", message_id="17")
            seen = drawing(payload, names(called))["content"]
            self.assertEqual(seen[0]["type"], first)
            self.assertEqual(delivery.drawing["content"], seen)
            self.assertEqual(notification.drawing["content"], seen)

    def test_what_was_forgotten_since_is_not_shown(self):
        notification = self.queue("un")
        _payload, delivery = self.come_to("delivered", message_id="17")
        notification.write({"content": False, "active": False})
        delivery.invalidate_recordset()
        self.assertFalse(delivery.content)
        self.assertFalse(delivery.drawing["content"])

    def test_sent_again_it_is_one_new_notification_for_each_after_a_question(self):
        old = self.queue("un", "deux")
        _payload, delivery = self.come_to("delivered", message_id="17")
        action = delivery.with_user(self.manager).action_ask_send_again()
        asking = self.env[action["res_model"]].browse(action["res_id"])
        with Form(asking.with_user(self.manager)) as form:
            self.assertIn("2", form.question)
        values = old._handed_on(event="manual", user_id=self.manager.id)
        self.assertEqual([one["repeat_of_id"] for one in values], old.ids)
