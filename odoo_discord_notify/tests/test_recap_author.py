"""A recap counts what its author may read, and names nobody hidden from him."""

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged

from .recap_common import RecapCase

MANAGER = "odoo_discord_notify.group_discord_manager"
INSIDE = "2026-11-27 10:00:00"


@tagged("post_install", "-at_install")
class TestRecapAuthor(RecapCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "chief", groups=MANAGER, name="Chief")
        cls.admin = new_test_user(cls.env, "boss", groups="base.group_system")

    def hide(self, model_name, domain):
        """Hide from everybody but the superuser what does not match."""
        values = {"name": "Hidden", "domain_force": str(domain)}
        values["model_id"] = self.env["ir.model"]._get_id(model_name)
        return self.env["ir.rule"].create(values)

    def recap_of(self, user, model_name="alimenteur.solde", **values):
        recap = self.new_recap(model_name)
        recap.with_user(user).write({"group_by": "client", "lang": "en_US", **values})
        return recap

    def test_who_changes_what_is_told_or_switches_it_on_becomes_the_author(self):
        recap = self.recap_of(self.manager)
        self.assertEqual(recap.author_id, self.manager)
        recap.with_user(self.admin).measures = "solde"
        self.assertFalse(recap.author_id)
        recap.with_user(self.manager).write({"name": "Other", "hour": 9})
        recap.with_user(self.manager).active = False
        self.assertFalse(recap.author_id)
        recap.with_user(self.manager).active = True
        self.assertEqual(recap.author_id, self.manager)
        recap.with_user(self.admin).action_take_over()
        self.assertFalse(recap.author_id)
        with self.assertRaises(AccessError):
            recap.with_user(self.manager).author_id = self.admin

    def test_shipped_ones_are_off_and_tell_as_the_system(self):
        for key in ("solde", "bc", "bl"):
            recap = self.env.ref(f"odoo_discord_notify.recap_{key}")
            self.assertFalse(recap.active or recap.author_id or recap.since)
            recap.active = True
            self.assertEqual(recap.state, "watching", recap.state_message)

    def test_a_manager_counts_what_was_told_by_the_names_of_agents(self):
        told = self.env["discord.notification"].create(
            {
                **{"rule_id": self.rule("bl").id, "event": "changed"},
                **{"webhook_id": self.webhook("bl").id, "user_id": self.agent.id},
                "create_date": "2026-11-18 10:00:00",
            }
        )
        recap = self.env.ref("odoo_discord_notify.recap_bl")
        recap.with_user(self.manager).write({"active": True, "tz": "UTC"})
        self.assertEqual(recap.author_id, self.manager)
        self.assertIn("Amina", self.text_of(recap))
        self.webhook("bl").reader_group_ids = self.env.ref("base.group_system")
        self.assertNotIn("Amina", self.text_of(recap))
        self.assertTrue(told)

    def test_records_hidden_from_the_author_do_not_count(self):
        self.topup(INSIDE)
        self.topup(INSIDE, client=self.other_client)
        self.hide("alimenteur.solde", [("client", "!=", self.client.id)])
        text = self.text_of(self.recap_of(self.manager))
        self.assertNotIn("Maârif", text)
        self.assertRegex(text, r"Total +1\n")
        text = self.text_of(self.new_recap(group_by="client", lang="en_US"))
        self.assertRegex(text, r"Total +2\n")

    def test_a_group_whose_name_is_hidden_is_counted_without_it(self):
        self.topup(INSIDE)
        self.topup(INSIDE, client=self.other_client)
        self.hide("res.partner", [("id", "!=", self.client.id)])
        text = self.text_of(self.recap_of(self.manager))
        self.assertNotIn("Maârif", text)
        self.assertRegex(text, r"\(hidden\) +1\n")
        self.assertRegex(text, r"Total +2\n")

    def test_his_companies_count_within_the_one_of_the_recap(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        with self.assertRaisesRegex(ValidationError, "Choose a company"):
            self.recap_of(self.manager, "res.partner", group_by="city")
        self.env["res.partner"].create({"name": "A", "company_id": elsewhere.id})
        company = {"company_id": self.env.company.id, "group_by": "city"}
        recap = self.recap_of(self.manager, "res.partner", **company)
        counted = recap._said(self.this_day(recap), is_whole=False)[0].figures.now.count
        recap.company_id = False
        more = recap._said(self.this_day(recap), is_whole=False)[0].figures.now.count
        self.assertGreater(more, counted)

    def test_what_he_reads_is_called_in_the_language_of_the_recap(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        tag = self.env["res.partner.category"].create({"name": "Retail"})
        tag.with_context(lang="fr_FR").name = "Détail"
        values = {"group_by": "name", "filter_domain": f"[('id', '=', {tag.id})]"}
        for lang, name in (("fr_FR", "Détail"), ("en_US", "Retail")):
            values["lang"] = lang
            recap = self.recap_of(self.manager, "res.partner.category", **values)
            text = recap._said(self.this_day(recap), is_whole=False)[0].text()
            self.assertRegex(text, rf"{name} +1\n")

    def this_day(self, recap):
        return recap._calendar().period_at(self.env.cr.now())

    def test_what_the_author_may_not_read_is_refused_wherever_it_stands(self):
        field = self.env["alimenteur.solde"]._fields["source"]
        self.patch(field, "groups", "base.group_system")
        for model_name, values in (
            ("alimenteur.solde", {"group_by": "source"}),
            ("alimenteur.solde", {"filter_domain": "[('source', '!=', False)]"}),
            ("decimal.precision", {"group_by": "name"}),
        ):
            with self.subTest(values):
                with self.assertRaisesRegex(ValidationError, "may not"):
                    self.recap_of(self.manager, model_name, **values)
        self.recap_of(self.admin, group_by="source")

    def test_an_author_who_is_archived_tells_nothing_and_that_is_said(self):
        recap = self.recap_of(self.manager)
        recap.since = "2026-11-27 18:00:00"
        self.manager.active = False
        self.assertEqual(recap.state, "error")
        self.assertIn("Chief", recap.state_message)
        self.assertFalse(self.run_at("2026-11-28 18:00:00"))
        seen = self.env["discord.overview"].with_user(self.admin).read_all()
        keys = {item["key"] for item in seen["attention"]}
        self.assertIn(f"recap_{recap.id}", keys)
        recap.with_user(self.admin).action_take_over()
        self.assertEqual(len(self.run_at("2026-11-28 18:01:00")), 1)

    def test_his_loss_is_mailed_once(self):
        recap = self.recap_of(self.manager)
        self.manager.active = False
        alerts = self.env["discord.alert"]
        [line] = alerts._author_lines()
        self.assertIn("Recap “Alimentations”", line)
        self.assertTrue(recap.author_alerted)
        self.assertEqual(alerts._author_lines(), [])

    def test_a_preview_and_a_test_show_the_reader_no_more_than_he_may_read(self):
        self.topup(fields.Datetime.now())
        self.hide("res.partner", [("id", "!=", self.client.id)])
        recap = self.new_recap(group_by="client", lang="en_US")
        for user, name in ((self.manager, "(hidden)"), (self.env.user, "Dépôt Maârif")):
            recap.invalidate_recordset()
            content = recap.with_user(user).preview["message"]["content"]
            self.assertIn(name, content)
        self.hide("alimenteur.solde", [("id", "=", 0)])
        recap.invalidate_recordset()
        content = recap.with_user(self.manager).preview["message"]["content"]
        self.assertIn("Nothing in this period.", content)
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "alimenteur.solde")]
        ).unlink()
        recap.invalidate_recordset()
        preview = recap.with_user(self.manager).preview
        self.assertIn("no right to read", preview["problems"][0])
