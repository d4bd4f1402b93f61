"""What following costs, in queries: as much as watching; nothing where none is."""

from itertools import count

from odoo.tests import tagged

from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowCost(FollowCase):
    def setUp(self):
        super().setUp()
        self.env["discord.rule"].search([]).active = False
        self.numbers = count(1)

    def queries(self, act):
        """Return how many queries `act` and its commit make, caches being warm."""
        for _attempt in range(3):
            self.next_transaction()
            self.env["discord.watch"]._for_model("res.partner")  # the map, cached
            before = self.env.cr.sql_log_count
            act()
            self.env.cr.flush()
            made = self.env.cr.sql_log_count - before
        return made

    def existing(self, number):
        values = [{"client": self.client.id} for _number in range(number)]
        topups = self.env["alimenteur.solde"].create(values)
        self.env.cr.flush()
        self.env["discord.notification"].search([])._set_state("sent")
        return topups

    def cost_of_changing(self, topups):
        return self.queries(lambda: topups.write({"solde": next(self.numbers)}))

    def test_a_followed_change_costs_no_more_queries_than_a_watched_one(self):
        rule = self.following("{solde:.0f} {client}")
        costs = {}
        for number in (1, 100):
            rule.write({"trigger": "on_create", "follow": True})
            topups = self.existing(number)
            costs["followed", number] = self.cost_of_changing(topups)
            self.assertTrue(self.edits(topups))
            rule.write({"trigger": "on_write", "watched_fields": "solde"})
            costs["watched", number] = self.cost_of_changing(topups)
        self.assertLessEqual(costs["followed", 1], costs["watched", 1])
        self.assertEqual(costs["followed", 100], costs["followed", 1])

    def test_a_rule_that_does_not_follow_pays_nothing(self):
        rule = self.following("{solde:.0f} {client}")
        rule.follow = False
        topups = self.existing(3)
        with_rule = self.cost_of_changing(topups)
        rule.active = False
        self.assertEqual(with_rule, self.cost_of_changing(topups))

    def test_a_deletion_that_no_rule_tells_costs_nothing(self):
        rule = self.following("{solde:.0f}")
        rule.follow = False
        topups = self.existing(30)
        left = iter(topups)
        with_rule = self.queries(lambda: next(left).unlink())
        rule.active = False
        self.assertEqual(with_rule, self.queries(lambda: next(left).unlink()))

    def test_a_hundred_deletions_cost_as_many_queries_as_one(self):
        self.following("{product}", model_name="bldimagaz.linbc")
        self.new_rule("bldimagaz.linbc", "{product} gone", trigger="on_unlink")

        def cost(number):
            lines = [(0, 0, {"product": "A"}) for _number in range(number)]
            orders = self.env["bldimagaz.bc"].create([{"line_ids": lines}] * 3)
            self.env.cr.flush()
            self.env["discord.notification"].search([])._set_state("sent")
            left = iter(orders)
            return self.queries(lambda: next(left).unlink())

        one = cost(1)
        self.assertEqual(cost(100), one)
