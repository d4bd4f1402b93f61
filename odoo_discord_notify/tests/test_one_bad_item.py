"""A filter that fails in the database takes neither a page nor a transaction along."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .common import DiscordCase

MANAGER = "odoo_discord_notify.group_discord_manager"
OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"


@tagged("post_install", "-at_install")
class TestOneBadItem(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "chief", groups=MANAGER)
        # Of a field that is searched for by a method of its model.
        field, cls.fails = cls.env["res.partner"]._fields["tz_offset"], False
        cls.startClassPatcher(patch.object(field, "search", cls.search))
        cls.bad = cls.new_rule(
            "res.partner", "{name}", filter_domain="[('tz_offset', '=', '+0100')]"
        )
        cls.other = cls.new_rule("res.partner", "{name}")
        cls.broken = cls.new_rule("res.country", "{name}")
        query = "UPDATE discord_rule SET template = '{no_such}' WHERE id = %s"
        cls.env.cr.execute(SQL(query, cls.broken.id))
        cls.env.invalidate_all()

    def setUp(self):
        super().setUp()
        self.enterContext(mute_logger("odoo.sql_db", OUTBOX))
        self.patch(type(self), "fails", True)

    @classmethod
    def search(cls, records, operator, value):
        if cls.fails:
            records.env.cr.execute("SELECT 'Hunter2'::int")
        return [("id", "!=", 0)]

    def test_the_overview_shows_the_others_and_this_one_with_its_reason(self):
        overview = self.env["discord.overview"].with_user(self.manager).read_all()
        items = {item["key"]: item for item in overview["attention"]}
        self.assertIn(f"rule_{self.broken.id}", items)
        detail = items[f"rule_{self.bad.id}"]["detail"]
        self.assertIn("InvalidTextRepresentation", detail)
        self.assertNotIn("Hunter2", detail)
        self.assertNotIn(f"rule_{self.other.id}", items)

    def test_a_list_of_rules_opens(self):
        rules = (self.bad + self.other + self.broken).with_user(self.manager)
        read = rules.read(["state", "state_message", "preview"])
        self.assertEqual([r["state"] for r in read], ["error", "watching", "error"])

    def test_the_save_succeeds_and_the_other_rule_tells(self):
        partner = self.env["res.partner"].create({"name": "New"})
        self.assertEqual(self.told(partner, self.other).state, "outgoing")
        self.assertEqual(self.told(partner, self.bad).state, "error")

    def test_the_console_counts_the_others(self):
        console = self.env["discord.sync.console"].with_user(self.manager).create({})
        lines = console.preview.splitlines()
        self.assertTrue(any("InvalidText" in line for line in lines))
        self.assertEqual(len(lines), len(self.env["discord.sync"]._rules("all")))

    def test_an_action_that_tells_all_that_matches_fails_nobodys_work(self):
        outbox = self.env["discord.outbox"]
        outbox._tell_all(self.bad, self.env["res.partner"])
        self.env.cr.execute("SELECT 1")

    def test_a_rule_is_saved_by_others_all_the_same(self):
        self.other.with_user(self.manager).template = "{name} "
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.bad.with_user(self.manager).template = "{name} "
        self.env.cr.execute("SELECT 1")
