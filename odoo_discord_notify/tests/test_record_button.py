"""The form of what a rule watches says what Discord was told: “2 · sent 10:42”."""

from unittest.mock import patch

from lxml import etree

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models import base
from ..models.screens.record_button import add_button
from .common import DiscordCase

READER = "odoo_discord_notify.group_discord_user"


@tagged("post_install", "-at_install")
class TestRecordButton(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = new_test_user(cls.env, "lecteur", f"base.group_user,{READER}")

    def form(self, model="res.partner", user=None):
        views = (
            self.env[model].with_user(user or self.reader).get_views([(False, "form")])
        )
        return etree.fromstring(views["views"]["form"]["arch"])

    def button(self, **where):
        return self.form(**where).xpath("//widget[@name='discord_record']")

    def says(self, record, user=None):
        records = record.env["discord.record"].with_user(user or self.reader)
        return records.read_button(record._name, record.id)

    def tell(self, record, **values):
        rule = self.env["discord.rule"].search([("model_name", "=", record._name)])
        self.env["discord.notification"].create(
            {
                "rule_id": rule[:1].id,
                "webhook_id": rule[:1].webhook_id.id,
                "res_model": record._name,
                "res_id": record.id,
                "event": "manual",
                "content": "Bonjour",
                **values,
            }
        )

    # === WHERE IT IS === #

    def test_a_form_has_it_as_soon_as_a_rule_watches_and_no_longer(self):
        self.assertFalse(self.button())
        rule = self.new_rule("res.partner")
        self.assertEqual(len(self.button()), 1)
        rule.active = False
        self.assertFalse(self.button())

    def test_it_is_the_first_of_the_smart_buttons(self):
        self.new_rule("res.partner")
        box = self.form().xpath("//div[@name='button_box']")[0]
        self.assertEqual(box[0].get("name"), "discord_record")

    def test_nobody_but_discord_users_has_it(self):
        self.new_rule("res.partner")
        self.assertFalse(self.button(user=self.agent))

    def test_forms_without_a_button_box_have_it(self):
        for arch in (
            "<form><sheet><field name='name'/></sheet></form>",
            "<form><field name='name'/></form>",
        ):
            with self.subTest(arch):
                form = etree.fromstring(arch)
                add_button(form)
                [box] = form.xpath("//div[@name='button_box']")
                self.assertEqual(box[0].get("name"), "discord_record")
                self.assertEqual(len(form.xpath("//field")), 1)

    def test_the_button_box_of_another_model_s_lines_is_left_alone(self):
        form = etree.fromstring(
            "<form><sheet><field name='child_ids'><form>"
            "<div name='button_box'/></form></field></sheet></form>"
        )
        add_button(form)
        self.assertFalse(form.xpath("//field//widget"))
        self.assertEqual(form[0][0].get("name"), "button_box")

    def test_other_views_are_as_they_were(self):
        views = [(False, "list"), (False, "search")]
        before = self.env["res.partner"].get_views(views)["views"]
        self.new_rule("res.partner")
        self.assertEqual(self.env["res.partner"].get_views(views)["views"], before)

    def test_what_fails_here_leaves_the_form_as_it_was(self):
        before = etree.tostring(self.form())
        self.new_rule("res.partner")
        broken = patch.object(base, "add_button", side_effect=ValueError("ours"))
        with broken, mute_logger("odoo.addons.odoo_discord_notify"):
            self.assertEqual(etree.tostring(self.form()), before)

    def test_a_form_of_what_nobody_watches_costs_no_query(self):
        countries = self.env["res.country"]
        self.env.cr.flush()  # what the class has made
        self.assertFalse(countries._is_told_to_discord())
        with self.assertQueryCount(0):
            self.assertFalse(countries._get_view_cache_key()[-1])

    def test_what_names_no_record_has_none(self):
        self.new_rule("res.partner")
        records = self.env["discord.record"].with_user(self.reader)
        for names in (("res.partner", 2**40), ("res.partner", "1"), ([], 1), ("no", 1)):
            with self.subTest(names):
                self.assertIsNone(records.read_button(*names))

    # === WHAT IT SAYS === #

    def test_it_counts_and_says_what_became_of_the_last(self):
        self.new_rule("res.partner")
        self.assertEqual(self.says(self.client)["text"], "nothing yet")
        self.tell(self.client, state="error")
        self.assertEqual(self.says(self.client)["text"], "1 · not sent: error")
        noon = fields.Datetime.now().replace(hour=12, minute=5)
        self.reader.tz = "UTC"
        self.tell(self.client, state="sent", sent_date=noon)
        said = self.says(self.client)["text"].replace("\u202f", " ")
        self.assertEqual(said, "2 · sent 12:05 PM")

    def test_what_was_sent_another_day_says_which(self):
        self.new_rule("res.partner")
        self.tell(self.client, state="sent", sent_date="2026-01-05 12:00:00")
        self.assertEqual(self.says(self.client)["text"], "1 · sent 5 Jan")

    def test_in_the_reader_s_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.env["ir.module.module"]._load_module_terms(
            ["odoo_discord_notify"], ["fr_FR"]
        )
        self.new_rule("res.partner")
        self.tell(self.client, state="sent", sent_date="2026-01-05 12:00:00")
        said = self.says(self.client.with_context(lang="fr_FR"))
        self.assertEqual(said["text"], "1 · envoyé 5 janv.")

    def test_whom_no_rule_of_the_model_concerns_sees_none(self):
        company = self.env["res.company"].create({"name": "Autre"})
        rule = self.new_rule("res.partner", company_id=company.id)
        self.assertIsNone(self.says(self.client))
        rule.company_id = False
        self.assertTrue(self.says(self.client))

    def test_who_is_no_discord_user_may_not_ask(self):
        self.new_rule("res.partner")
        with self.assertRaises(AccessError):
            self.says(self.client, self.agent)

    def test_one_message_is_opened_itself_and_several_as_a_list(self):
        self.new_rule("res.partner")
        self.tell(self.client)
        self.assertTrue(self.says(self.client)["action"]["res_id"])
        self.tell(self.client)
        action = self.says(self.client)["action"]
        self.assertEqual(action["views"][0], (False, "list"))
        found = self.env["discord.notification"].search_count(action["domain"])
        self.assertEqual(found, 2)
