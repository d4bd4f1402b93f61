"""What a recap counts, and how it says it."""

from odoo.tests import tagged

from ..discord.drawing import drawing
from ..discord.limits import CONTENT_MAX
from ..models.recap.figures import LARGEST
from .recap_common import RecapCase

INSIDE, BEFORE = "2026-11-27 10:00:00", "2026-11-26 10:00:00"


@tagged("post_install", "-at_install")
class TestRecapFigures(RecapCase):
    def lines_of(self, recap, *moment):
        """Return the lines of its table, one space between their words."""
        [_before, table, _behind] = self.text_of(recap, *moment).split("```")
        return [" ".join(line.split()) for line in table.strip().splitlines()]

    def test_it_tells_number_and_sums_by_group_beside_the_period_before(self):
        self.topup(INSIDE, 1500)
        self.topup(INSIDE, 500)
        self.topup(INSIDE, 1000, self.other_client)
        self.topup(BEFORE, 1600)
        recap = self.new_recap(group_by="client", measures="solde", lang="en_US")
        self.assertEqual(
            self.lines_of(recap),
            [
                "Client Count Montant cré…",
                "Dépôt Maârif 2 2,000.00",
                "before +25% 1 1,600.00",
                "Dépôt Anfa 1 1,000.00",
                "before 0 0.00",
                "Total 3 3,000.00",
                "before +88% 1 1,600.00",
                "difference +200% +88%",
            ],
        )

    def test_a_period_begins_at_its_hour_and_ends_before_the_next(self):
        self.topup("2026-11-26 18:00:00", 1)
        self.topup("2026-11-27 17:59:59", 2)
        self.topup("2026-11-26 17:59:59", 4)
        self.topup("2026-11-27 18:00:00", 8)
        recap = self.new_recap(measures="solde", lang="en_US")
        self.assertIn("Total 2 3.00", self.lines_of(recap))

    def test_of_a_date_without_hour_whole_days_count(self):
        for day, count in (("2026-11-26", 1), ("2026-11-27", 2), ("2026-11-28", 4)):
            for _one in range(count):
                self.env["bldimagaz.bc"].create({"date_ecriture": day})
        recap = self.new_recap("bldimagaz.bc", date_field="date_ecriture")
        evening = "2026-11-28 18:30:00"
        self.assertEqual(self.lines_of(recap, evening)[1], "Total 2")
        self.assertIn("\n27-11-2026\n", self.text_of(recap, evening))

    def test_ten_groups_are_named_and_the_rest_is_one_line(self):
        names = [f"Client {number:02}" for number in range(LARGEST + 3)]
        for number, name in enumerate(names):
            client = self.env["res.partner"].create({"name": name})
            self.topup(INSIDE, 10 * number, client)
        recap = self.new_recap(group_by="client", measures="solde", lang="en_US")
        lines = self.lines_of(recap)
        named = [line.rsplit(" ", 2)[0] for line in lines if line.startswith("Client ")]
        self.assertEqual(named[1:], names[:2:-1])
        self.assertIn("Others 3 30.00", lines)
        self.assertIn("Total 13 780.00", lines)

    def test_sums_that_come_to_nothing_together_are_told_group_by_group(self):
        for amount, client in ((250, self.client), (-250, self.other_client)):
            self.topup(INSIDE, amount, client)
            self.topup(BEFORE, -amount, client)
        recap = self.new_recap(group_by="client", measures="solde", lang="en_US")
        lines = self.lines_of(recap)
        self.assertIn("Dépôt Maârif 1 250.00", lines)
        self.assertIn("Dépôt Anfa 1 -250.00", lines)
        self.assertIn("Total 2 0.00", lines)

    def test_a_filter_and_a_company_limit_what_counts_and_archived_ones_count(self):
        partners = self.env["res.partner"]
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        kept = partners.create({"name": "Recapped a", "active": False})
        kept += partners.create({"name": "Recapped b", "company_id": elsewhere.id})
        partners.create({"name": "Another"})
        kept.flush_recordset()
        query = "UPDATE res_partner SET create_date = %s WHERE id = ANY(%s)"
        self.env.cr.execute(query, [INSIDE, kept.ids])
        domain = {"filter_domain": "[('name', 'like', 'Recapped')]"}
        recap = self.new_recap("res.partner", **domain)
        self.assertIn("Total 2", self.lines_of(recap)[1])
        recap.company_id = self.env.company
        self.assertIn("Total 1", self.lines_of(recap)[1])

    def test_each_currency_has_a_total_of_its_own(self):
        mad, eur = self.env.ref("base.MAD"), self.env.ref("base.EUR")
        (mad + eur).active = True
        self.add_money()
        for amount, currency, client in (
            (1000, mad, self.client),
            (20, eur, self.client),
            (300, mad, self.other_client),
        ):
            values = {"x_money": amount, "x_currency_id": currency.id}
            self.topup(INSIDE, 0, client, **values)
        recap = self.new_recap(group_by="client", measures="x_money", lang="en_US")
        lines = self.lines_of(recap)
        self.assertEqual(
            lines[1:],
            ["Dépôt Maârif 2 1,000.00 MAD", "20.00 EUR", "Dépôt Anfa 1 300.00 MAD"]
            + ["Total 3 1,300.00 MAD", "20.00 EUR"],
        )
        self.env["alimenteur.solde"].search([]).x_currency_id = mad
        self.assertIn("-# Amounts in MAD", self.text_of(recap))

    def add_money(self):
        """Give top-ups a sum of money in a currency of its own."""
        model_id = self.env["ir.model"]._get_id("alimenteur.solde")
        self.env["ir.model.fields"].create(
            {
                "name": "x_currency_id",
                "model_id": model_id,
                "ttype": "many2one",
                "relation": "res.currency",
            }
        )
        self.env["ir.model.fields"].create(
            {
                "name": "x_money",
                "model_id": model_id,
                "ttype": "monetary",
                "currency_field": "x_currency_id",
                "field_description": "Money",
            }
        )

    def test_what_is_not_filled_in_is_called_none_and_a_selection_by_its_label(self):
        self.topup(INSIDE, 5, self.env["res.partner"])
        recap = self.new_recap(group_by="client", lang="en_US")
        self.assertIn("(none) 1", self.lines_of(recap))
        recap.group_by = "state"
        self.assertIn("Brouillon 1", self.lines_of(recap))

    def test_an_empty_text_and_none_are_one_group(self):
        self.topup(INSIDE, 5, source="")
        self.topup(INSIDE, 5)
        recap = self.new_recap(group_by="source", lang="en_US")
        self.assertEqual(self.lines_of(recap)[1:], ["(none) 2", "Total 2"])

    def test_it_speaks_the_language_of_the_recap(self):
        self.topup(INSIDE, 12345.6)
        self.topup(BEFORE, 10000)
        text = self.text_of(self.new_recap(measures="solde"))
        for words in (
            "Du 26-11-2026 18:00 au",
            " avant +23 %",
            "12 345,60",
            "Voir la liste",
        ):
            self.assertIn(words, text)
        text = self.text_of(self.new_recap(measures="solde"), "2026-11-10 12:00:00")
        self.assertIn("Rien sur cette période.", text)
        self.env["res.lang"]._activate_lang("fr_FR")
        labels = self.env["ir.model.fields"]  # Odoo's own, as its module translates it
        created = labels._get("res.partner", "create_uid")
        created.update_field_translations("field_description", {"fr_FR": "Créé par"})
        self.assertIn("Créé par", self.text_of(self.new_recap(group_by="create_uid")))

    def test_a_name_spoils_neither_the_table_nor_the_message(self):
        for name in (
            "```\n@everyone",
            "**gras** `x`",
            "شركة النخيل",
            "中文中文中文中文",
            "A\nB",
        ):
            client = self.env["res.partner"].create({"name": name})
            self.topup(INSIDE, 5, client)
        recap = self.new_recap(group_by="client", measures="solde", name="**a** @here")
        text = self.text_of(recap)
        drawn = drawing({"content": text})["content"]
        blocks = [node for node in drawn if node["type"] == "codeBlock"]
        self.assertEqual(len(blocks), 1)
        self.assertIn("Total", blocks[0]["text"])
        self.assertFalse([node for node in drawn if node["type"] == "mention"])

    def test_whatever_it_tells_fits_in_one_message_and_is_drawn_whole(self):
        numbers = ("integer", "float")
        model_id = self.env["ir.model"]._get_id("alimenteur.solde")
        names = [f"x_sum_{number}" for number in range(3)]
        for number, name in enumerate(names):
            kind = {"name": name, "ttype": numbers[number % 2]}
            self.env["ir.model.fields"].create({**kind, "model_id": model_id})
        for number in range(LARGEST + 5):
            client = self.env["res.partner"].create({"name": f"Client {number} " * 5})
            sums = dict.fromkeys(names, 1_234_567 * number)
            self.topup(INSIDE, 987_654_321, client, **sums)
            self.topup(BEFORE, 123_456_789, client, **sums)
        recap = self.new_recap(group_by="client", measures=", ".join(["solde", *names]))
        recap.name = "Alimentations " * 200
        text = self.text_of(recap)
        self.assertLess(len(text), CONTENT_MAX - 100)
        self.assertFalse(drawing({"content": text})["is_cut"])
        blocks = text.split("```")[1::2]
        self.assertGreater(len(blocks), 1)
        self.assertEqual(text.count("Total"), len(blocks))
        for line in "\n".join(blocks).splitlines():
            self.assertLessEqual(len(line), 33)

    def test_the_number_of_queries_is_the_same_for_any_number_of_records(self):
        recap = self.new_recap(group_by="client", measures="solde")

        def cost():
            self.env.flush_all()
            self.env.invalidate_all()
            recap.name  # noqa: B018 what the form reads anyway
            before = self.env.cr.sql_log_count
            self.text_of(recap)
            return self.env.cr.sql_log_count - before

        self.topup(INSIDE, 5)
        self.topup(BEFORE, 5)
        cost()
        few = cost()
        for number in range(30):
            client = self.env["res.partner"].create({"name": f"Client {number}"})
            self.topup(INSIDE, 5, client)
        self.assertEqual(cost(), few)

    def test_moves_are_counted_by_agent_archived_and_emptied_ones_too(self):
        self.rule("bl").active = True
        order = self.new_order(date_ecriture="2026-11-01")
        moved = self.env["discord.notification"]
        for day in range(2, 6):
            order.with_user(self.agent).sudo(False)
            order.with_user(self.agent).date_ecriture = f"2026-11-{day:02}"
            moved += self.told(order, self.rule("bl")) - moved
            self.env.cr.postcommit.clear()
        self.assertEqual(len(moved), 4)
        moved.create_date = "2026-11-18 10:00:00"
        moved[:1].write({"user_id": False, "active": False})
        recap = self.env.ref("odoo_discord_notify.recap_bl")
        recap.write({"tz": "UTC", "lang": "en_US"})
        lines = self.lines_of(recap)
        self.assertEqual(lines[1:], ["Amina 3", "(unknown) 1", "Total 4"])
        self.assertEqual(recap._calendar().kind, "week")
