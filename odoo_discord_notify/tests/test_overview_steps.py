"""The first steps: whose they are, of which webhook, and what they offer."""

from .test_overview import OverviewCase


class TestOverviewSteps(OverviewCase):
    def steps(self, wanted=None, who="administrator"):
        self.env.flush_all()
        self.env.invalidate_all()
        overview = self.env["discord.overview"].with_user(self.people[who])
        return overview.read_all(wanted)["steps"]

    def test_they_are_shown_until_something_has_arrived_and_when_asked_for(self):
        self.assertTrue(self.steps())
        self.queue("a")
        self.come_to("delivered", http_status=200)
        self.assertFalse(self.steps())
        self.assertTrue(self.steps(True))
        self.assertFalse(self.steps(False))

    def test_they_are_for_administrators(self):
        for who in ("reader", "manager"):
            self.assertIs(self.steps(True, who), False)

    def test_they_begin_with_a_webhook_that_has_sent_nothing(self):
        self.queue("a")
        self.come_to("delivered", http_status=200)
        webhooks = self.env["discord.overview"].read_all()["webhooks"]
        new = next(one["id"] for one in webhooks if not one["last_success"])
        self.assertEqual(self.steps(True)["webhook_id"], new)
        self.assertEqual(self.steps(self.sender.id)["webhook_id"], self.sender.id)
        self.assertEqual(self.steps(10**6)["webhook_id"], new)

    def test_what_watches_comes_before_what_waits_and_says_what_it_lacks(self):
        waiting = self.new_rule("no.such.model", webhook_id=self.sender.id, sequence=1)
        watching = self.new_rule("res.partner", webhook_id=self.sender.id)
        rules = self.steps(self.sender.id)["rules"]
        self.assertEqual([one["id"] for one in rules][-1], waiting.id)
        self.assertIn(watching.id, [one["id"] for one in rules])
        self.assertEqual(rules[0]["state"], "watching")
        self.assertIn("no.such.model is not installed", rules[-1]["state_message"])

    def test_a_rule_that_tells_a_channel_by_a_route_is_one_of_its_rules(self):
        elsewhere = {"webhook_id": self.other.id, "route_field": "city"}
        rule = self.new_rule("res.partner", **elsewhere)
        self.env["discord.rule.route"].create(
            {"rule_id": rule.id, "value": "Rabat", "webhook_id": self.sender.id}
        )
        ids = [one["id"] for one in self.steps(self.sender.id)["rules"]]
        self.assertIn(rule.id, ids)
        rule.route_field = False  # then its lines say nothing
        ids = [one["id"] for one in self.steps(self.sender.id)["rules"]]
        self.assertNotIn(rule.id, ids)

    def test_they_offer_rules_on_what_is_installed(self):
        offered = dict(self.steps(True)["ready_made"])
        self.assertEqual(offered["contact"], "New contact")

    def test_one_notification_is_not_said_as_many(self):
        failed = self.queue("a", "b", "c")
        failed[0].state = "in_doubt"
        failed[1].state = "error"
        items = self.attention()
        said = "1 notification may or may not have arrived"
        self.assertEqual(items["in_doubt"]["title"], said)
        self.assertEqual(items["error"]["title"], "1 notification could not be sent")
        failed[2].state = "error"
        said = "2 notifications could not be sent"
        self.assertEqual(self.attention()["error"]["title"], said)
