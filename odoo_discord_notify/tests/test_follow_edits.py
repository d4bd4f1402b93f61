"""A rule that follows makes its message say what is true now: one edit, not a post."""

from odoo.tests import new_test_user, tagged

from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowEdits(FollowCase):
    def test_a_change_edits_what_was_told(self):
        topup, posted = self.told_and_posted(self.following())
        topup.state = "refused"
        edit = self.edits(topup)
        self.assertEqual((edit.event, edit.state), ("edited", "outgoing"))
        self.assertEqual(edit.edit_of_id, posted)
        self.assertEqual(edit.content, "1500 Refusée")
        self.assertEqual(posted.content, "1500 Brouillon")

    def test_without_follow_nothing_is_edited(self):
        rule = self.following()
        topup, _posted = self.told_and_posted(rule)
        rule.follow = False
        topup.state = "refused"
        self.assertFalse(self.edits(topup))

    def test_a_rule_does_not_follow_unless_somebody_says_so(self):
        self.assertFalse(self.env["discord.rule"].search([("follow", "=", True)]))
        topup, _posted = self.told_and_posted(self.rule("solde"))
        topup.solde = 7
        self.assertFalse(self.edits(topup))

    def test_who_changes_it_is_named_and_the_text_names_who_told_it(self):
        rule = self.following("{state} {agent} {reason}", reason_field="comment")
        topup, _posted = self.told_and_posted(rule, comment="First")
        other = new_test_user(self.env, "brahim", name="Brahim")
        topup.with_user(other).write({"state": "done", "comment": "Second"})
        edit = self.edits(topup)
        self.assertEqual(edit.user_id, other)
        self.assertEqual(edit.content, "Validée Amina First")

    def test_one_transaction_makes_one_edit_however_often_it_flushes(self):
        topup, _posted = self.told_and_posted(self.following())
        for solde in (1, 2, 3):
            with self.env.cr.savepoint():
                topup.solde = solde
        self.assertEqual(self.edits(topup).mapped("content"), ["3 Brouillon"])

    def test_what_ends_where_it_began_edits_nothing(self):
        topup, _posted = self.told_and_posted(self.following())
        topup.solde = 7
        self.assertTrue(self.edits(topup))
        topup.solde = 1500
        self.assertFalse(self.edits(topup))

    def test_a_change_that_the_text_does_not_show_edits_nothing(self):
        topup, _posted = self.told_and_posted(self.following())
        topup.solde = 1500.004
        self.assertFalse(self.edits(topup))

    def test_each_transaction_begins_with_the_newest_text(self):
        topup, posted = self.told_and_posted(self.following())
        for solde in (1, 2, 2, 1500):
            topup.solde = solde
            self.next_transaction()
        edits = self.edits(topup)
        texts = ["1 Brouillon", "2 Brouillon", "1500 Brouillon"]
        self.assertEqual(edits.mapped("content"), texts)
        self.assertEqual(edits.edit_of_id, posted)

    def test_a_text_that_was_not_to_be_is_none_to_compare_with(self):
        topup, _posted = self.told_and_posted(self.following())
        for state in ("error", "canceled"):
            topup.solde = 1
            self.edits(topup)[-1]._set_state(state)
            self.next_transaction()
            topup.solde = 1500
            self.assertEqual(self.edits(topup)[-1].content, "1 Brouillon")
            self.next_transaction()

    def test_the_filter_matters_to_the_first_telling_only(self):
        rule = self.following(filter_domain="[('state', '=', 'draft')]")
        topup, _posted = self.told_and_posted(rule)
        topup.state = "refused"
        self.assertEqual(self.edits(topup).content, "1500 Refusée")

    def test_what_is_required_matters_to_the_first_telling_only(self):
        rule = self.following("{solde:.0f} {client}", required_fields="client")
        topup, _posted = self.told_and_posted(rule)
        topup.client = False
        self.assertEqual(self.edits(topup).mapped("state"), ["outgoing"])

    def test_what_was_never_told_is_not_edited(self):
        topup = self.new_topup()
        self.forget_transaction()
        self.following()
        topup.solde = 7
        self.assertFalse(self.edits(topup))

    def test_what_is_created_and_changed_at_once_is_told_once(self):
        rule = self.following()
        topup = self.new_topup()
        self.env.cr.flush()
        topup.solde = 7
        told = self.told(topup, rule)
        self.assertEqual(told.mapped("content"), ["7 Brouillon"])

    def test_copies_sent_by_hand_are_not_edited(self):
        rule = self.following()
        topup, posted = self.told_and_posted(rule)
        self.env["discord.outbox"]._tell_asked(rule, topup)
        copy = self.told(topup).filtered(lambda one: one.event == "manual")
        self.next_transaction()
        topup.solde = 7
        self.assertTrue(copy)
        self.assertEqual(self.edits(topup).edit_of_id, posted)

    def test_an_edit_goes_where_its_message_went(self):
        rule = self.following()
        topup, posted = self.told_and_posted(rule)
        rule.webhook_id = self.webhook("bc")
        topup.solde = 7
        self.assertEqual(self.edits(topup).webhook_id, posted.webhook_id)

    def test_an_edit_waits_for_a_message_in_trouble_and_needs_none_that_is_not(self):
        rule = self.following()
        for state, expected in (
            ("outgoing", ["outgoing"]),
            ("in_doubt", ["resting"]),
            ("error", ["resting"]),
            ("canceled", []),
        ):
            topup = self.new_topup()
            self.posted(topup, rule, state)
            topup.solde = 7
            self.assertEqual(self.edits(topup).mapped("state"), expected, state)

    def test_a_message_whose_text_is_forgotten_is_not_edited_nor_posted_anew(self):
        topup, posted = self.told_and_posted(self.following())
        posted.write({"content": False, "values": False, "active": False})
        self.next_transaction()
        topup.solde = 7
        edit = self.edits(topup)
        self.assertEqual((edit.state, edit.failure_type), ("canceled", "message_gone"))
        self.assertFalse(edit.content)

    def test_a_message_that_was_taken_back_is_not_edited(self):
        topup, posted = self.told_and_posted(self.following())
        posted.copy({"event": "withdrawn", "edit_of_id": posted.id, "content": False})
        topup.solde = 7
        edit = self.edits(topup)[-1]
        self.assertEqual((edit.state, edit.failure_type), ("canceled", "message_gone"))

    def test_a_change_in_silence_is_kept_and_not_told(self):
        topup, _posted = self.told_and_posted(self.following())
        self.silent(topup).solde = 7
        edit = self.edits(topup)
        self.assertEqual((edit.state, edit.failure_type), ("canceled", "silenced"))
        self.next_transaction()
        topup.state = "done"
        self.assertEqual(self.edits(topup)[-1].content, "7 Validée")

    def test_an_embed_is_edited_with_all_its_parts_and_its_first_moment(self):
        rule = self.following(
            message_format="embed",
            embed_title="{state}",
            embed_fields="Montant = {solde:.0f}",
            embed_timestamp=True,
        )
        topup, posted = self.told_and_posted(rule)
        topup.state = "done"
        embed = self.edits(topup).embed
        self.assertEqual(embed["title"], "Validée")
        self.assertEqual(embed["fields"], [{"name": "Montant", "value": "1500"}])
        self.assertEqual(embed["timestamp"], posted.embed["timestamp"])

    def test_what_a_rule_says_now_is_what_the_edit_says(self):
        rule = self.following()
        topup, _posted = self.told_and_posted(rule)
        rule.template = "{solde:.0f} MAD"
        topup.solde = 7
        self.assertEqual(self.edits(topup).content, "7 MAD")

    def test_the_language_of_who_saves_changes_nothing(self):
        topup, _posted = self.told_and_posted(self.following("{solde} {date_done}"))
        topup.with_context(lang="en_US", tz="Asia/Tokyo").solde = 1500.0
        self.assertFalse(self.edits(topup))

    def test_a_channel_of_a_company_hears_no_more_of_what_went_to_another(self):
        here, there = self.env.company, self.env["res.company"].create({"name": "B"})
        rule = self.following(
            "{name} {ref}", model_name="res.partner", company_id=here.id
        )
        values = {"name": "Anfa", "ref": "1", "company_id": here.id}
        partner = self.env["res.partner"].create(values)
        self.posted(partner, rule)
        partner.ref = "2"
        self.assertEqual(self.edits(partner).content, "Anfa 2")
        self.next_transaction()
        partner.write({"company_id": there.id, "ref": "3"})
        self.assertEqual(self.edits(partner).mapped("content"), ["Anfa 2"])
        self.next_transaction()
        partner.write({"company_id": False, "ref": "4"})
        self.assertEqual(self.edits(partner)[-1].content, "Anfa 4")

    def test_the_company_of_the_first_telling_is_that_of_the_edit(self):
        company = self.env["res.company"].create({"name": "Nord"})
        self.agent.company_ids += company
        self.client.with_company(company).barcode = "N"
        self.client.with_company(self.env.company).barcode = "S"
        rule = self.following("{solde:.0f} {client.barcode}")
        topup = self.new_topup()
        topup = self.env["alimenteur.solde"].with_user(self.agent)
        topup = topup.with_context(allowed_company_ids=company.ids)
        topup = topup.create({"client": self.client.id, "solde": 1})
        posted = self.posted(topup, rule)
        self.assertEqual(posted.content, "1 N")
        topup.with_user(self.env.user).with_context(allowed_company_ids=[]).solde = 2
        self.assertEqual(self.edits(topup).content, "2 N")
