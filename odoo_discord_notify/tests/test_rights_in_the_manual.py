"""The manual's tables of rights are what the tests of RPC ask for."""

import re

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.models import MAGIC_COLUMNS
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from . import test_company_walls
from .common import DiscordCase
from .test_access_rights import EXPECTED, GROUPS
from .test_documentation import FRAGMENTS
from .test_rpc_table import METHODS

WORDS = {"read": "r", "write": "w", "create": "c", "delete": "u", "–": ""}
KINDS = ("portal", "internal", "elsewhere", "user", "manager", "system")
SHARED = "as his role"  # one for all companies, or guarded by what it shows
# What is called of no record that could be another company's.
OF_NO_COMPANY = {
    "discord.overview",
    "discord.record",
    "res.config.settings",
    "discord.rule.becoming_choices",
    "discord.recap.field_choices",
    "discord.rule.field_choices",
    "discord.rule.route_choices",
    "discord.rule.preview_ready_made",
}
WHO = {
    "Discord users": {"user", "manager", "system"},
    "Discord managers": {"manager", "system"},
    "administrators": {"system"},
}


def rows_below(header):
    """Return the cells of each row of the table of the manual with this header."""
    table = FRAGMENTS["CONFIGURE"].partition(header)[2].partition("\n\n")[0]
    lines = re.findall(r"(?m)^\| `(.*) \|$", table)
    return [line.replace("`", "").split(" | ") for line in lines]


@tagged("post_install", "-at_install")
class TestRightsInTheManual(DiscordCase):
    def cells(self):
        """Return {model: {kind of user: what the manual's cell says}}."""
        rows = rows_below("| Model |")
        return {m: dict(zip(KINDS, cells, strict=True)) for m, *cells in rows}

    def test_the_rights_on_models_are_those_that_are_tested(self):
        found = {
            model: {
                kind: "".join(WORDS[word] for word in cell.split(", "))
                for kind, cell in cells.items()
                if cell != "–" and kind != "elsewhere"
            }
            for model, cells in self.cells().items()
        }
        self.assertEqual(found, EXPECTED)

    def test_of_another_company_nobody_gets_more_than_the_manual_says(self):
        manager, theirs = self.foreign()
        for model, cells in self.cells().items():
            rights = EXPECTED[model]["manager"] if cells["elsewhere"] == SHARED else ""
            record = theirs[model].with_user(manager)
            calls = {"read": [["id"]], "write": [{}], "unlink": []}
            for operation, args in calls.items():
                with self.subTest(model=model, operation=operation):
                    found = self.lets_in(record, operation, *args)
                    self.assertEqual(found, operation[0] in rights)

    def lets_in(self, record, method, *args):
        try:
            with self.env.cr.savepoint():
                call_kw(record, method, [record.ids, *args], {})
                raise UserError("undo")  # pylint: disable=translation-required
        except AccessError:
            return False
        except UserError:
            return True
        finally:
            self.env.invalidate_all()

    def foreign(self):
        """Return a manager, and for each model a record of another company or user."""
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        manager = new_test_user(self.env, "chief", groups=test_company_walls.MANAGER)
        theirs = test_company_walls.TestCompanyWalls.set_of.__func__(
            type(self), elsewhere
        )
        values = {"sync_type": "sync_test", "name": "Test"}
        state = self.env["discord.sync.state"].create(values)
        move = {"state_id": state.id, "date_from": fields.Datetime.now()}
        webhook = {"webhook_id": theirs["discord.webhook"].id}
        wizards = {"discord.sync.move": move, "discord.backlog": webhook}
        wizards |= {"discord.sync.console": {}, "discord.copy": {}}
        wizards["discord.question"] = {"command": "cancel"}
        wizards |= {"discord.arrived": {}}
        theirs |= {name: self.env[name].create(v) for name, v in wizards.items()}
        topup = self.new_topup()
        self.env.cr.flush()
        theirs["discord.topup"] = self.env["discord.topup"].browse(topup.id)
        mention = {"name": "@compta", "kind": "role", "discord_id": "1"}
        theirs["discord.mention"] = self.env["discord.mention"].create(mention)
        return manager, {**theirs, state._name: state}

    def test_each_wizard_gives_what_the_manual_says_and_nothing_to_others(self):
        said = dict(rows_below("| Wizard |"))
        wizards = {
            name
            for name, model in self.env.items()
            if model._transient and name.startswith("discord.")
        }
        self.assertEqual(said.keys(), {*wizards, "res.config.settings"})
        for name in wizards:
            wizard = self.env[name]
            given = [
                field.name
                for field in wizard._fields.values()
                if field.name not in (*MAGIC_COLUMNS, "display_name")
                if field.compute or field.readonly and field.default
            ]
            with self.subTest(name):
                listed = said[name].partition(":")[0].split(", ")
                self.assertEqual(set(listed), set(given))
            for kind in {"portal", "internal", "user"} - EXPECTED[name].keys():
                user = new_test_user(self.env, f"{name}.{kind}", groups=GROUPS[kind])
                spec = {field: {} for field in given}
                for method, args in (
                    ("default_get", [[*given]]),
                    ("onchange", [[], {}, [], spec]),
                    ("create", [{}]),
                ):
                    with self.subTest(name, kind=kind, method=method):
                        self.assertRaises(
                            AccessError,
                            *(call_kw, wizard.with_user(user), method, args, {}),
                        )

    def test_the_settings_give_nothing_of_discord_but_to_administrators(self):
        fields_ = self.env["res.config.settings"]._fields
        names = {name for name in fields_ if "discord" in name}
        for kind in ("portal", "internal", "user", "manager"):
            user = new_test_user(self.env, f"settings.{kind}", groups=GROUPS[kind])
            settings = self.env["res.config.settings"].with_user(user)
            with self.subTest(kind):
                try:
                    given = call_kw(settings, "default_get", [[*names]], {})
                except AccessError:
                    given = {}
                self.assertFalse(given.keys() & names)

    def test_the_methods_are_those_that_are_tested(self):
        found = {method: WHO[who] for method, who in rows_below("| Method |")}
        self.assertEqual(found, METHODS)

    def test_of_another_company_nobody_calls_a_method(self):
        manager, theirs = self.foreign()
        shared = {
            m for m, cells in self.cells().items() if cells["elsewhere"] == SHARED
        }
        for name in METHODS:
            model_name, _, method = name.rpartition(".")
            if {name, model_name} & (OF_NO_COMPANY | shared):
                continue
            record = theirs[model_name].with_user(manager)
            with self.subTest(name), self.assertRaises(AccessError):
                call_kw(record, method, [record.ids], {})
