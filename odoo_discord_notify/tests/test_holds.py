"""Why a webhook waits, and whose pause a person may cut short."""

from ..discord.policy import Holds
from .common import webhook_url
from .dispatcher_common import DispatcherCase

CALM = "Waits, and goes on by itself. Nothing is lost."


class TestHolds(DispatcherCase):
    def test_a_held_webhook_says_why(self):
        self.queue("a")
        self.come_to("unreached", http_status=503)
        self.assertEqual(self.sender.state, "held")
        self.assertEqual(
            self.sender.state_message, f"Discord is not available (HTTP 503). {CALM}"
        )

    def test_whoever_is_held_along_says_why_too(self):
        self.queue("a")
        self.come_to("offline", detail="ConnectTimeout")
        reason = "Discord cannot be reached (ConnectTimeout)."
        self.assertEqual(self.other.state_message, f"{reason} {CALM}")

    def test_an_empty_bucket_after_a_success_is_no_trouble(self):
        self.sender._hold(1, Holds.WEBHOOK)
        self.assertEqual(self.sender.state_message, CALM)

    def test_only_a_pause_of_our_own_is_cut_short(self):
        for case, facts, cut in [
            ("unreached", {"http_status": 503}, True),
            ("unreached", {"http_status": 503, "retry_after": 60.0}, False),
            ("unanswered", {}, True),
            ("forbidden", {"http_status": 403}, True),
            ("limited", {"http_status": 429, "retry_after": 60.0}, False),
            ("limited_all", {"http_status": 429, "retry_after": 60.0}, False),
            ("banned", {"http_status": 429}, False),
            ("barred", {"http_status": 403}, False),
        ]:
            with self.subTest(case, **facts):
                self.queue("a")
                self.let_time_pass()
                self.come_to(case, **facts)
                self.assertGreater(self.seconds_held(self.sender), 1)
                self.sender._end_own_pauses()
                self.assertEqual(not self.sender.held_until, cut)
                self.env["discord.webhook"].search([])._start_anew()

    def test_a_new_webhook_and_a_new_url_wait_for_the_end_of_a_ban(self):
        self.queue("a")
        self.come_to("banned", http_status=429)
        new = self.env["discord.webhook"].create({"name": "New", "url": webhook_url(7)})
        self.sender.url = webhook_url(8)
        for webhook in (new, self.sender):
            self.assertEqual(webhook.state, "held")
            self.assertGreater(self.seconds_held(webhook), 60)
            self.assertTrue(webhook.needs_probe)
        self.let_time_pass()
        self.queue("b", webhook=new)
        self.assertEqual(len(self.due()), 2)

    def test_a_new_webhook_shares_no_pause_of_a_channel(self):
        self.queue("a")
        self.come_to("limited", http_status=429, retry_after=60.0)
        new = self.env["discord.webhook"].create({"name": "New", "url": webhook_url(7)})
        self.assertEqual(new.state, "ok")

    def test_a_pause_that_discord_asks_for_outlives_one_of_our_own(self):
        for first, second in [(True, False), (False, True)]:
            with self.subTest(first_is_ours=first):
                self.let_time_pass()
                self.sender._hold(60, Holds.WEBHOOK, "A", is_ours=first)
                self.sender._hold(30, Holds.WEBHOOK, "B", is_ours=second)
                self.sender._end_own_pauses()
                self.assertGreater(self.seconds_held(self.sender), 45)
                self.assertEqual(self.sender.held_reason, "A")

    def test_after_discords_pause_is_over_the_next_one_may_be_ours(self):
        self.sender._hold(-1, Holds.WEBHOOK, "A")
        self.sender._hold(30, Holds.WEBHOOK, "B", is_ours=True)
        self.sender._end_own_pauses()
        self.assertFalse(self.sender.held_until)
