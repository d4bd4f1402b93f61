"""The manual's tables of rights are what the tests of RPC ask for."""

import re

from odoo.exceptions import AccessError
from odoo.service.model import call_kw
from odoo.tests import new_test_user, tagged

from . import test_company_walls
from .common import DiscordCase
from .test_access_rights import EXPECTED
from .test_documentation import FRAGMENTS
from .test_rpc_table import METHODS

WORDS = {"read": "r", "write": "w", "create": "c", "delete": "u", "–": ""}
KINDS = ("user", "manager", "system")
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
    def test_the_rights_on_models_are_those_that_are_tested(self):
        found = {
            model: {
                kind: "".join(WORDS[word] for word in cell.split(", "))
                for kind, cell in zip(KINDS, cells, strict=True)
                if cell != "–"
            }
            for model, *cells in rows_below("| Model |")
        }
        self.assertEqual(found, EXPECTED)

    def test_the_methods_are_those_that_are_tested(self):
        found = {method: WHO[who] for method, who in rows_below("| Method |")}
        self.assertEqual(found, METHODS)

    def test_of_another_company_nobody_calls_a_method(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        manager = new_test_user(self.env, "chief", groups=test_company_walls.MANAGER)
        set_of = test_company_walls.TestCompanyWalls.set_of.__func__
        theirs = set_of(type(self), elsewhere)
        for name in METHODS:
            model_name, _, method = name.rpartition(".")
            if model_name not in theirs or method == "field_choices":
                continue
            record = theirs[model_name].with_user(manager)
            with self.subTest(name), self.assertRaises(AccessError):
                call_kw(record, method, [record.ids], {})
