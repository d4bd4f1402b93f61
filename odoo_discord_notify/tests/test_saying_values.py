"""How each kind of value is written in a message."""

from odoo import Command
from odoo.tests import tagged

from .common import DiscordCase

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


@tagged("post_install", "-at_install")
class TestSayingValues(DiscordCase):
    def order(self, template, lang="fr_FR", **values):
        """Return what a rule with this template says of a new order."""
        rule = self.new_rule("bldimagaz.bc", template, lang=lang)
        return self.told(self.env["bldimagaz.bc"].create(values), rule).content

    def partner(self, template, lang="fr_FR", **values):
        """Return what a rule with this template says of a new partner."""
        rule = self.new_rule("res.partner", template, lang=lang)
        values = {"name": "Amina", **values}
        return self.told(self.env["res.partner"].create(values), rule).content

    def topup(self, template, lang="fr_FR", **values):
        """Return what a rule with this template says of a new top-up."""
        rule = self.new_rule("alimenteur.solde", template, lang=lang)
        return self.told(self.new_topup(**values), rule).content

    def test_amounts_are_written_as_the_rules_language_does(self):
        amount = 1234567.5
        french = f"1{NARROW_SPACE}234{NARROW_SPACE}567,50"
        self.assertEqual(self.topup("{solde}", solde=amount), french)
        self.assertEqual(self.topup("{solde}", "en_US", solde=amount), "1,234,567.50")

    def test_amounts_below_zero_and_zero(self):
        self.assertEqual(self.topup("{solde}", solde=-3), "-3,00")
        self.assertEqual(self.topup("{solde}", solde=0), "0,00")

    def test_a_float_has_the_decimals_of_its_field(self):
        self.assertEqual(
            self.partner("{partner_latitude}", partner_latitude=33.57311), "33,5731100"
        )

    def test_money_has_the_decimals_of_its_currency_and_two_without_one(self):
        kinds = {"x_currency_id": "many2one", "x_sum": "monetary"}
        for name, kind in kinds.items():
            self.env["ir.model.fields"].create(
                {
                    "name": name,
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "ttype": kind,
                    **({"relation": "res.currency"} if kind == "many2one" else {}),
                }
            )
        template = "{old.x_sum} {x_sum}"
        rule = self.new_rule("res.partner", template, watched_fields="x_sum")
        currencies = [self.env.ref(f"base.{name}") for name in ("TND", "JPY", "MAD")]
        partners = self.env["res.partner"].create(
            [
                {"name": "A", "x_sum": 1, "x_currency_id": currency.id}
                for currency in [*currencies, self.env["res.currency"]]
            ]
        )
        self.forget_transaction()
        for partner in partners:
            partner.x_sum = 1234.5678
        expected = ["1,000 1_234,568", "1 1_235", "1,00 1_234,57", "1,00 1_234,57"]
        for partner, text in zip(partners, expected, strict=True):
            text = text.replace("_", NARROW_SPACE)
            self.assertEqual(self.told(partner, rule).content, text)

    def test_a_format_is_pythons_own(self):
        self.assertEqual(self.topup("{solde:.1f}", solde=12.34), "12,3")
        self.assertEqual(self.order("{name:>6}|", name="BC"), "    BC|")

    def test_dates_are_written_day_first_unless_the_template_says_otherwise(self):
        text = self.order(
            "{date_ecriture} {date_ecriture:%Y/%m}", date_ecriture="2025-05-02"
        )
        self.assertEqual(text, "02-05-2025 2025/05")

    def test_moments_are_told_at_moroccan_time_in_any_format(self):
        text = self.order(
            "{date_livraison} {date_livraison:%H h %M}",
            date_livraison="2025-05-02 12:00:00",
        )
        self.assertEqual(text, "02-05-2025 13:00 13 h 00")

    def test_relations_are_told_by_name_and_may_be_followed(self):
        morocco = self.env.ref("base.ma")
        company = self.env["res.partner"].create(
            {"name": "ASG", "city": "Casablanca", "country_id": morocco.id}
        )
        text = self.order(
            "{client} {client.city} {client.country_id.code}", client=company.id
        )
        self.assertEqual(text, "ASG Casablanca MA")

    def test_an_empty_relation_is_empty_all_the_way(self):
        text = self.order("{name}{client}{client.country_id.code}", name="BC")
        self.assertEqual(text, "BC")

    def test_many_records_are_told_by_their_number(self):
        lines = [Command.create({"product": name}) for name in "abc"]
        self.assertEqual(self.order("{line_ids} lignes", line_ids=lines), "3 lignes")

    def test_values_behind_many_records_are_listed(self):
        lines = [Command.create({"product": name}) for name in "abc"]
        self.assertEqual(self.order("{line_ids.product}", line_ids=lines), "a, b, c")

    def test_choices_and_truths_are_told_in_words(self):
        self.assertEqual(self.order("{state}", state="confirmed"), "Confirmé")
        self.assertEqual(self.partner("{is_company}", is_company=True), "Oui")
        self.assertEqual(self.partner("{is_company}", "en_US"), "No")

    def test_integers_are_plain(self):
        self.assertEqual(self.partner("{color}", color=12345), "12345")

    def test_html_is_told_in_markdown(self):
        text = self.partner("{comment}", comment="<p>Livrer <b>avant</b> midi</p>")
        self.assertEqual(text, "Livrer **avant** midi")

    def test_names_of_ours_win_over_fields_of_the_same_name(self):
        rule = self.new_rule("alimenteur.solde", "{agent} {record_url}")
        topup = self.new_topup()
        self.assertIn("Amina http", self.told(topup, rule).content)

    def test_a_line_without_any_value_is_left_out(self):
        template = "Un\n{client}\nRéf {name} {client}\n\nFin"
        self.assertEqual(self.order(template, name="BC"), "Un\nRéf BC \n\nFin")

    def test_names_are_told_in_the_rules_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        country = self.env.ref("base.ma")
        country.with_context(lang="fr_FR").name = "Maroc"
        self.assertEqual(self.partner("{country_id}", country_id=country.id), "Maroc")
        self.assertEqual(
            self.partner("{country_id}", "en_US", country_id=country.id), "Morocco"
        )

    def test_a_reason_may_be_a_choice_or_a_relation(self):
        rule = self.rule("bl")
        rule.template = "{reason}"
        for name, expected in (("state", "Confirmé"), ("client", "Dépôt Maârif")):
            rule.reason_field = name
            order = self.new_order(date_ecriture="2025-05-02", client=False)
            order.write(
                {
                    "date_ecriture": "2025-05-03",
                    "state": "confirmed",
                    "client": self.client.id,
                }
            )
            self.assertEqual(self.told(order).content, expected)
