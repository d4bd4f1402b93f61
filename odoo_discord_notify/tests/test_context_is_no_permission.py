"""What a client puts into the context silences nobody's alert, and is only hearsay."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import DiscordCase

MANAGER = "odoo_discord_notify.group_discord_manager"
NOWHERE = "xx_XX"  # a language that is not installed


def nested(depth):
    """Return a list in a list in a list …, which no sentence can be made of."""
    value = []
    for _level in range(depth):
        value = [value]
    return value


@tagged("post_install", "-at_install")
class TestContextIsNoPermission(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        groups = f"{MANAGER},base.group_user"
        cls.manager = new_test_user(cls.env, "chief", groups=groups, name="Chief")

    def moved(self, how, **context):
        """Return what is told of an order's date, moved by `how(order)`."""
        order = self.new_order(date_ecriture="2025-05-02")
        how(order).with_context(**context).date_ecriture = "2025-05-03"
        return self.told(order)

    def test_an_ordinary_user_cannot_silence_his_own_alert(self):
        told = self.moved(lambda order: order, discord_notify_disable=True)
        self.assertEqual(told.state, "outgoing")
        self.assertEqual(told.values["old.date_ecriture"], "02-05-2025")

    def test_sudo_keeps_the_clients_context_and_does_not_count(self):
        told = self.moved(lambda order: order.sudo(), discord_notify_disable=True)
        self.assertEqual(told.state, "outgoing")

    def test_a_manager_and_a_program_are_obeyed(self):
        for user in (self.manager, self.env.ref("base.user_root")):
            with self.subTest(user.login):
                told = self.moved(
                    lambda order, user=user: order.with_user(user).sudo(),
                    discord_notify_disable=True,
                )
                self.assertEqual(told.failure_type, "silenced")

    def test_what_is_silenced_keeps_its_values(self):
        told = self.moved(self.silent)
        self.assertEqual(told.state, "canceled")
        self.assertEqual(told.values["old.date_ecriture"], "02-05-2025")
        self.assertIn("03-05-2025", told.content)

    def test_a_person_who_asks_can_tell_it_and_no_synchronization_does(self):
        topup = self.silent(self.env["alimenteur.solde"]).create(
            {"client": self.client.id}
        )
        told = self.told(topup)
        self.env["discord.sync.log"]._request("all")
        self.run_action("ir_cron_sync")
        self.assertEqual((told.state, len(self.told(topup))), ("canceled", 1))
        dispatcher = type(self.env["discord.dispatcher"])
        with patch.object(
            dispatcher, "_send_now", lambda _self, act: act(self.env) and {}
        ):
            told.with_user(self.manager).action_send_now()
        self.assertEqual(told.state, "outgoing")

    def test_what_a_person_canceled_stays_so(self):
        told = self.told(self.new_topup())
        told.action_cancel()
        with self.assertRaises(UserError):
            told.action_send_now()

    def test_a_reason_from_the_context_is_shown_as_said_by_the_agent(self):
        told = self.moved(lambda order: order, discord_notify_reason="**Approved**")
        self.assertIn(r"\*\*Approved\*\* (selon Amina)", told.content)

    def test_one_that_shows_nothing_is_none(self):
        for nothing in (" ", "\N{NO-BREAK SPACE}", "\N{ZERO WIDTH SPACE}"):
            told = self.moved(lambda order: order, discord_notify_reason=nothing)
            self.assertNotIn("Raison", told.content)
            self.assertEqual(told.values["reason"], "")

    def test_so_it_is_where_the_text_is_written_later(self):
        rule = self.rule("bl")
        template, rule.template = rule.template, "{no_such_field}"
        told = self.moved(lambda order: order, discord_notify_reason="Approved")
        self.assertEqual(told.state, "error")
        rule.template = template
        rule._mend_next(0)
        self.assertIn("Approved (selon Amina)", told.content)

    def test_so_it_is_where_not_even_its_words_were_prepared(self):
        template = type(self.env["discord.template"])
        logger = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"
        with patch.object(template, "_say", side_effect=ZeroDivisionError):
            with mute_logger(logger):
                told = self.moved(lambda order: order, discord_notify_reason="Approved")
        self.assertEqual(told.failure_type, "internal")
        self.rule("bl")._mend_next(0)
        self.assertIn("Approved (selon Amina)", told.content)

    def test_whose_words_it_is_is_said_once_and_of_his_own_only(self):
        rule, date = self.rule("bl"), "2025-05-03"
        asked, filled_in = self.new_order(), self.new_order()
        rule.template = "{no_such_field}"
        asked.with_context(discord_notify_reason="Approved").date_ecriture = date
        filled_in.write({"date_ecriture": date, "comment": "Filled in"})
        asked, filled_in = self.told(asked), self.told(filled_in)
        rule.template = "{reason:>25}"
        rule._mend_next(0)
        self.assertEqual(filled_in.content, f"{'Filled in':>25}")
        self.assertEqual(asked.content, f"{'Approved (selon Amina)':>25}")

    def test_one_that_was_filled_in_is_shown_as_it_is(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.write({"date_ecriture": "2025-05-03", "comment": "Approved"})
        self.assertEqual(self.told(order).values["reason"], "Approved")

    def by_rpc(self, record, method, *args, **context):
        """Call a method as the agent's program does, whatever its context says."""
        record = record.with_env(self.env(user=self.agent.id))
        call_kw(record, method, [record.ids, *args], {"context": context})

    def test_what_makes_no_sense_silences_nothing(self):
        for context in (
            *({"allowed_company_ids": value} for value in (7, True, ["x"], [2**40])),
            *({"discord_notify_reason": value} for value in ({"a": 1}, nested(900))),
            {"lang": NOWHERE, "tz": 5},
        ):
            order = self.new_order(date_ecriture="2025-05-02")
            self.by_rpc(order, "write", {"date_ecriture": "2025-05-03"}, **context)
            told = self.told(order)
            with self.subTest(str(context)[:40]):
                self.assertEqual(told.state, "outgoing")
                self.assertEqual(told.values["old.date_ecriture"], "02-05-2025")

    def test_nor_of_a_deletion(self):
        rule = self.new_rule("alimenteur.solde", "{solde:.0f}", trigger="on_unlink")
        for context in (
            {"allowed_company_ids": 7},
            {"discord_notify_reason": nested(900)},
            {"lang": NOWHERE},
        ):
            topup = self.new_topup()
            self.forget_transaction()
            self.by_rpc(topup, "unlink", **context)
            with self.subTest(str(context)[:40]):
                self.assertEqual(self.told(topup, rule).content, "1500")

    def test_a_number_that_is_written_with_a_fraction_silences_nothing(self):
        order = self.new_order(date_ecriture="2025-05-02")
        topup, deleted = self.new_topup(), self.new_rule("alimenteur.solde")
        deleted.trigger = "on_unlink"
        self.forget_transaction()
        env = self.env(user=self.agent.id)
        values = {"date_ecriture": "2025-05-03"}
        call_kw(env["bldimagaz.bc"], "write", [[float(order.id)], values], {})
        self.assertEqual(self.told(order).values["new.date_ecriture"], "03-05-2025")
        call_kw(env["alimenteur.solde"], "unlink", [[float(topup.id)]], {})
        self.assertEqual(self.told(topup, deleted).state, "outgoing")

    def test_what_cannot_be_said_is_kept_in_whatever_language_it_was_saved(self):
        template = type(self.env["discord.template"])
        logger = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"
        values = {"date_ecriture": "2025-05-03"}
        order, other = self.new_order(), self.new_order()
        self.rule("bl").template = "{no_such_field}"
        self.by_rpc(order, "write", values, lang=NOWHERE)
        self.assertEqual(self.told(order).failure_type, "template")
        with patch.object(template, "_say", side_effect=ZeroDivisionError):
            with mute_logger(logger):
                self.by_rpc(other, "write", values, lang=NOWHERE)
                self.assertEqual(self.told(other).failure_type, "internal")

    def test_it_is_read_as_no_company_that_the_agent_does_not_work_for(self):
        others = self.env["res.company"].create({"name": "Elsewhere"})
        self.client.with_company(others).barcode = "theirs"
        self.client.with_company(self.env.company).barcode = "ours"
        rule = self.new_rule(
            "alimenteur.solde", "{client.barcode}", watched_fields="solde"
        )
        topup = self.new_topup()
        self.forget_transaction()
        company = {"allowed_company_ids": others.ids}
        self.by_rpc(topup, "write", {"solde": 7}, **company)
        self.assertEqual(self.told(topup, rule).content, "ours")
        self.forget_transaction()
        self.agent.company_ids += others
        self.by_rpc(topup, "write", {"solde": 8}, **company)
        self.assertEqual(self.told(topup, rule).content, "theirs")
