"""The Action menu of what rules are about: send it now, see what was told of it."""

from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .common import DiscordCase

TOPUP, ORDER, PARTNER = "alimenteur.solde", "bldimagaz.bc", "res.partner"
SEND, TOLD = "Send to Discord now", "Discord messages"


@tagged("post_install", "-at_install")
class TestActionMenus(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["discord.menus"]._reconcile()
        group = "odoo_discord_notify.group_discord_user"
        cls.reader = new_test_user(
            cls.env,
            "menu_reader",
            group,
        )
        cls.manager = new_test_user(
            cls.env,
            "menu_manager",
            "odoo_discord_notify.group_discord_manager",
            name="Salma",
        )

    def entries(self, model_name):
        """Return what we add to the Action menu of a model, {name: action}."""
        found = self.env["ir.model.data"].search(
            [
                ("module", "=", "odoo_discord_notify"),
                ("name", "=like", "action_menu_%"),
            ]
        )
        actions = [self.env[data.model].browse(data.res_id) for data in found]
        return {
            action.name: action
            for action in actions
            if action.binding_model_id.model == model_name
        }

    def test_the_shipped_rules_add_both_to_the_menus_of_their_models(self):
        self.assertEqual(self.entries(TOPUP).keys(), {SEND, TOLD})
        names = {f"{SEND}: {self.rule(key).name}" for key in ("bc", "bl")}
        self.assertEqual(self.entries(ORDER).keys(), {*names, TOLD})
        self.assertEqual(self.entries(PARTNER), {})

    def test_they_come_and_go_with_the_wish_of_a_rule(self):
        """A manager's wish: no right on actions is needed."""
        rule = self.new_rule(PARTNER, in_action_menu=True).with_user(self.manager)
        for change, shown in (
            ({"in_action_menu": False}, False),
            ({"in_action_menu": True}, True),
            ({"active": False}, False),
            ({"active": True}, True),
            ({"model_name": "no.such.model"}, False),
            ({"model_name": PARTNER}, True),
        ):
            rule.write(change)
            with self.subTest(change):
                expected = {SEND, TOLD} if shown else set()
                self.assertEqual(self.entries(PARTNER).keys(), expected)
        rule.unlink()
        self.assertEqual(self.entries(PARTNER), {})

    def test_discord_users_see_what_was_told_and_managers_send_too(self):
        bindings = self.env["ir.actions.actions"].get_bindings
        for user, shown in (
            (self.manager, {SEND, TOLD}),
            (self.reader, {TOLD}),
            (self.agent, set()),
        ):
            actions = bindings.__func__(
                self.env["ir.actions.actions"].with_user(user), TOPUP
            ).get("action", ())
            names = {action["name"] for action in actions}
            with self.subTest(user.login):
                self.assertEqual({SEND, TOLD} & names, shown)

    def send(self, records, user):
        """Press the entry; return (what is told, the toast), nothing posted."""
        action = self.entries(records._name)[SEND].with_user(user)
        context = {"active_model": records._name, "active_ids": records.ids}
        told = []

        def send_now(dispatcher, prepare):
            told.append(prepare(dispatcher.env(su=True)))
            return {one.id: ("sent", "") for one in told[0]}

        with patch.object(type(self.env["discord.dispatcher"]), "_send_now", send_now):
            toast = action.with_context(**context, active_id=records[:1].id).run()
        return told[0], toast["params"]["message"]

    def test_a_manager_sends_what_he_may_read_and_it_says_who(self):
        self.new_rule(PARTNER, "{name} · {agent}", in_action_menu=True)
        told, message = self.send(self.client, self.manager)
        self.assertEqual(told.event, "manual")
        self.assertEqual(told.user_id, self.manager)
        self.assertEqual(told.content, "Dépôt Maârif · Salma")
        self.assertEqual(message, "Sent.")

    def test_others_cannot_send_even_by_hand(self):
        rule = self.new_rule(PARTNER, in_action_menu=True)
        for user in (self.agent, self.reader):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.send(self.client, user)
        outbox = self.env["discord.outbox"].with_user(self.reader)
        with self.assertRaises(AccessError):
            outbox._send_asked(rule, self.client.with_user(self.reader))

    def test_nobody_sends_what_he_may_not_read(self):
        self.new_rule(PARTNER, in_action_menu=True)
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id(PARTNER),
                "domain_force": f"[('id', '!=', {self.client.id})]",
            }
        )
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models"):
            self.send(self.client, self.manager)

    def test_a_person_is_told_why_nothing_goes(self):
        rule = self.new_rule(PARTNER, in_action_menu=True, filter_domain="[(0,'=',1)]")
        with self.assertRaisesRegex(UserError, "look at its filter"):
            self.send(self.client, self.manager)
        rule.webhook_id = self.env["discord.webhook"].create({"name": "Without"})
        with self.assertRaisesRegex(UserError, "has no URL"):
            self.send(self.client, self.manager)

    def test_the_messages_are_those_of_the_records(self):
        topup, other = self.new_topup(), self.new_topup()
        self.told(topup + other)
        action = self.entries(TOPUP)[TOLD]
        domain = safe_eval(action.domain, {"active_ids": topup.ids})
        found = self.env["discord.notification"].with_user(self.reader).search(domain)
        self.assertEqual(found.res_id, topup.id)
