"""A run of the sender, with something on this machine that answers as Discord."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from ..models.sending.delivery_queue import ORPHAN_AGE
from .common import own_environment
from .dispatcher_common import DispatcherCase

DAY = 86_400  # seconds
CLOSE = "ir.actions.act_window_close"


class Discord(BaseHTTPRequestHandler):
    """Takes every message."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.contents.append(json.loads(body)["content"])
        message = json.dumps({"id": "17", "channel_id": "3"}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(message)))
        self.end_headers()
        self.wfile.write(message)

    def log_message(self, *args):
        """Say nothing: addresses hold tokens."""


class TestDispatcherRuns(DispatcherCase):
    def setUp(self):
        super().setUp()
        self.discord = ThreadingHTTPServer(("127.0.0.1", 0), Discord)
        self.discord.contents = []
        threading.Thread(target=self.discord.serve_forever).start()
        self.addCleanup(self.discord.server_close)
        self.addCleanup(self.discord.shutdown)
        base = f"http://127.0.0.1:{self.discord.server_port}"
        self.enterContext(own_environment(DISCORD_API_BASE=base))

    def run_sender(self):
        """Run it as the scheduled action does, in a transaction of its own."""
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            self.env(cr=cr)["discord.dispatcher"]._run()

    def test_a_run_sends_all_that_is_due(self):
        self.sender.pack = False
        notifications = self.queue("a", "b") | self.queue("c", webhook=self.other)
        self.run_sender()
        self.assertEqual(set(notifications.mapped("state")), {"sent"})
        self.assertEqual(sorted(self.discord.contents), ["a", "b", "c"])
        order = [text for text in self.discord.contents if text in "ab"]
        self.assertEqual(order, ["a", "b"])

    def test_a_run_leaves_alone_what_is_held(self):
        held, free = self.queue("a"), self.queue("b", webhook=self.other)
        self.sender._hold(60, None)
        self.run_sender()
        self.assertEqual((held.state, free.state), ("outgoing", "sent"))

    def test_what_kills_its_sender_each_time_is_not_tried_for_ever(self):
        """queue#713, queue#716, queue#816: a dead job is started again without end."""
        deadly, harmless = self.queue("a"), self.queue("b", webhook=self.other)
        for _death in range(3):
            self.assertEqual(deadly.state, "outgoing")
            payload, delivery = self.claim()
            self.assertEqual(payload["content"].partition("\n")[0], "a")
            self.grow_old(delivery, ORPHAN_AGE + 5)
            self.run_sender()
            self.env.invalidate_all()
            self.let_time_pass()
        self.run_sender()
        self.assertEqual((deadly.state, harmless.state), ("in_doubt", "sent"))
        self.assertEqual(self.discord.contents, ["b"])

    def test_a_hold_of_a_clock_that_was_wrong_does_not_last(self):
        held, orphaned = self.queue("a"), self.queue("b", webhook=self.other)
        self.sender._hold(300 * DAY, None)
        _payload, delivery = self.claim(self.other)
        self.grow_old(delivery, -300 * DAY)
        self.run_sender()
        self.assertEqual(held.state, "sent")
        self.assertEqual(delivery.state, "in_doubt")
        self.let_time_pass()
        self.run_sender()
        self.assertEqual(orphaned.state, "sent")

    def test_a_hold_wakes_nobody_after_the_test(self):
        self.queue("a")
        self.sender._hold(DAY, None)
        self.run_sender()
        names = [thread.name for thread in threading.enumerate()]
        self.assertFalse([name for name in names if "discord wake-up" in name])

    def test_a_neutralized_database_sends_nothing(self):
        self.env["ir.config_parameter"].set_param("database.is_neutralized", "1")
        notification = self.queue("a")
        self.run_sender()
        self.assertEqual(notification.state, "outgoing")
        self.assertEqual(self.discord.contents, [])

    def test_paused_nothing_is_sent_and_send_now_says_why(self):
        page = self.env["res.config.settings"]
        opened_before = page.create({})
        page.create({}).action_discord_pause()
        notification = self.queue("a")
        self.run_sender()
        with self.enter_registry_test_mode():
            toast = notification.action_send_now()
        self.assertEqual(notification.state, "outgoing")
        self.assertIn("All sending is paused", toast["params"]["message"])
        self.assertEqual(self.discord.contents, [])

        opened_before.execute()  # saved for another reason
        page.create({"discord_paused": False}).execute()
        self.run_sender()
        self.assertEqual(self.discord.contents, [])
        page.create({}).action_discord_resume()
        self.run_sender()
        self.assertEqual(self.discord.contents, ["a"])

    def test_send_now_sends_up_to_what_is_asked_for(self):
        first, asked, last = self.queue("a", "b", "c")
        with self.enter_registry_test_mode():
            toast = asked.action_send_now()
        self.assertEqual(self.discord.contents, ["a\n\nb"])
        self.assertEqual((first | asked | last).mapped("state").count("sent"), 2)
        self.assertEqual(last.state, "outgoing")
        self.assertEqual(toast["params"]["type"], "success")

    def test_retry_of_one_sends_it_and_says_so(self):
        [failed] = self.queue("a")
        failed.write({"state": "error", "failure_reason": "Refused."})
        with self.enter_registry_test_mode():
            toast = failed.action_retry()
        self.assertEqual((failed.state, self.discord.contents), ("sent", ["a"]))
        self.assertEqual(toast["params"]["next"]["type"], CLOSE)

    def test_retry_of_several_puts_them_into_the_queue_and_counts_them(self):
        first, second, third = self.queue("a", "b", "c")
        (first | second).state = "error"
        third.state = "sent"
        message = (first | second | third).action_retry()["params"]["message"]
        self.assertEqual(message, "Back in the queue: 2 of 3 · already sent: 1")
        states = [one.state for one in (first, second, third)]
        self.assertEqual(states, ["outgoing", "outgoing", "sent"])
        self.assertEqual(self.discord.contents, [])
