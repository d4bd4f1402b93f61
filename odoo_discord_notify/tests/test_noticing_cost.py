"""What noticing and telling cost, in queries: nothing, or a constant number."""

from datetime import date
from itertools import count

from odoo.tests import tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestNoticingCost(DiscordCase):
    def setUp(self):
        super().setUp()
        self.forget_transaction()
        # As in a server that runs: rules, languages and names are known.
        self.assertTrue(self.told(self.new_topup(source="warm")))
        self.numbers = count(1)

    def queries(self, act, with_rules):
        """Return how many queries `act` and its commit make, caches being warm."""
        self.env["discord.rule"].with_context(active_test=False).search(
            []
        ).active = with_rules
        for _attempt in range(2):
            self.forget_transaction()
            self.env.invalidate_all()  # as a commit does
            self.env["discord.watch"]._for_model("res.partner")  # the map, cached
            before = self.env.cr.sql_log_count
            act()
            self.env.cr.flush()
            count = self.env.cr.sql_log_count - before
        return count

    def extra_queries(self, act):
        """Return how many more queries `act` makes because of our rules."""
        return self.queries(act, with_rules=True) - self.queries(act, with_rules=False)

    def test_a_model_that_nobody_watches_costs_no_query(self):
        tag = self.env["res.partner.category"].create({"name": "Grossiste"})

        def act():
            tag.name = f"{next(self.numbers)}"
            self.env["res.partner.category"].create({"name": "New"}).unlink()

        self.assertEqual(self.extra_queries(act), 0)

    def test_a_write_that_touches_no_watched_field_costs_no_query(self):
        order = self.new_order(date_ecriture="2025-05-02")

        def act():
            order.write({"name": f"BC/{next(self.numbers)}", "comment": "A reason"})

        self.assertEqual(self.extra_queries(act), 0)

    def test_a_hundred_new_records_cost_as_many_queries_as_one(self):
        one, hundred = self.cost_of_creating(1), self.cost_of_creating(100)
        self.assertEqual(hundred, one)
        # A savepoint; the names of clients, which it shows; the row, and its end.
        self.assertLessEqual(one, 3)

    def test_a_filter_of_calls_and_a_route_cost_two_queries_at_most(self):
        plain = self.cost_of_creating(1)
        rule = self.rule("solde")
        rule.mention_ids = self.env.ref("odoo_discord_notify.mention_here")
        rule.mention_domain = "[('solde', '>=', 100000)]"
        rule.route_field = "source"
        line = {"value": "Agence", "webhook_id": self.webhook("bl").id}
        rule.route_ids = [(0, 0, line)]
        one, hundred = self.cost_of_creating(1), self.cost_of_creating(100)
        self.assertLessEqual(one, plain + 2)
        self.assertEqual(hundred, one)

    def test_a_hundred_references_cost_as_many_queries_as_one(self):
        self.env["ir.model.fields"].create(
            {
                "name": "x_about",
                "field_description": "About",
                "model_id": self.env["ir.model"]._get_id("alimenteur.solde"),
                "ttype": "reference",
                "selection": "[('res.bank', 'Bank')]",
            }
        )
        self.new_rule("alimenteur.solde", "{x_about}")
        one, hundred = self.cost_of_creating(1), self.cost_of_creating(100)
        self.assertEqual(hundred, one)

    def cost_of_creating(self, number):
        partners, banks = (
            self.env[model_name].create(
                [{"name": f"Client {index}"} for index in range(number)]
            )
            for model_name in ("res.partner", "res.bank")
        )

        def act():
            self.env["alimenteur.solde"].create(
                [
                    {
                        "client": partner.id,
                        "reference_no": f"N{next(self.numbers)}",
                        **({"x_about": f"res.bank,{bank.id}"} if about else {}),
                    }
                    for partner, bank in zip(partners, banks, strict=True)
                ]
            )

        about = "x_about" in self.env["alimenteur.solde"]._fields
        return self.extra_queries(act)

    def test_a_hundred_changes_cost_as_many_queries_as_one(self):
        one, hundred = self.cost_of_changing(1), self.cost_of_changing(100)
        self.assertEqual(hundred, one)
        self.assertLessEqual(one, 7)

    def test_a_hundred_changes_one_by_one_are_read_together(self):
        def one_by_one(orders, day):
            for order in orders:
                order.date_ecriture = day

        costs = [self.cost_of_changing(number, one_by_one) for number in (1, 100)]
        self.assertEqual(*costs)

    def cost_of_changing(self, number, change=None):
        orders = self.env["bldimagaz.bc"].create(
            [
                {"client": self.client.id, "name": f"BC/{index}"}
                for index in range(number)
            ]
        )

        def act():
            self.env.invalidate_all()
            day = date(2025, 5, next(self.numbers))
            change(orders, day) if change else orders.write({"date_ecriture": day})

        return self.extra_queries(act)
