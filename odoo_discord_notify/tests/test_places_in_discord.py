"""Each request keeps where it went: links into Discord outlive the URL."""

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from ..discord.verdict import Verdict
from ..models.sending import server_question
from .common import webhook_url
from .dispatcher_common import DispatcherCase

SERVER, CHANNEL, THREAD, MESSAGE = "1" * 19, "2" * 19, "3" * 19, "4" * 19
DESCRIBED = Verdict("described", channel_id=CHANNEL, guild_id=SERVER)


class Asked:
    """Discord, as far as it is asked about webhooks."""

    def __init__(self, answer=DESCRIBED):
        self.answer, self.count = answer, 0

    def describe(self, _address):
        self.count += 1
        return self.answer


@tagged("post_install", "-at_install")
class TestPlacesInDiscord(DispatcherCase):
    def ask(self, answer=DESCRIBED):
        """Let the sender ask what it wants to know; returns how often it asked."""
        discord = Asked(answer)
        self.env.flush_all()
        with (
            patch.object(server_question, "brief_client", lambda: discord),
            patch.object(type(self.env["discord.dispatcher"]), "_commit"),
        ):
            self.env["discord.dispatcher"]._ask_servers()
        return discord.count

    def deliver(self, channel_id=CHANNEL):
        self.queue("Solde")
        facts = {"message_id": MESSAGE, "channel_id": channel_id}
        return self.come_to("delivered", **facts)[1]

    def place(self, record):
        return record.guild_id, record.channel_id

    def test_what_was_delivered_says_where(self):
        self.sender.guild_id = SERVER
        self.assertEqual(self.place(self.deliver()), (SERVER, CHANNEL))

    def test_what_is_in_doubt_says_where_as_far_as_it_is_known(self):
        self.sender.write({"guild_id": SERVER, "channel_id": CHANNEL})
        self.queue("Solde")
        doubtful = self.come_to("unanswered")[1]
        self.assertEqual(self.place(doubtful), (SERVER, CHANNEL))

    def test_a_request_under_way_says_where_already(self):
        self.sender.write({"guild_id": SERVER, "channel_id": CHANNEL})
        self.queue("Solde")
        self.assertEqual(self.place(self.claim()[1]), (SERVER, CHANNEL))

    def test_a_message_in_a_thread_is_found_in_the_thread(self):
        self.sender.write({"guild_id": SERVER, "channel_id": CHANNEL})
        self.sender.thread_id = THREAD
        self.queue("Solde")
        doubtful = self.come_to("unanswered")[1]
        self.assertEqual(self.place(doubtful), (SERVER, THREAD))
        self.assertEqual(self.place(self.deliver(THREAD)), (SERVER, THREAD))

    def test_an_unknown_server_is_asked_for_once_something_has_left(self):
        self.assertEqual(self.ask(), 0)
        delivery = self.deliver()
        self.assertEqual(self.ask(), 1)
        self.assertEqual(self.place(delivery), (SERVER, CHANNEL))
        self.deliver()
        self.assertEqual(self.ask(), 0)

    def test_the_first_message_of_all_that_is_in_doubt_is_found_as_well(self):
        self.queue("Solde")
        doubtful = self.come_to("unanswered")[1]
        self.assertEqual(self.place(doubtful), (False, False))
        self.let_time_pass()
        self.ask()
        self.assertEqual(self.place(doubtful), (SERVER, CHANNEL))

    def test_no_answer_is_asked_for_again_an_hour_later(self):
        self.deliver()
        self.assertEqual(self.ask(Verdict("offline")), 1)
        self.assertEqual(self.ask(), 0)
        self.sender.guild_asked = fields.Datetime.now() - timedelta(hours=2)
        self.assertEqual(self.ask(), 1)
        self.assertEqual(self.sender.guild_id, SERVER)

    def test_a_new_url_leaves_what_left_before_where_it_is(self):
        delivery = self.deliver()
        self.ask()
        self.sender.url = webhook_url(9)
        self.assertEqual(self.place(self.sender), (False, False))
        self.deliver("5" * 19)
        self.ask(Verdict("described", channel_id="5" * 19, guild_id="6" * 19))
        self.assertEqual(self.place(delivery), (SERVER, CHANNEL))
        self.assertEqual(self.sender.guild_id, "6" * 19)

    def test_what_a_former_url_left_unknown_is_not_taken_for_the_new_one_s(self):
        self.queue("Solde")
        doubtful = self.come_to("unanswered")[1]
        self.grow_old(doubtful, 60)
        self.let_time_pass()
        self.sender.url = webhook_url(9)
        self.deliver()
        self.ask()
        self.assertEqual(self.place(doubtful), (False, False))

    def test_a_url_that_changed_outside_of_odoo_has_another_server(self):
        self.sender.write({"guild_id": SERVER, "channel_id": CHANNEL})
        elsewhere = self.deliver("5" * 19)
        self.assertEqual(self.place(elsewhere), (False, "5" * 19))
        self.assertFalse(self.sender.guild_id)

    def test_a_copy_asks_nothing(self):
        self.deliver()
        database = type(self.env["discord.database"])
        with patch.object(database, "_silenced", lambda _self: "A copy."):
            self.assertEqual(self.ask(), 0)

    def test_an_answer_to_a_url_that_was_replaced_meanwhile_is_not_kept(self):
        self.deliver()

        def replace_url(_self):
            self.sender.url = webhook_url(9)

        with (
            patch.object(server_question, "brief_client", Asked),
            patch.object(type(self.env["discord.dispatcher"]), "_commit", replace_url),
        ):
            self.env["discord.dispatcher"]._ask_servers()
        self.assertFalse(self.sender.guild_id)
