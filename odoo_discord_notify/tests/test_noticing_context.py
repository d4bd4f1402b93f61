"""Who, in which language and company, and whether it was meant to be told."""

from odoo import Command
from odoo.tests import new_test_user, tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestNoticingContext(DiscordCase):
    def test_a_silenced_record_is_kept_as_canceled_and_never_told_later(self):
        topups = self.silent(self.env["alimenteur.solde"])
        topup = topups.create({"client": self.client.id})
        self.env.cr.flush()
        topup.with_context(discord_notify_disable=False).solde = 5
        notification = self.told(topup)
        self.assertEqual(notification.state, "canceled")
        self.assertEqual(notification.failure_type, "silenced")
        self.assertIn("discord_notify_disable", notification.failure_reason)

    def test_a_silenced_change_is_kept_as_canceled(self):
        order = self.new_order(date_ecriture="2025-05-02")
        silent = self.silent(order)
        silent.date_ecriture = "2025-05-03"
        self.assertEqual(self.told(order).failure_type, "silenced")

    def test_a_silenced_change_stays_so_when_another_field_is_saved_aloud(self):
        order = self.new_order(date_ecriture="2025-05-02")
        order.comment = "before"
        silent = self.silent(order)
        silent.date_ecriture = "2025-05-03"
        order.name = "BC/3"
        self.assertEqual(self.told(order).failure_type, "silenced")

    def test_a_change_is_told_when_one_of_its_writes_was_not_silenced(self):
        order = self.new_order(date_ecriture="2025-05-02")
        silent = self.silent(order)
        silent.date_ecriture = "2025-05-03"
        order.date_ecriture = "2025-05-04"
        silent.date_ecriture = "2025-05-05"
        notification = self.told(order)
        self.assertEqual(notification.state, "outgoing")
        self.assertEqual(notification.values["old.date_ecriture"], "02-05-2025")

    def test_silence_about_one_field_is_none_about_another(self):
        state = self.new_rule("bldimagaz.bc", "{state}", watched_fields="state")
        order = self.new_order(date_ecriture="2025-05-02")
        silent = self.silent(order)
        silent.date_ecriture = "2025-05-03"
        order.state = "confirmed"
        self.assertEqual(self.told(order, self.rule("bl")).state, "canceled")
        self.assertEqual(self.told(order, state).state, "outgoing")

    def test_the_agent_of_a_change_is_who_changed_the_watched_field(self):
        second = new_test_user(self.env, "brahim", name="Brahim")
        order = self.new_order(date_ecriture="2025-05-02")
        order.with_user(self.agent).comment = "Vu"
        order.with_user(second).sudo().date_ecriture = "2025-05-03"
        notification = self.told(order)
        self.assertEqual(notification.user_id, second)
        self.assertIn("> **Agent** : `Brahim`", notification.content)

    def test_a_portal_user_is_an_agent_too(self):
        portal = new_test_user(self.env, "depot", "base.group_portal", name="Dépôt")
        order = self.new_order(date_ecriture="2025-05-02")
        order.with_user(portal).sudo().date_ecriture = "2025-05-03"
        self.assertEqual(self.told(order).values["agent"], "Dépôt")

    def test_who_saves_need_not_be_able_to_read_what_is_told(self):
        secret = self.env["res.partner"].create({"name": "Client discret"})
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {secret.id})]",
            }
        )
        topup = self.new_topup(client=secret.id)
        self.assertEqual(self.told(topup).values["display_name"], "Client discret")


@tagged("post_install", "-at_install")
class TestNoticingLanguages(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("fr_FR")
        category = cls.env["res.partner.category"].create({"name": "Wholesale"})
        category.with_context(lang="fr_FR").name = "Grossiste"
        cls.category = category
        cls.french, cls.english = (
            cls.new_rule(
                "res.partner.category",
                "{old.name} → {new.name}",
                watched_fields="name",
                lang=lang,
            )
            for lang in ("fr_FR", "en_US")
        )

    def setUp(self):
        super().setUp()
        self.forget_transaction()

    def name(self, lang, name):
        self.category.with_context(lang=lang).name = name

    def test_the_same_name_saved_again_in_another_language_is_no_change(self):
        self.name("en_US", "Wholesale")
        self.name("fr_FR", "Grossiste")
        self.assertFalse(self.told(self.category))

    def test_a_translation_is_told_by_the_rules_in_its_language_only(self):
        self.name("fr_FR", "Demi-gros")
        notification = self.told(self.category)
        self.assertEqual(notification.rule_id, self.french)
        self.assertEqual(notification.content, "Grossiste → Demi-gros")

    def test_changes_in_mixed_languages_are_told_to_each_in_its_own(self):
        self.name("en_US", "Retail")
        self.env.cr.flush()
        self.name("fr_FR", "Détail")
        french = self.told(self.category, self.french).content
        english = self.told(self.category, self.english).content
        self.assertEqual(french, "Grossiste → Détail")
        self.assertEqual(english, "Wholesale → Retail")


@tagged("post_install", "-at_install")
class TestNoticingCompanies(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.one, cls.other = cls.env["res.company"].create(
            [{"name": "ASG Nord"}, {"name": "ASG Sud"}]
        )
        cls.agent.company_ids = [Command.link(cls.one.id), Command.link(cls.other.id)]
        cls.rule_of_one = cls.new_rule(
            "res.partner",
            "{old.ref} → {new.ref}",
            watched_fields="ref",
            company_id=cls.one.id,
        )

    def partner_of(self, company):
        """Return a partner that existed before."""
        partner = self.env["res.partner"].create(
            {"name": "Amina", "ref": "A", "company_id": company.id}
        )
        self.forget_transaction()
        return partner

    def change(self, company, acting):
        """Change a partner of one company while acting for another."""
        partner = self.partner_of(company)
        partner.with_company(acting).ref = "B"
        return self.told(partner)

    def test_a_rule_of_a_company_tells_its_records_whichever_company_acts(self):
        notification = self.change(self.one, acting=self.other)
        self.assertEqual(notification.content, "A → B")
        self.assertEqual(notification.company_id, self.one)

    def test_a_rule_of_a_company_tells_records_that_are_everybodys(self):
        everybody = self.env["res.company"]
        self.assertTrue(self.change(everybody, acting=self.other))

    def test_a_rule_of_a_company_does_not_tell_another_companys_records(self):
        self.assertFalse(self.change(self.other, acting=self.one))

    def test_two_companies_that_act_in_turn_make_one_change(self):
        partner = self.partner_of(self.env["res.company"])
        partner.with_company(self.one).ref = "B"
        self.env.cr.flush()
        partner.with_company(self.other).ref = "C"
        self.assertEqual(self.told(partner).content, "A → C")

    def test_a_record_that_changes_company_is_told_where_it_ends(self):
        partner = self.partner_of(self.other)
        partner.ref = "B"
        self.assertFalse(self.told(partner))
        partner.company_id = self.one
        self.assertEqual(self.told(partner).content, "A → B")
        partner.company_id = self.other
        self.assertFalse(self.told(partner))
