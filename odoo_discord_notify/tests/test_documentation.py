"""What the manual shows works, and what it names is on the screen."""

import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from odoo.tests import tagged
from odoo.tools import file_path
from odoo.tools.convert import convert_xml_import
from odoo.tools.translate import TranslationModuleReader

from ..template.syntax import placeholders
from .common import DiscordCase

MODULE = "odoo_discord_notify"
FRAGMENTS = {
    path.stem: path.read_text(encoding="utf-8")
    for path in Path(file_path(f"{MODULE}/readme/USAGE.md")).parent.glob("*.md")
}
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
NAMED = re.compile(r"(?<!\*)\*([^*\n]+(?:\n[^*\n]+)?)\*(?!\*)")
# What the overview says of something, as its source begins the texts of an item.
TITLE = re.compile(
    r"""(?:texts = \(|\btitle =|"\w+",|\bwrong =)\s*self\.env\._\(\s*"([^"]+)\""""
)
# The names of Odoo's own and of Discord's screens.
THEIRS = """
Action, Activate, Apps, Copy Webhook URL, Discord Notifications, Integrations, New, New
Webhook, Send Webhook Notification, Settings, Users, Users & Companies
"""


def blocks(kind):
    """Return the examples of the developer's page in one language, in order."""
    return [text for name, text in BLOCK.findall(FRAGMENTS["DEVELOP"]) if name == kind]


def first_cells(title, header="| State |"):
    """Return the first column of a table below a heading of the runbook."""
    section = FRAGMENTS["OPERATE"].partition(f"### {title}\n")[2]
    table = section.partition(header)[2].partition("\n\n")[0]
    rows = re.findall(r"(?m)^\| ([^|]+) \|", table)
    return {state.strip() for row in rows for state in row.split(",")}


@tagged("post_install", "-at_install")
class TestDocumentation(DiscordCase):
    def load(self, xml):
        """Load an example as the data of a module."""
        with NamedTemporaryFile(suffix=".xml") as file:
            file.write(f"<odoo>{xml}</odoo>".encode())
            file.seek(0)
            convert_xml_import(self.env, MODULE, file, {}, mode="init")

    def run_example(self, code, partner):
        """Run an example; return what it told, as (event, state, message)."""
        self.forget_transaction()
        names = {"env": partner.env, "partner": partner}
        exec(code.replace("my_module", MODULE), names)  # our own text
        told = self.told(partner)
        return [(one.event, one.state, one.content) for one in told]

    def test_the_examples_for_developers_tell_what_they_promise(self):
        for xml in blocks("xml"):
            self.load(xml)
        partner = self.client.with_user(self.env.ref("base.user_admin"))
        partner.city = "Casablanca"
        moved, silenced, called = blocks("python")
        expected = "📍 **Dépôt Maârif** : Casablanca → Rabat\n> They called (selon "
        expected += f"{partner.env.user.name})"
        self.assertEqual(
            self.run_example(moved, partner), [("changed", "outgoing", expected)]
        )
        [(_event, state, _text)] = self.run_example(silenced, partner)
        self.assertEqual(state, "canceled")
        expected = f"📞 **Dépôt Maârif**, says {partner.env.user.name}"
        self.assertEqual(
            self.run_example(called, partner), [("manual", "outgoing", expected)]
        )

    def test_every_placeholder_shown_can_be_written(self):
        table = FRAGMENTS["DEVELOP"].partition("| In a message")[2].partition("\n\n")[0]
        shown = re.findall(r"`(\{[^`]+\})`", table)
        self.assertGreater(len(shown), 5)
        for text in shown:
            self.assertEqual(len(placeholders(text)), 1, text)

    def test_every_name_in_italics_is_on_a_screen(self):
        rows = TranslationModuleReader(self.env.cr, modules=[MODULE])
        on_screen = {re.sub(r"%(\(\w+\))?s", "…", row[4]) for row in rows}
        on_screen |= {name.strip() for name in re.split(r",\s", THEIRS.strip())}
        on_screen = {" ".join(name.split()) for name in on_screen}
        for fragment, text in FRAGMENTS.items():
            named = [" ".join(name.split()) for name in NAMED.findall(text)]
            parts = {part for name in named for part in name.split(" → ")}
            with self.subTest(fragment):
                self.assertEqual(parts - on_screen, set())

    def test_the_overview_says_what_the_manual_says_of_it(self):
        table = FRAGMENTS["USAGE"].partition("| It says |")[2].partition("\n\n")[0]
        said = re.findall(r"(?m)^\| ([^|]+) \|", table)
        self.assertGreater(len(said), 10)
        screens = Path(file_path(f"{MODULE}/models/screens"))
        sources = "".join(one.read_text() for one in screens.glob("overview_*.py"))
        for title in said:
            written = re.escape(title).replace("…", "(%s|%\\(name\\)s)")
            self.assertRegex(sources, f'"{written}"')
        titles = TITLE.findall(sources)
        self.assertGreater(len(titles), 15)
        shown = {re.sub(r"%s|%\(name\)s", "…", title) for title in titles}
        self.assertEqual(shown - set(said), set())

    def test_the_runbook_names_every_state(self):
        types = self.env["discord.notification"]._fields["failure_type"].selection
        reasons = first_cells("A notification", "| Reason |")
        self.assertEqual(reasons, {label for _key, label in types})
        for title, model in (
            ("A notification", "discord.notification"),
            ("A request to Discord", "discord.delivery"),
            ("A webhook", "discord.webhook"),
            ("A rule", "discord.rule"),
            ("A recap", "discord.recap"),
            ("A synchronization", "discord.sync.log"),
        ):
            states = self.env[model]._fields["state"].selection
            with self.subTest(model):
                self.assertEqual(first_cells(title), {label for _key, label in states})
