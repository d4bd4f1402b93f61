"""The first screen: true, cheap, and with buttons for those who may press them."""

import json
from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user

from ..models.screens.overview_news import NEWS, tell_viewers
from ..models.settings import FALLBACK, LINK_BASE
from .common import webhook_url
from .dispatcher_common import DispatcherCase

GROUPS = {
    "reader": "odoo_discord_notify.group_discord_user",
    "manager": "odoo_discord_notify.group_discord_manager",
    "administrator": "base.group_system",
}


class OverviewCase(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = {
            name: new_test_user(cls.env, name, groups=group, tz="Africa/Casablanca")
            for name, group in GROUPS.items()
        }
        cls.parameters = cls.env["ir.config_parameter"]
        cls.parameters.set_param(FALLBACK, "it@example.com")
        cls.parameters.set_param(LINK_BASE, "https://asg.example")
        cls.cron = cls.env.ref("odoo_discord_notify.ir_cron_dispatch")
        cls.cron.nextcall = fields.Datetime.now()

    def overview(self, who="administrator"):
        """Return what somebody's screen shows."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["discord.overview"].with_user(self.people[who]).read_all()

    def card(self, webhook=None):
        [card] = [
            card
            for card in self.overview()["webhooks"]
            if card["id"] == (webhook or self.sender).id
        ]
        return card

    def attention(self, who="administrator"):
        """Return {key: item} of what needs a person."""
        return {item["key"]: item for item in self.overview(who)["attention"]}

    def ago(self, **how):
        return fields.Datetime.now() - timedelta(**how)


class TestOverview(OverviewCase):
    def test_a_card_tells_what_waits_and_since_when(self):
        self.queue("a", "b", "c")[0].create_date = oldest = self.ago(hours=3)
        card = self.card()
        self.assertEqual(card["waiting_count"], 3)
        self.assertEqual(card["oldest_waiting"], oldest)
        self.assertEqual(self.card(self.other)["waiting_count"], 0)

    def test_a_card_counts_notifications_not_requests(self):
        self.queue("a", "b", "c")
        self.come_to("delivered", http_status=200)
        card = self.card()
        self.assertEqual((card["sent_today"], card["waiting_count"]), (3, 0))
        self.assertTrue(card["last_success"])
        self.assertFalse(card["last_error"])

    def test_a_card_tells_the_last_error_in_words(self):
        self.queue("a")
        self.come_to("limited", http_status=429)
        self.assertFalse(self.card()["last_error"])
        self.come_to("unreached", http_status=503)
        card = self.card()
        self.assertTrue(card["last_error"] and card["error"])
        self.assertFalse(card["last_success"])

    def test_a_card_tells_until_when_a_webhook_is_held(self):
        self.assertEqual(self.card()["state"], "ok")
        self.assertFalse(self.card()["held_until"])
        self.queue("a")
        self.sender.held_until = until = fields.Datetime.now() + timedelta(minutes=5)
        card = self.card()
        self.assertEqual(card["state"], "held")
        self.assertEqual(card["held_until"], until)
        self.assertFalse(self.card(self.other)["held_until"])

    def test_what_was_sent_yesterday_is_not_of_today(self):
        self.queue("a")
        _payload, delivery = self.come_to("delivered", http_status=200)
        delivery.create_date = self.ago(days=1)
        self.assertEqual(self.card()["sent_today"], 0)

    def test_the_graph_counts_each_day_rule_and_outcome(self):
        rule = self.rule("solde")
        queued = self.queue("a", "b", "c", "d")
        queued.write({"rule_id": rule.id})
        queued[:2].create_date = self.ago(days=1)
        queued[3].create_date = self.ago(days=20)
        queued[0].state = "error"
        overview = self.overview()
        self.assertEqual(len(overview["days"]), 14)
        counted = [
            (row["day"], row["state"], row["count"])
            for row in overview["history"]
            if row["rule_id"] == rule.id
        ]
        yesterday, today = overview["days"][-2:]
        expected = [(yesterday, "error", 1), (yesterday, "outgoing", 1)]
        expected.append((today, "outgoing", 1))
        self.assertEqual(sorted(counted), sorted(expected))

    def test_the_number_of_queries_does_not_grow(self):
        def queries():
            self.overview("reader")  # fills Odoo's own caches
            before = self.cr.sql_log_count
            self.overview("reader")
            return self.cr.sql_log_count - before

        self.add_channel(0)
        few = queries()
        for number in range(1, 20):
            self.add_channel(number)
        # A cache of Odoo's may be cold; one query for each channel would be 19 more.
        self.assertLess(queries() - few, 5)

    def add_channel(self, number):
        """Add a webhook with a rule, a queue, and a question about it."""
        url = webhook_url(100 + number)
        webhook = self.sender.create({"name": f"W{number}", "url": url})
        webhook.asks_backlog = True
        self.new_rule("res.partner", webhook_id=webhook.id)
        self.queue("a", "b", webhook=webhook)

    def test_all_is_well_and_says_nothing(self):
        self.assertEqual(self.attention(), {})

    def test_links_to_this_machine_lead_nowhere_for_others(self):
        for base in ("http://localhost:8069", "http://127.0.0.1"):
            self.parameters.set_param(LINK_BASE, base)
            self.assertIn(base, self.attention()["links"]["detail"])
        self.parameters.set_param(LINK_BASE, "http://odoo:8069")
        self.assertEqual(self.attention(), {})

    def test_a_broken_webhook_is_mended_by_administrators_alone(self):
        self.sender.broken_reason = "Discord says that it is gone."
        key = f"webhook_{self.sender.id}"
        mend = self.attention()[key]
        self.assertEqual(mend["action"]["res_id"], self.sender.id)
        for who in ("reader", "manager"):
            item = self.attention(who)[key]
            self.assertFalse(item["action"] or item["method"])
            self.assertIn("administrator", item["detail"])

    def test_an_old_queue_is_decided_about_by_managers(self):
        self.queue("a")
        self.sender.asks_backlog = True
        key = f"webhook_{self.sender.id}"
        action = self.attention("manager")[key]["action"]
        self.assertEqual(action["res_model"], "discord.backlog")
        self.assertFalse(self.attention("reader")[key]["action"])

    def test_what_failed_or_is_in_doubt_is_counted_and_listed(self):
        failed = self.queue("a", "b", "c")
        failed[:2].state = "error"
        failed[2].state = "in_doubt"
        items = self.attention("reader")
        self.assertTrue(items["error"]["title"].startswith("2 "))
        self.assertEqual(
            items["in_doubt"]["action"]["context"], {"search_default_in_doubt": 1}
        )

    def test_no_fallback_address_and_a_rule_that_cannot_tell_are_told(self):
        self.parameters.set_param(FALLBACK, False)
        rule = self.new_rule("res.partner")
        self.env.cr.execute(
            "UPDATE discord_rule SET template = '{no_such_field}' WHERE id = %s",
            [rule.id],
        )
        items = self.attention("manager")
        self.assertFalse(items["fallback"]["action"])
        self.assertEqual(items[f"rule_{rule.id}"]["action"]["res_id"], rule.id)

    def test_a_neutralized_copy_says_that_it_sends_nothing(self):
        self.parameters.set_param("database.is_neutralized", "1")
        self.cron.active = False
        items = self.attention("reader")
        self.assertIn("neutralized", items)
        self.assertNotIn("cron_off", items)

    def test_a_copied_database_asks_managers_what_to_do(self):
        self.queue("a")
        self.parameters.set_param("odoo_discord_notify.home", "another-uuid production")
        item = self.attention("manager")["copy"]
        self.assertEqual(item["action"]["res_model"], "discord.copy")
        self.assertIn("production", item["detail"])
        self.assertFalse(self.attention("reader")["copy"]["action"])

    def test_it_is_not_for_everybody(self):
        stranger = new_test_user(self.env, "stranger", groups="base.group_user")
        with self.assertRaises(AccessError):
            self.env["discord.overview"].with_user(stranger).read_all()

    def test_another_company_s_webhook_has_no_card(self):
        company = self.env["res.company"].create({"name": "Other"})
        self.sender.company_id = company
        shown = [card["id"] for card in self.overview()["webhooks"]]
        self.assertNotIn(self.sender.id, shown)
        self.assertIn(self.other.id, shown)

    def test_news_go_to_the_group_and_hold_nothing(self):
        tell_viewers(self.env)
        self.env.cr.precommit.run()
        news = self.env["bus.bus"].search([], order="id desc", limit=1)
        self.assertIn("res.groups", news.channel)
        message = json.loads(news.message)
        self.assertEqual((message["type"], [*message["payload"]]), (NEWS, ["at"]))
        # Both began at once here: who has read so much hears nothing new.
        self.assertEqual(self.overview()["read_at"], message["payload"]["at"])

    def test_news_that_cannot_be_sent_hurt_nobody(self):
        readers = ("name", "=", "group_discord_user")
        self.env["ir.model.data"].search([readers]).unlink()
        log = "odoo.addons.odoo_discord_notify.models.screens.overview_news"
        with self.enter_registry_test_mode(), self.assertLogs(log) as logged:
            self.env["discord.dispatcher"]._tell_viewers()
        self.assertIn("No overview was told: ValueError", logged.output[0])
