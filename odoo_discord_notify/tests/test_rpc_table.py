"""What can be called from outside, by whom: this table says all of it."""

from xmlrpc.client import dumps

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .common import DiscordCase
from .test_access_rights import EXPECTED, GROUPS

ADDON = "odoo.addons.odoo_discord_notify."
MANAGERS, READERS = {"manager", "system"}, {"user", "manager", "system"}
ADMINISTRATORS = {"system"}
# The public methods that the addon defines, and who gets beyond their door.
METHODS = {
    "discord.arrived.action_confirm": MANAGERS,
    "discord.backlog.action_decide": MANAGERS,
    "discord.copy.action_decide": MANAGERS,
    "discord.delivery.action_ask_send_again": MANAGERS,
    "discord.notification.action_arrived": MANAGERS,
    "discord.notification.action_cancel": MANAGERS,
    "discord.notification.action_ask_cancel": MANAGERS,
    "discord.notification.action_ask_send_again": MANAGERS,
    "discord.notification.action_delete_in_discord": MANAGERS,
    "discord.notification.action_open_record": READERS,
    "discord.notification.action_put_back": MANAGERS,
    "discord.notification.action_retry": MANAGERS,
    "discord.notification.action_send_again": MANAGERS,
    "discord.notification.action_send_now": MANAGERS,
    "discord.overview.action_resume": ADMINISTRATORS,
    "discord.overview.action_send_refused": MANAGERS,
    "discord.overview.action_switch_on": ADMINISTRATORS,
    "discord.overview.read_all": READERS,
    "discord.question.action_confirm": MANAGERS,
    "discord.record.read_button": READERS,
    "discord.recap.action_open_notifications": READERS,
    "discord.recap.action_send_now": MANAGERS,
    "discord.recap.action_take_over": ADMINISTRATORS,
    "discord.recap.action_test": MANAGERS,
    "discord.recap.field_choices": MANAGERS,
    "discord.rule.action_open_notifications": READERS,
    "discord.rule.action_send_failed": MANAGERS,
    "discord.rule.action_test": MANAGERS,
    "discord.rule.action_test_call": MANAGERS,
    "discord.rule.action_take_over": ADMINISTRATORS,
    "discord.rule.becoming_choices": MANAGERS,
    "discord.rule.field_choices": MANAGERS,
    "discord.rule.route_choices": MANAGERS,
    "discord.rule.preview_ready_made": MANAGERS,
    "discord.sync.console.action_run_now": MANAGERS,
    "discord.sync.log.action_continue": MANAGERS,
    "discord.sync.log.action_open_notifications": READERS,
    "discord.sync.log.action_stop": MANAGERS,
    "discord.sync.move.action_move": MANAGERS,
    "discord.sync.state.action_unblock": MANAGERS,
    "discord.topup.action_open_notifications": READERS,
    "discord.topup.action_open_topup": READERS,
    "discord.webhook.action_send_test": ADMINISTRATORS,
    "discord.webhook.action_test_connection": ADMINISTRATORS,
    "res.config.settings.action_discord_pause": ADMINISTRATORS,
    "res.config.settings.action_discord_resume": ADMINISTRATORS,
    "res.config.settings.action_discord_sync_start": ADMINISTRATORS,
    "res.config.settings.action_discord_sync_stop": ADMINISTRATORS,
    "res.config.settings.action_discord_test": ADMINISTRATORS,
}
# What is not followed by a page or a message, and in which state it can be pressed.
BUTTONS = {
    "discord.notification.action_arrived": {"state": "in_doubt"},
    "discord.notification.action_cancel": {"state": "outgoing"},
    "discord.sync.log.action_stop": {"state": "running"},
    "discord.sync.log.action_continue": {"state": "stopped"},
    "discord.sync.state.action_unblock": {"is_syncing": True},
    "discord.backlog.action_decide": {"choice": "cancel"},
}
# Odoo's own methods, and the right (by its initial) that opens them.
OPERATIONS = {
    "read": ("r", [["id"]]),
    "search_read": ("r", [[], ["id"]]),
    "create": ("c", [{}]),
    "copy": ("c", []),
    "write": ("w", [{}]),
    "web_save": ("w", [{}, {}]),
    "unlink": ("u", []),
}
WITHOUT_IDS = ("search_read", "create")


