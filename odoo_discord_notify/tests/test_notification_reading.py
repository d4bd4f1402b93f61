"""What a person finds and reads of a notification."""

import re
from datetime import datetime
from unittest.mock import patch

from odoo.tools import SQL

from ..discord.verdict import Verdict
from ..models.outbox.notification_reading import _trigrams
from .dispatcher_common import DispatcherCase


class TestNotificationReading(DispatcherCase):
    def found(self, words):
        """Return what the search box finds."""
        return self.env["discord.notification"].search(
            [("search_text", "ilike", words)]
        )

    def told_once(self, record, rule):
        notification = self.told(record, rule)
        self.assertEqual(len(notification), 1)
        return notification

    def topup(self):
        record = self.new_topup()
        return record, self.told_once(record, self.rule("solde"))

    # === SEARCH === #

    def test_a_client_or_a_reference_is_found_waiting_or_sent(self):
        record, notification = self.topup()
        for state in ("outgoing", "sent"):
            notification.state = state
            self.assertIn(notification, self.found(record.reference_no))
            self.assertIn(notification, self.found("dépôt maâ"))
            self.assertNotIn(notification, self.found("Sidi Maârouf"))

    def test_what_a_message_escapes_is_found_as_it_is_written(self):
        rule = self.new_rule("res.partner.category", "{name}")
        tag = self.env["res.partner.category"].create({"name": "A_B*C 100%"})
        notification = self.told_once(tag, rule)
        self.assertIn("\\_", notification.content)
        self.assertIn(notification, self.found("A_B*C"))
        self.assertIn(notification, self.found("100%"))
        self.assertNotIn(notification, self.found("AxB"))

    def test_what_has_no_message_is_found_by_its_values(self):
        [failed] = self.queue(False)
        failed.write({"state": "error", "values": {"name": "BC/2026/7"}})
        self.assertEqual(self.found("BC/2026/7"), failed)

    def test_each_branch_of_a_search_is_looked_up_in_an_index(self):
        self.assertEqual(self.indexes_used(), {"queue", "edits", "trouble", "words"})

    def indexes_used(self):
        """Return our indexes in the plan of a search, where pg_trgm is installed."""
        self.env.flush_all()
        cr, model = self.env.cr, self.env["discord.notification"]
        with patch.object(self.registry, "has_trigram", True):
            method = _trigrams(self.registry)
        cr.execute("SELECT FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if not cr.rowcount:  # as in the embedded PostgreSQL: any index stands for it
            method = "(content) WHERE state != 'outgoing'"
        else:
            cr.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cr.execute("DROP INDEX IF EXISTS discord_notification_words")
        cr.execute(
            f"CREATE INDEX discord_notification_words ON {model._table} {method}"
        )
        cr.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_indexscan = off")
        query = model._search([("search_text", "ilike", "BL/2026/0071")])
        plan = str(self.env.execute_query(SQL("EXPLAIN %s", query.select())))
        return set(re.findall(r"on discord_notification_(\w+)", plan))

    # === VALUES === #

    def test_values_bear_the_names_of_the_form_and_what_they_were(self):
        order = self.new_order(date_ecriture="2026-11-20")
        order.date_ecriture = "2026-11-27"
        notification = self.told_once(order, self.rule("bl"))
        facts = {fact["label"]: fact for fact in notification.facts}
        label = order._fields["date_ecriture"].string
        self.assertEqual(facts[label]["value"], "27-11-2026")
        self.assertEqual(facts[label]["before"], "20-11-2026")
        self.assertEqual(facts["Agent"]["value"], "Amina")
        self.assertEqual(len(facts), len(notification.facts))

    def test_a_group_of_a_day_is_of_the_reader_s_day(self):
        late = self.queue("a")
        late.create_date = datetime(2026, 11, 20, 23, 30)
        for zone, day in (("UTC", "20 Nov 2026"), ("Asia/Tokyo", "21 Nov 2026")):
            [group] = late.with_context(tz=zone).formatted_read_group(
                [("id", "=", late.id)], ["create_date:day"], ["__count"]
            )
            self.assertEqual((group["create_date:day"][1], group["__count"]), (day, 1))

    def test_a_message_without_values_is_known_by_its_first_line(self):
        test = self.queue("👋 A test\nand more")
        self.assertEqual(test.display_name, "Test — 👋 A test")

    def test_values_come_in_the_message_s_order(self):
        _record, notification = self.topup()
        names = [fact["name"] for fact in notification.facts]
        told = ["display_name", "reference_no", "create_date", "solde"]
        self.assertEqual(names[: len(told)], told)

    def test_a_value_with_a_format_has_the_name_of_its_field(self):
        rule = self.new_rule("alimenteur.solde", "{create_date:%d-%m}")
        notification = self.told_once(self.new_topup(), rule)
        [fact] = notification.facts
        self.assertEqual(fact["label"], "Created on")

    def test_what_a_message_that_failed_has_kept_is_shown(self):
        self.rule("bl").template = "{no_such_field}"
        order = self.new_order(date_ecriture="2026-11-20")
        order.date_ecriture = "2026-11-27"
        notification = self.told_once(order, self.rule("bl"))
        facts = {fact["name"]: fact for fact in notification.facts}
        self.assertLess({"new.date_ecriture", "reason"}, facts.keys())
        self.assertNotIn("old", facts)
        self.assertEqual(facts["new.date_ecriture"]["before"], "20-11-2026")

    def test_values_of_a_model_that_is_gone_keep_their_names(self):
        _record, notification = self.topup()
        notification.res_model = "no.such.model"
        names = {fact["name"]: fact["label"] for fact in notification.facts}
        self.assertEqual(names["reference_no"], "reference_no")

    # === STORY === #

    def story(self, notification):
        """Return [(title, detail)] of the steps."""
        self.env.invalidate_all()
        return [(step["title"], step["detail"]) for step in notification.story]

    def test_a_story_goes_from_the_queue_to_the_answer(self):
        _record, notification = self.topup()
        titles = [title for title, _detail in self.story(notification)]
        self.assertEqual(titles, ["Queued", "Waits to be sent"])
        self.assertEqual(self.story(notification)[0][1], "by Amina")
        self.come_to("unreached", http_status=503)
        self.let_time_pass()
        self.come_to("delivered", http_status=200, duration=0.12)
        titles = [title for title, _detail in self.story(notification)]
        self.assertEqual(titles, ["Queued", "Unavailable", "Delivered"])
        attempts = [step for step in notification.story if step.get("delivery_id")]
        answers = [step["answer"] for step in attempts]
        self.assertEqual(answers, ["HTTP 503", "HTTP 200"])
        self.assertEqual(attempts[1]["duration_ms"], 120)
        self.assertTrue(all(step["when"] for step in attempts))

    def test_a_request_under_way_is_the_end_of_the_story_so_far(self):
        [notification] = self.queue("a")
        _payload, delivery = self.claim()
        self.assertEqual(
            [t for t, _d in self.story(notification)], ["Queued", "Sending"]
        )
        self.assertTrue(notification.story[-1]["is_under_way"])
        delivery._settle(Verdict("unreached"))
        self.assertEqual(self.story(notification)[-1][0], "Waits to be sent")
        self.assertFalse(notification.story[1]["is_under_way"])

    def test_a_story_tells_of_companions_and_of_its_end(self):
        first, second = self.queue("a", "b")
        self.come_to("unreached")
        first.action_cancel()
        self.assertIn("in one message with one other", self.story(first)[1][1])
        self.assertEqual(self.story(first)[-1][0], "Canceled")
        self.assertEqual(self.story(second)[-1][0], "Waits to be sent")

    def test_a_story_says_that_a_person_saw_it(self):
        [doubted] = self.queue("a")
        doubted.write({"state": "in_doubt", "failure_reason": "Nobody knows."})
        self.assertEqual(self.story(doubted)[-1], ("In doubt", ""))
        self.assertEqual(doubted.reason, "Nobody knows.")
        doubted.action_arrived()
        self.assertEqual(self.story(doubted)[-1][0], "It arrived, says a person")
