"""Rules to begin with: offered where their models are, filled in, seen, and right."""

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..models.rule.discord_ready_made_mixin import READY_MADE
from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestReadyMadeRules(SyncCase):
    def offered(self):
        return [key for key, _name in self.env["discord.rule"]._selection_ready_made()]

    def test_only_those_are_offered_whose_models_are_installed(self):
        here = [key for key, one in READY_MADE.items() if one.model_name in self.env]
        self.assertEqual(self.offered(), here)
        self.assertIn("contact", here)

    def test_only_those_are_offered_whose_fields_the_model_has(self):
        fewer = dict(self.env["res.partner"]._fields)
        del fewer["type"]
        self.patch(self.registry["res.partner"], "_fields", fewer)
        self.assertNotIn("contact", self.offered())

    def test_a_model_that_the_person_may_not_read_is_not_offered(self):
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "res.partner")]
        ).active = False
        manager = new_test_user(
            self.env, "rule_manager", "odoo_discord_notify.group_discord_manager"
        )
        rules = self.env["discord.rule"].with_user(manager)
        self.assertNotIn("contact", dict(rules._selection_ready_made()))
        with self.assertRaises(UserError):
            rules.preview_ready_made("contact")

    def test_each_that_is_offered_misses_nothing(self):
        for key in self.offered():
            with self.subTest(key):
                values = self.env["discord.rule"]._ready_made_values(key)
                rule = self.env["discord.rule"].create(
                    {**values, "webhook_id": self.webhook("solde").id}
                )
                self.assertEqual(rule.state, "watching", rule.state_message)
                self.assertFalse(rule.preview.get("problems"))

    def test_the_form_is_filled_in_and_all_of_it_can_be_changed(self):
        form = Form(self.env["discord.rule"])
        form.ready_made = "contact"
        self.assertEqual(form.name, "New contact")
        self.assertEqual(form.model_id.model, "res.partner")
        form.webhook_id = self.webhook("solde")
        form.template = "{name} !"
        rule = form.save()
        self.assertEqual((rule.trigger, rule.template), ("on_create", "{name} !"))
        partner = self.env["res.partner"].create({"name": "Nadia"})
        self.assertEqual(self.told(partner, rule).content, "Nadia !")

    def test_a_form_that_is_opened_with_one_shows_it_at_once(self):
        rules = self.env["discord.rule"].with_context(default_ready_made="contact")
        form = Form(rules)
        self.assertEqual(form.model_name, "res.partner")
        self.assertIn("New contact", form.template)

    def test_it_speaks_the_language_of_whoever_takes_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        rules = self.env["discord.rule"].with_context(lang="fr_FR")
        values = rules._ready_made_values("contact")
        self.assertEqual(values["name"], "Nouveau contact")
        self.assertEqual(values["lang"], "fr_FR")
        self.assertIn("**Nouveau contact : {display_name}**", values["template"])

    def test_its_preview_is_of_the_latest_record_and_saves_nothing(self):
        self.env["res.partner"].create({"name": "Nadia", "phone": "0612"})
        before = self.env["discord.rule"].search_count([])
        preview = self.env["discord.rule"].preview_ready_made("contact")
        self.assertEqual(preview["about"], "Nadia")
        self.assertIn("0612", preview["message"]["content"])
        self.assertEqual(self.env["discord.rule"].search_count([]), before)

    def test_readers_make_no_rules(self):
        reader = new_test_user(
            self.env, "rule_reader", "odoo_discord_notify.group_discord_user"
        )
        with self.assertRaises(AccessError):
            self.env["discord.rule"].with_user(reader).preview_ready_made("contact")

    def test_what_matches_only_later_is_told_by_the_next_synchronization(self):
        """As a delivery that is late: nothing is saved at that hour."""
        domain = "[('date_done', '<', 'now')]"
        rule = self.new_rule("alimenteur.solde", "{reference_no}", filter_domain=domain)
        self.env.flush_all()  # it watches from here on
        soon = fields.Datetime.now() + timedelta(hours=1)
        topup = self.new_topup(date_done=soon)
        self.assertFalse(self.told(topup, rule))
        self.assertNotIn(topup.reference_no, self.synchronize().lines or "")
        self.update(topup, date_done=soon - timedelta(hours=2))  # an hour later
        self.synchronize()
        self.assertEqual(self.told(topup, rule).content, topup.reference_no)