@tagged("post_install", "-at_install")
class TestRpcTable(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            kind: new_test_user(cls.env, f"rpc_{kind}", groups=group)
            for kind, group in GROUPS.items()
        }
        webhook = cls.webhook("solde")
        told = {"webhook_id": webhook.id, "event": "test", "content": "👋"}
        told |= {"rule_id": cls.rule("solde").id, "res_model": "res.partner"}
        values = {
            "discord.notification": {**told, "res_id": cls.client.id},
            "discord.delivery": {"webhook_id": webhook.id, "state": "delivered"},
            "discord.sync.state": {"sync_type": "sync_test", "name": "Test"},
            "discord.sync.log": {"sync_type": "sync_test", "state": "success"},
            "discord.sync.console": {},
            "discord.backlog": {"webhook_id": webhook.id},
            "discord.copy": {},
            "discord.question": {"command": "cancel"},
            "discord.arrived": {},
            "discord.mention": {"name": "@compta", "kind": "role", "discord_id": "1"},
            "discord.rule.route": {
                "rule_id": cls.rule("solde").id,
                "value": "Rabat",
                "webhook_id": webhook.id,
            },
            "res.config.settings": {},
            # Not a shipped one: its buttons would send something for good.
            "discord.recap": {
                **{"name": "Test", "model_name": "res.partner"},
                "webhook_id": webhook.id,
            },
        }
        cls.records = {m: cls.env[m].create(v) for m, v in values.items()}
        state_id = cls.records["discord.sync.state"].id
        move = {"state_id": state_id, "date_from": fields.Datetime.now()}
        cls.records["discord.sync.move"] = cls.env["discord.sync.move"].create(move)
        topup = cls.env["alimenteur.solde"].create({"client": cls.client.id})
        cls.env.cr.flush()  # tells
        cls.records["discord.topup"] = cls.env["discord.topup"].browse(topup.id)
        cls.records["discord.webhook"] = webhook
        cls.records["discord.rule"] = cls.rule("solde")

    def gets_in(self, kind, model_name, method, *args, ids=True):
        """Whether a kind of user gets beyond access rights, whatever comes then."""
        model = self.env[model_name].with_user(self.users[kind])
        args = [self.records[model_name].ids, *args] if ids else args
        if model._transient:  # a wizard is its own user's
            table, user_id = SQL.identifier(model._table), self.users[kind].id
            self.env.execute_query(SQL("UPDATE %s SET create_uid = %s", table, user_id))
        with mute_logger("odoo.models.unlink", "odoo.sql_db"):
            try:
                with self.env.cr.savepoint():
                    call_kw(model, method, list(args), {})
                    raise UserError("undo")  # pylint: disable=translation-required
            except AccessError:
                return False
            except Exception:
                return True
            finally:
                self.env.invalidate_all()

    def test_the_table_knows_every_public_method(self):
        found = {
            f"{name}.{method}"
            for name, model in self.env.registry.items()
            for cls in model.__mro__
            if cls.__module__.startswith(ADDON) and ".tests." not in cls.__module__
            for method in vars(cls)
            if self.is_new_and_public(model, cls, method)
        }
        self.assertEqual(found, METHODS.keys())

    @staticmethod
    def is_new_and_public(model, cls, method):
        """Whether the addon makes a method callable that Odoo has not on its model."""
        if method.startswith("_") or not callable(getattr(cls, method)):
            return False
        others = (c for c in model.__mro__[1:] if not c.__module__.startswith(ADDON))
        return not any(method in vars(other) for other in others)

    def test_each_method_lets_in_whom_the_table_says(self):
        for name, expected in METHODS.items():
            model_name, _, method = name.rpartition(".")
            ids = model_name in self.records
            allowed = {
                k for k in GROUPS if self.gets_in(k, model_name, method, ids=ids)
            }
            with self.subTest(name):
                self.assertEqual(allowed, expected)

    def test_each_operation_of_odoo_lets_in_whom_the_rights_say(self):
        for model_name, rights in EXPECTED.items():
            for operation, (right, args) in OPERATIONS.items():
                ids = operation not in WITHOUT_IDS
                allowed = {
                    kind
                    for kind in GROUPS
                    if self.gets_in(kind, model_name, operation, *args, ids=ids)
                }
                expected = {kind for kind in GROUPS if right in rights.get(kind, "")}
                with self.subTest(model=model_name, operation=operation):
                    self.assertEqual(allowed, expected)

    def test_records_that_are_no_more_are_told_in_words(self):
        """A manager's list may be old: no traceback, and nothing is done by half."""
        gone, states = 2**31 - 1, self.records["discord.notification"].mapped("state")
        for name in METHODS:
            model_name, _, method = name.rpartition(".")
            if model_name not in self.records:
                continue
            model = self.env[model_name].with_user(self.users["manager"])
            with self.subTest(name), self.assertRaises(UserError):
                with self.env.cr.savepoint():
                    call_kw(model, method, [[gone]], {})
        self.env.invalidate_all()
        still = self.records["discord.notification"].mapped("state")
        self.assertEqual(still, states)

    def test_buttons_that_show_nothing_answer_over_xml_rpc_too(self):
        for name, values in BUTTONS.items():
            model_name, _, method = name.rpartition(".")
            record = self.records[model_name]
            record.sudo().write(values)
            model = self.env[model_name].with_user(self.users["manager"])
            with self.subTest(name):
                answer = call_kw(model, method, [record.ids], {})
                self.assertTrue(dumps((answer,), methodresponse=True))

    def test_nobody_calls_what_is_private(self):
        for model_name, method in (
            ("discord.dispatcher", "_run"),
            ("discord.database", "_go_on_here"),
            ("discord.notification", "_set_state"),
            ("discord.webhook", "_address"),
        ):
            with self.subTest(method), self.assertRaises(AccessError):
                call_kw(self.env[model_name], method, [[]], {})


@tagged("post_install", "-at_install")
class TestRpcWithoutUser(HttpCase):
    def test_who_is_not_logged_in_calls_nothing(self):
        for model_name in EXPECTED:
            params = {"model": model_name, "method": "search_read", "args": [[]]}
            answer = self.url_open(
                f"/web/dataset/call_kw/{model_name}/search_read",
                json={"jsonrpc": "2.0", "params": {**params, "kwargs": {}}},
            ).json()
            self.assertIn("Session", answer["error"]["data"]["name"])
