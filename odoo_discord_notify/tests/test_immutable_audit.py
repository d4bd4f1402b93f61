"""What was told, when and to whom cannot be rewritten by anybody who calls by RPC."""

from contextlib import suppress

from odoo.exceptions import AccessError, UserError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from .common import DiscordCase
from .test_access_rights import EXPECTED, GROUPS

AUDIT = [name for name, rights in EXPECTED.items() if rights.get("system") == "r"]
WIZARDS = ("discord.backlog", "discord.copy", "discord.sync.console")
# A state that each model knows; and every public method of Odoo's that changes records.
FORGED = {
    "discord.notification": {"state": "canceled"},
    "discord.delivery": {"state": "gone"},
    "discord.sync.log": {"state": "failed"},
}
CHANGES = {
    "write": [FORGED],
    "web_save": [FORGED, {"id": {}}],
    "web_save_multi": [[FORGED], {"id": {}}],
    "unlink": [],
    "copy": [],
    "action_archive": [],
    "action_unarchive": [],
    "web_resequence": [{}],
}
ADDITIONS = {
    "create": [{}],
    "name_create": ["forged"],
    "load": [["id"], [["1"]]],
}


@tagged("post_install", "-at_install")
class TestImmutableAudit(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users = {
            kind: new_test_user(cls.env, f"audit_{kind}", groups=GROUPS[kind])
            for kind in ("manager", "system")
        }
        told = {"rule_id": cls.rule("solde").id, "webhook_id": cls.webhook("solde").id}
        values = {
            "discord.notification": {**told, "event": "created", "content": "💸"},
            "discord.delivery": {
                "webhook_id": told["webhook_id"],
                "state": "delivered",
            },
            "discord.sync.log": {"sync_type": "sync_test", "state": "success"},
        }
        cls.records = {name: cls.env[name].create(v) for name, v in values.items()}
        cls.env.flush_all()

    def state_of_all(self):
        self.env.invalidate_all()
        rows = {}
        for name in self.records:
            model = self.env[name].with_context(active_test=False)
            names = [f for f in model._fields if model._fields[f].store]
            rows[name] = model.search([]).read(names)
        return rows

    def attempt(self, model, method, args):
        """Call it with what is forged for this model; whether it fails is no matter."""
        forged = FORGED[model._name]
        args = [
            forged if a is FORGED else [forged] if a == [FORGED] else a for a in args
        ]
        # Odoo asserts that what it archives has an `active` field.
        with suppress(AccessError, UserError, AssertionError):
            with self.env.cr.savepoint():
                call_kw(model, method, args, {})
                self.env.flush_all()

    def test_no_method_of_odoos_changes_it(self):
        before = self.state_of_all()
        for name, records in self.records.items():
            for user in self.users.values():
                model = self.env[name].with_user(user)
                for method, args in {**CHANGES, **ADDITIONS}.items():
                    ids = [records.ids] if method in CHANGES else []
                    with self.subTest(model=name, method=method, user=user.login):
                        self.attempt(model, method, [*ids, *args])
                        self.assertEqual(self.state_of_all(), before)

    def test_nor_does_the_list_that_a_rule_has_of_it(self):
        before, told = self.state_of_all(), self.records["discord.notification"]
        for command in (
            (0, 0, {"event": "created", "webhook_id": self.webhook("bl").id}),
            (1, told.id, {"content": "another amount"}),
            (2, told.id, 0),
            (3, told.id, 0),
            (5, 0, 0),
            (6, 0, []),
        ):
            rule = self.rule("solde").with_user(self.users["manager"])
            with self.subTest(command), self.assertRaises(AccessError):
                with self.env.cr.savepoint():
                    rule.write({"notification_ids": [command]})
                    self.env.flush_all()
            self.assertEqual(self.state_of_all(), before)
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            self.rule("bl").with_user(self.users["manager"]).write(
                {"notification_ids": [(4, told.id)]}
            )
            self.env.flush_all()

    def test_every_model_that_nobody_may_change_is_proven_here_or_has_no_table(self):
        for name in AUDIT:
            if self.env[name]._auto:
                self.assertIn(name, self.records)

    def test_a_decision_that_one_prepares_is_not_changed_by_another(self):
        other = new_test_user(self.env, "other", groups=GROUPS["manager"])
        values = {"discord.backlog": {"webhook_id": self.webhook("solde").id}}
        for name in WIZARDS:
            mine = self.env[name].with_user(other).create(values.get(name, {}))
            theirs = mine.with_user(self.users["manager"])
            with self.subTest(name), self.assertRaises(AccessError):
                theirs.write({})
                theirs.read(["display_name"])

    def test_the_key_of_a_synchronization_stays(self):
        state = self.env["discord.sync.state"].create(
            {"sync_type": "sync_test", "name": "Test"}
        )
        state = state.with_user(self.users["manager"])
        state.name = "Other"
        with self.assertRaises(UserError):
            state.sync_type = "sync_other"
