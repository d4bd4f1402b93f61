"""What a rule follows: what its message shows, and what somebody adds."""

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowFields(FollowCase):
    def test_it_follows_what_it_shows_and_what_names_the_record(self):
        rule = self.following("{solde} {client.city} {line_ids} {agent} {create_date}")
        self.assertEqual(rule.follow_fields, "solde, client, reference_no")

    def test_behind_what_is_computed_it_follows_what_that_is_computed_from(self):
        rule = self.following("{display_name}")
        self.assertEqual(rule.follow_fields, "client, reference_no")
        topup, _posted = self.told_and_posted(rule)
        other = self.env["res.partner"].create({"name": "Dépôt Anfa"})
        topup.client = other
        self.assertEqual(self.edits(topup).content, "Dépôt Anfa")

    def test_a_change_of_a_related_record_edits_nothing_by_itself(self):
        topup, _posted = self.told_and_posted(self.following("{client} {solde:.0f}"))
        self.client.name = "Dépôt Anfa"
        self.assertFalse(self.edits(topup))
        topup.solde = 7
        self.assertEqual(self.edits(topup).content, "Dépôt Anfa 7")

    def test_others_are_added_and_stay_when_the_message_changes(self):
        rule = self.following("{solde}", follow_fields="solde, state")
        rule.template = "{solde} {avoir}"
        names = "solde, state, avoir, client, reference_no"
        self.assertEqual(rule.follow_fields, names)

    def test_what_is_not_followed_edits_nothing(self):
        rule = self.following(follow_fields="state")
        topup, _posted = self.told_and_posted(rule)
        topup.solde = 7
        self.assertFalse(self.edits(topup))
        topup.state = "done"
        self.assertEqual(self.edits(topup).content, "7 Validée")

    def test_a_recomputed_field_is_followed(self):
        rule = self.following("{amount_total:.0f}", model_name="bldimagaz.bc")
        orders = self.env["bldimagaz.bc"].with_user(self.agent)
        line = {"product": "A", "price_unit": 5}
        order = orders.create({"client": self.client.id, "line_ids": [(0, 0, line)]})
        self.posted(order, rule)
        order.line_ids.quantity = 2
        self.assertEqual(self.edits(order).content, "10")

    def test_a_relation_that_the_database_empties_is_followed(self):
        topup, _posted = self.told_and_posted(self.following("{solde:.0f} {client}"))
        self.client.unlink()
        self.assertEqual(self.edits(topup).content, "1500 ")

    def test_a_merge_of_partners_is_followed(self):
        topup, _posted = self.told_and_posted(self.following("{solde:.0f} {client}"))
        other = self.env["res.partner"].create({"name": "Dépôt Anfa"})
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client + other).ids, other, extra_checks=False)
        self.assertEqual(self.edits(topup).content, "1500 Dépôt Anfa")

    def test_the_form_fills_in_what_the_message_shows(self):
        with Form(self.rule("solde")) as form:
            form.follow = True
            self.assertIn("solde", form.follow_fields)

    def test_what_cannot_be_followed_is_said(self):
        rule = self.following(follow_fields="solde, line")
        self.assertEqual(rule.state, "error")
        self.assertIn("“line”", rule.state_message)
        with self.assertRaises(ValidationError):
            rule.follow_fields = "write_date"

    def test_only_a_rule_on_creation_follows(self):
        rule = self.following(watched_fields="state")
        topup = self.new_topup()
        self.forget_transaction()
        topup.state = "done"
        self.posted(topup, rule)
        topup.solde = 7
        self.assertFalse(self.edits(topup))

    def test_a_field_that_gets_another_name_is_followed_by_it(self):
        values = {"name": "x_note", "field_description": "Note", "ttype": "char"}
        model_id = self.env["ir.model"]._get_id("alimenteur.solde")
        field = self.env["ir.model.fields"].create({**values, "model_id": model_id})
        rule = self.following("{solde}", follow_fields="solde, x_note")
        field.name = "x_remark"
        self.assertIn("x_remark", rule.follow_fields)

    def test_where_nothing_that_was_chosen_is_left_the_usual_is_followed(self):
        topup, _posted = self.told_and_posted(self.following(follow_fields="x_gone"))
        topup.solde = 7
        self.assertEqual(self.edits(topup).content, "7 Brouillon")
        topup.unlink()
        self.assertEqual(self.edits(topup).event, "deleted")
