"""A rule on deletion tells what is gone with the words it had just before."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestToldDeletions(DiscordCase):
    def deletions(self, template="{reference_no} {solde:.0f}", **values):
        values = {"model_name": "alimenteur.solde", "lang": "en_US", **values}
        return self.new_rule(template=template, trigger="on_unlink", **values)

    def existing(self, **values):
        """Return a top-up that was there before this transaction."""
        topup = self.new_topup(**values)
        self.forget_transaction()
        return topup

    def test_a_deletion_is_told_with_the_words_of_before(self):
        rule = self.deletions("{reference_no} {client} {agent} {record_url}")
        topup = self.existing(reference_no="R1")
        topup.unlink()
        told = self.told(topup, rule)
        self.assertEqual((told.event, told.state), ("deleted", "outgoing"))
        self.assertEqual(told.content, "R1 Dépôt Maârif Amina ")
        self.assertEqual(told.user_id, self.agent)
        self.assertFalse(told.edit_of_id)

    def test_who_wants_to_open_what_is_gone_reads_that_it_is(self):
        rule = self.deletions()
        topup = self.existing()
        topup.unlink()
        with self.assertRaisesRegex(UserError, "This record was deleted"):
            self.told(topup, rule).action_open_record()

    def test_a_line_of_a_link_that_leads_nowhere_is_left_out(self):
        rule = self.deletions("{reference_no}\n[See]({record_url})")
        topup = self.existing(reference_no="R1")
        topup.unlink()
        self.assertEqual(self.told(topup, rule).content, "R1")

    def test_the_title_of_an_embed_links_to_nothing(self):
        self.env["ir.config_parameter"].set_param("web.base.url", "https://asg.ma")
        embed = {"message_format": "embed", "embed_link": True, "embed_title": "Gone"}
        rule = self.deletions(**embed)
        topup = self.existing()
        topup.unlink()
        self.assertNotIn("url", self.told(topup, rule).embed)

    def test_the_reason_of_a_program_is_told(self):
        rule = self.deletions("{solde:.0f} {reason}")
        topup = self.existing()
        topup.with_context(discord_notify_reason="Twice").unlink()
        self.assertEqual(self.told(topup, rule).content, "1500 Twice (says Amina)")

    def test_only_what_matches_is_told(self):
        rule = self.deletions(filter_domain="[('solde', '>', 1000)]")
        big, small = self.existing(solde=2000), self.existing(solde=10)
        (big + small).unlink()
        self.assertEqual(self.told(big + small, rule).res_id, big.id)

    def test_what_matched_only_while_it_changed_is_as_it_was_in_the_end(self):
        rule = self.deletions(filter_domain="[('state', '=', 'draft')]")
        topup = self.existing()
        topup.state = "done"
        topup.unlink()
        self.assertFalse(self.told(topup, rule))

    def test_what_is_created_and_deleted_at_once_tells_nothing(self):
        rule = self.deletions()
        for flush in (False, True):
            topup = self.new_topup()
            if flush:
                self.env.cr.flush()
            topup.unlink()
            self.assertFalse(self.told(topup, rule))

    def test_what_goes_with_its_owner_is_told(self):
        rule = self.deletions("{product} {bc_id}", model_name="bldimagaz.linbc")
        lines = [Command.create({"product": name}) for name in "AB"]
        orders = self.env["bldimagaz.bc"].create(
            [{"name": "BC/1", "line_ids": lines}, {"name": "BC/2"}]
        )
        found = orders.line_ids
        self.forget_transaction()
        orders.unlink()
        texts = self.told(found, rule).mapped("content")
        self.assertEqual(texts, ["A BC/1", "B BC/1"])

    def test_what_goes_with_the_owner_of_its_owner_is_told(self):
        rule = self.deletions("{name}", model_name="res.partner.category")
        tags = self.env["res.partner.category"]
        top = tags.create({"name": "A"})
        below = tags.create({"name": "B", "parent_id": top.id})
        last = tags.create({"name": "C", "parent_id": below.id})
        self.forget_transaction()
        top.unlink()
        told = self.told(top + below + last, rule)
        self.assertEqual(sorted(told.mapped("content")), ["A", "B", "C"])

    def test_a_removed_line_of_a_form_is_told(self):
        rule = self.deletions("{product}", model_name="bldimagaz.linbc")
        lines = [Command.create({"product": name}) for name in "AB"]
        order = self.env["bldimagaz.bc"].create({"line_ids": lines})
        first = order.line_ids[0]
        self.forget_transaction()
        order.line_ids = [Command.delete(first.id)]
        self.assertEqual(self.told(first, rule).content, "A")

    def test_a_partner_that_is_merged_away_is_told(self):
        rule = self.deletions("{name}", model_name="res.partner")
        other = self.env["res.partner"].create({"name": "Dépôt Anfa"})
        self.forget_transaction()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.client + other).ids, other, extra_checks=False)
        self.assertEqual(self.told(self.client, rule).content, "Dépôt Maârif")

    def test_a_change_just_before_is_not_told(self):
        changes = self.new_rule(
            "alimenteur.solde", "{new.solde}", watched_fields="solde"
        )
        rule = self.deletions()
        topup = self.existing(reference_no="R1")
        topup.solde = 7
        topup.unlink()
        self.assertFalse(self.told(topup, changes))
        self.assertEqual(self.told(topup, rule).content, "R1 7")

    def test_a_deletion_in_silence_is_kept_and_not_told(self):
        rule = self.deletions()
        topup = self.existing()
        self.silent(topup).unlink()
        told = self.told(topup, rule)
        self.assertEqual((told.state, told.failure_type), ("canceled", "silenced"))

    def test_only_records_of_its_company_are_told(self):
        company = self.env["res.company"].create({"name": "Nord"})
        rule = self.deletions("{name}", model_name="res.partner")
        rule.company_id = company
        partners = self.env["res.partner"].create(
            [{"name": "A", "company_id": company.id}, {"name": "B"}]
        )
        partners[1].company_id = self.env.company
        self.forget_transaction()
        partners.unlink()
        self.assertEqual(self.told(partners, rule).mapped("content"), ["A"])

    def test_a_message_that_cannot_be_written_does_not_keep_a_record(self):
        rule = self.deletions("{reference_n}")
        topup = self.existing()
        topup.unlink()
        self.assertFalse(topup.exists())
        told = self.told(topup, rule)
        self.assertEqual((told.state, told.failure_type), ("error", "template"))

    def test_what_the_rule_lacks_is_told_once_it_is_mended(self):
        rule = self.deletions("{reference_no} {reference_n}")
        topup = self.existing(reference_no="R1")
        topup.unlink()
        told = self.told(topup, rule)
        self.env.cr.postcommit.clear()
        rule.template = "{reference_no} deleted"
        rule.invalidate_recordset()
        self.env.flush_all()
        with self.enter_registry_test_mode():
            rule.action_send_failed()
        self.env.invalidate_all()
        self.assertEqual((told.state, told.content), ("outgoing", "R1 deleted"))

    def test_what_is_deleted_once_more_is_told_as_it_was_the_first_time(self):
        """As by a program whose records take others along: core lets it."""
        rule = self.deletions("{reference_no}")
        orders = self.deletions("{bl_number}", model_name="bldimagaz.bc")
        topup = self.existing(reference_no="R1")
        order = self.new_order(bl_number="BL/1")
        for record in (topup, order):
            record.sudo().unlink()
            record.sudo().unlink()
        self.assertEqual(self.told(topup, rule).content, "R1")
        self.assertEqual(self.told(order, orders).content, "BL/1")
        self.forget_transaction()
        (topup + topup.browse(topup.id + 1000)).sudo().unlink()
        self.assertEqual(self.told(topup.browse(topup.id + 1000)).ids, [])

    def test_a_hundred_are_told_in_their_order(self):
        rule = self.deletions("{reference_no}")
        topups = self.env["alimenteur.solde"].create(
            [{"reference_no": f"R{number:03}"} for number in range(100)]
        )
        self.forget_transaction()
        topups.unlink()
        texts = [f"R{number:03}" for number in range(100)]
        self.assertEqual(self.told(topups, rule).mapped("content"), texts)
