"""What stands behind the colon of a placeholder, in the language of the rule."""

from odoo.tests import tagged

from .common import DiscordCase

CREATED = "2026-11-29 10:05:00"  # a Sunday; UTC, as in Morocco since September 2026
SECONDS = 1795946700


@tagged("post_install", "-at_install")
class TestSayingFormats(DiscordCase):
    def order(self, template, lang="fr_FR", **values):
        rule = self.new_rule("bldimagaz.bc", template, lang=lang)
        return self.told(self.env["bldimagaz.bc"].create(values), rule).content

    def topup(self, template, lang="fr_FR", **values):
        rule = self.new_rule("alimenteur.solde", template, lang=lang)
        return self.told(self.new_topup(**values), rule).content

    def delivered(self, template, lang="fr_FR"):
        return self.order(template, lang, date_livraison=CREATED)

    def test_a_date_is_said_in_the_words_of_the_language(self):
        template = "{date_livraison:%A %d %B %Y}"
        self.assertEqual(self.delivered(template), "dimanche 29 novembre 2026")
        self.assertEqual(self.delivered(template, "en_US"), "Sunday 29 November 2026")
        self.assertEqual(
            self.delivered(template, "ar"), "\u2068الأحد 29 نوفمبر 2026\u2069"
        )

    def test_short_words_and_halves_of_a_day_too(self):
        template = "{date_livraison:%a %b %I:%M %p, 100 %%}"
        self.assertEqual(self.delivered(template), "dim. nov. 10:05 AM, 100 %")

    def test_a_date_without_an_hour_is_said_in_words_too(self):
        text = self.order("{date_ecriture:%A %-d %B}", date_ecriture="2025-08-03")
        self.assertEqual(text, "dimanche 3 août")

    def test_every_format_of_a_number_is_computed_by_python_and_marked_by_the_language(
        self,
    ):
        expected = {
            ",.2f": "1\u202f234\u202f567,50",
            ".2f": "1234567,50",
            ",.0f": "1\u202f234\u202f568",
            "+.1f": "+1234567,5",
            ".1e": "1,2e+06",
            "14.2f": "    1234567,50",
            "0>12.1f": "0001234567,5",
            ".>12.1f": "...1234567,5",
        }
        for spec, said in expected.items():
            with self.subTest(spec):
                self.assertEqual(
                    self.topup(f"{{solde:{spec}}}|", solde=1234567.5), said + "|"
                )
        self.assertEqual(self.topup("{solde:.2f}", solde=1500), "1500,00")
        self.assertEqual(self.topup("{solde:.2f}", "en_US", solde=1500), "1500.00")

    def test_a_moment_in_seconds_is_the_same_whatever_the_servers_zone(self):
        self.assertEqual(self.delivered("{date_livraison:%s}"), str(SECONDS))
        self.assertEqual(
            self.delivered("<t:{date_livraison:%s}:R>"), f"<t:{SECONDS}:R>"
        )

    def test_a_moment_may_be_shown_by_discord_in_each_readers_zone(self):
        self.assertEqual(self.delivered("{date_livraison:<t:R>}"), f"<t:{SECONDS}:R>")
        text = self.delivered("**{date_livraison:<t:f>}**")
        self.assertEqual(text, f"**<t:{SECONDS}:f>**")
        text = self.delivered("`{date_livraison:<t:f>}`")
        self.assertEqual(text, "`29-11-2026 10:05`")

    def test_the_log_says_a_moment_that_discord_shows_as_usual(self):
        rule = self.new_rule("bldimagaz.bc", "{date_livraison:<t:R>}")
        order = self.env["bldimagaz.bc"].create({"date_livraison": CREATED})
        values = self.told(order, rule).values
        self.assertEqual(values, {"date_livraison:<t:R>": "29-11-2026 10:05"})

    def new_sum(self):
        """Give contacts a sum of money."""
        for name, kind in {"x_currency_id": "many2one", "x_sum": "monetary"}.items():
            self.env["ir.model.fields"].create(
                {
                    "name": name,
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "ttype": kind,
                    **({"relation": "res.currency"} if kind == "many2one" else {}),
                }
            )

    def contact_with_sum(self, currency):
        """A contact who has 1500 of a currency since an earlier transaction."""
        values = {"name": "A", "x_sum": 1500, "x_currency_id": currency.id}
        contact = self.env["res.partner"].create(values)
        self.forget_transaction()
        return contact

    def test_a_currency_is_said_on_request_as_babel_writes_it(self):
        self.new_sum()
        rule = self.new_rule("res.partner", "{x_sum:currency}|{x_sum}|{x_sum:,.1f}")
        currency = self.env.ref("base.MAD")
        values = {"name": "A", "x_sum": 1500, "x_currency_id": currency.id}
        partner = self.env["res.partner"].create(values)
        said = "1\u202f500,00\u00a0MAD|1\u202f500,00|1\u202f500,0"
        self.assertEqual(self.told(partner, rule).content, said)

    def test_an_old_sum_is_said_in_the_currency_that_it_had(self):
        self.new_sum()
        template = "{old.x_sum:currency} → {x_sum:currency}"
        rule = self.new_rule("res.partner", template, watched_fields="x_sum")
        yen, dirham = self.env.ref("base.JPY"), self.env.ref("base.MAD")
        amount, currency = {"x_sum": 2500}, {"x_currency_id": dirham.id}
        ways = ([{**amount, **currency}], [currency, amount], [amount, currency])
        for way in ways:
            with self.subTest(way):
                contact = self.contact_with_sum(yen)
                for values in way:
                    contact.write(values)
                said = "1\u202f500\u00a0JPY → 2\u202f500,00\u00a0MAD"
                self.assertEqual(self.told(contact, rule).content, said)
        self.forget_transaction()
        contact.write({"x_currency_id": yen.id})  # which nobody watches
        self.assertFalse(self.told(contact, rule))

    def test_who_changes_a_sum_is_told_and_not_who_changed_its_currency(self):
        self.new_sum()
        rule = self.new_rule("res.partner", "{agent}", watched_fields="x_sum")
        yen, dirham = self.env.ref("base.JPY"), self.env.ref("base.MAD")
        contact = self.contact_with_sum(yen)
        contact.x_currency_id = dirham
        contact.with_user(self.agent).sudo().x_sum = 2500
        self.assertEqual(self.told(contact, rule).user_id, self.agent)

    def test_an_old_sum_that_is_said_later_keeps_its_currency(self):
        self.new_sum()
        rule = self.new_rule("res.partner", "{oops}", watched_fields="x_sum")
        yen, dirham = self.env.ref("base.JPY"), self.env.ref("base.MAD")
        contact = self.contact_with_sum(yen)
        contact.write({"x_sum": 2500, "x_currency_id": dirham.id})
        row = self.told(contact, rule)
        self.assertEqual(row.state, "error")
        self.env.cr.postcommit.clear()  # another transaction begins
        rule.template = "{old.x_sum:currency}"
        self.env.flush_all()
        with self.enter_registry_test_mode():
            rule.action_send_failed()
        row.invalidate_recordset()
        self.assertEqual(row.content, "1\u202f500\u00a0JPY")

    def test_a_format_that_cannot_work_says_so_on_the_form(self):
        wrong = {
            "alimenteur.solde": ("solde:currency", "solde:%d", "reference_no:.2f"),
            "bldimagaz.bc": (
                *("date_livraison:%Q", "date_livraison:.2f", "date_ecriture:<t:R>"),
                *("name:<t:R>", "date_livraison:<t:x>"),
            ),
        }
        for model_name, names in wrong.items():
            for name in names:
                with self.subTest(name):
                    rule = self.new_rule(model_name, f"{{{name}}}")
                    self.assertEqual(rule.state, "error")
                    self.assertIn(f"{{{name}}}", rule.state_message)

    def test_a_format_works_on_words_and_counts_too(self):
        rule = self.new_rule(
            "res.partner",
            "{active:.1}|{parent_id:>8}|{child_ids:02d}|{agent:.3}|{type:.4}",
            lang="fr_FR",
        )
        parent = self.env["res.partner"].create({"name": "Amina", "is_company": True})
        values = {"name": "B", "parent_id": parent.id}
        values["child_ids"] = [(0, 0, {"name": "C"}), (0, 0, {"name": "D"})]
        contact = self.env["res.partner"].with_user(self.agent).sudo().create(values)
        said = f"O|   Amina|02|{self.agent.name[:3]}|Cont"
        self.assertEqual(self.told(contact, rule).content, said)

    def test_a_format_that_cannot_work_on_words_or_counts_says_so_on_the_form(self):
        names = ("active:%d", "parent_id:.2f", "child_ids:%d-%m", "user_id.active:d")
        for name in (*names, "agent:%H", "record_url:d", "reason:,.2f"):
            with self.subTest(name):
                rule = self.new_rule("res.partner", f"{{{name}}}")
                self.assertEqual(rule.state, "error")
                self.assertIn(f"{{{name}}}", rule.state_message)

    def test_a_format_of_nothing_is_nothing(self):
        rule = self.new_rule("res.partner", "{name}{parent_id:>8}{reason:>8}")
        partner = self.env["res.partner"].create({"name": "Amina"})
        self.assertEqual(self.told(partner, rule).content, "Amina")

    def test_a_format_that_works_is_no_problem(self):
        right = "{date_livraison:<t:R>} {date_livraison:%A %s} {date_ecriture:%B}"
        self.assertEqual(self.new_rule("bldimagaz.bc", right).state, "watching")
