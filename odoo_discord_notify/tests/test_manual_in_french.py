"""The French manual names what the English one names, as the French screens do."""

import re
from pathlib import Path

import polib

from odoo.tests import tagged
from odoo.tests.common import BaseCase
from odoo.tools import file_path

from .test_documentation import FRAGMENTS, MODULE, NAMED

FRENCH = {
    path.stem: path.read_text(encoding="utf-8")
    for path in Path(file_path(f"{MODULE}/readme/fr/USAGE.md")).parent.glob("*.md")
}
ROW = re.compile(r"(?m)^ *\| ([^|]+) \|")
# The names of Odoo's own and of Discord's screens, where French has others.
THEIRS = {
    "Copy Webhook URL": "Copier l’URL du webhook",
    "Integrations": "Intégrations",
    "New": "Nouveau",
    "New Webhook": "Nouveau webhook",
    "Settings": "Paramètres",
    "Test": "Tester",
    "Users": "Utilisateurs",
    "Users & Companies": "Utilisateurs & Sociétés",
}


def plain(text):
    """Return the text in one line, with … for what is filled in."""
    return re.sub(r"%(\(\w+\))?s", "…", " ".join(text.split()))


def names(text):
    """What a part of the manual says is on the screen."""
    named = " → ".join(plain(name) for name in NAMED.findall(text))
    return set(named.split(" → "))


def sections(text):
    """The text below each heading, in order."""
    return re.split(r"(?m)^#+ .*$", text)


@tagged("post_install", "-at_install")
class TestManualInFrench(BaseCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        entries = polib.pofile(file_path(f"{MODULE}/i18n/fr.po"))
        cls.terms = {plain(entry.msgid): plain(entry.msgstr) for entry in entries}

    def test_it_names_what_the_french_screens_show(self):
        known = self.terms | THEIRS
        self.assertEqual(len(FRENCH), 3)
        for fragment, text in FRENCH.items():
            pairs = zip(sections(FRAGMENTS[fragment]), sections(text), strict=True)
            for number, (english, french) in enumerate(pairs):
                with self.subTest(fragment, section=number):
                    expected = {known.get(name, name) for name in names(english)}
                    self.assertEqual(names(french), expected)

    def test_its_tables_call_states_reasons_and_titles_what_the_screens_call_them(self):
        compared = 0
        for fragment, text in FRENCH.items():
            pairs = zip(
                ROW.findall(FRAGMENTS[fragment]), ROW.findall(text), strict=True
            )
            for english, french in pairs:
                states = english.split(", ")
                if self.terms.keys() >= {*states}:
                    expected = ", ".join(self.terms[state] for state in states)
                    self.assertEqual(plain(french), expected)
                    compared += 1
        self.assertGreater(compared, 60)
