"""A recomputation is as silent as what made it necessary, whoever flushes."""

from odoo import Command
from odoo.tests import tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestNoticingRecomputed(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.total = cls.new_rule(
            "bldimagaz.bc", "{amount_total}", watched_fields="amount_total"
        )

    def setUp(self):
        super().setUp()
        line = {"product": "Ciment", "quantity": 2, "price_unit": 10}
        self.order = self.new_order(line_ids=[Command.create(line)])

    def add_line(self, order):
        order.env["bldimagaz.linbc"].create(
            {"bc_id": order.id, "product": "Sable", "price_unit": 1}
        )

    def assertSilenced(self):
        self.assertEqual(self.told(self.order, self.total).failure_type, "silenced")

    def assertAloud(self):
        self.assertEqual(self.told(self.order, self.total).state, "outgoing")

    def test_a_total_that_a_silent_write_moved_is_silent(self):
        self.silent(self.order.line_ids).price_unit = 20
        self.assertSilenced()

    def test_a_total_that_a_silent_creation_or_deletion_moved_is_silent(self):
        self.add_line(self.silent(self.order))
        self.assertSilenced()
        self.forget_transaction()
        self.silent(self.order.line_ids[0]).unlink()
        self.assertSilenced()

    def test_a_total_that_was_moved_aloud_is_told_though_silence_flushes(self):
        self.order.line_ids.price_unit = 20
        self.silent(self.order).flush_recordset()
        self.assertAloud()

    def test_a_total_that_was_moved_aloud_and_in_silence_is_told(self):
        self.silent(self.order.line_ids).price_unit = 20
        self.add_line(self.order)
        self.assertAloud()
        self.forget_transaction()
        self.add_line(self.order)
        self.silent(self.order.line_ids[0]).price_unit = 30
        self.assertAloud()

    def test_silence_ends_with_the_recomputation_that_it_caused(self):
        self.silent(self.order.line_ids).price_unit = 20
        self.assertSilenced()
        self.order.line_ids.price_unit = 30
        self.assertAloud()

    def test_silence_about_one_order_is_none_about_another(self):
        line = {"product": "Ciment", "price_unit": 10}
        other = self.new_order(line_ids=[Command.create(line)])
        self.silent(self.order.line_ids).price_unit = 20
        other.line_ids.price_unit = 20
        self.assertSilenced()
        self.assertEqual(self.told(other, self.total).state, "outgoing")
