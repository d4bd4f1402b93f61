"""What a broken rule could not say is said once it is mended: nothing is lost."""

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..models.rule import discord_mending_mixin
from .common import DiscordCase

OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"


@tagged("post_install", "-at_install")
class TestRuleMending(DiscordCase):
    def failed(self, record, rule):
        """Return the notification in error that telling of a record made."""
        notification = self.told(record, rule)
        self.assertEqual(notification.mapped("state"), ["error"])
        self.env.cr.postcommit.clear()  # another transaction begins
        rule.invalidate_recordset()
        return notification

    def send_failed(self, rule):
        """Press the button; return what the person is told."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            answer = rule.action_send_failed()
        self.env.invalidate_all()
        return answer["params"]

    def break_domain(self, rule):
        """Make the rule's domain one that no form would let through."""
        rule.flush_recordset()
        domain = "[('no_such_field', '=', 1)]"
        self.env.cr.execute(
            SQL(
                "UPDATE discord_rule SET filter_domain = %s WHERE id = %s",
                domain,
                rule.id,
            )
        )
        rule.invalidate_recordset()
        rule.sequence += 1  # so that it is read anew

    def test_what_failed_is_written_and_queued_once_its_rule_is_mended(self):
        rule = self.new_rule("alimenteur.solde", "{reference_n} {solde:.0f}")
        rows = self.failed(self.new_topup(reference_no="A"), rule)
        rows += self.failed(self.new_topup(reference_no="B"), rule)
        self.assertEqual((rule.state, rule.failed_count), ("error", 2))
        rule.template = "{reference_no} {solde:.0f}"
        self.assertIn("2", rule.state_message)
        self.assertTrue(rule.can_send_failed)
        told = self.send_failed(rule)
        self.assertEqual(rows.mapped("state"), ["outgoing"] * 2)
        self.assertEqual(rows.mapped("content"), ["A 1500", "B 1500"])
        self.assertEqual(rows.mapped("user_id"), self.agent)
        self.assertEqual(rows.mapped("failure_reason"), [False] * 2)
        self.assertEqual((rule.state, rule.failed_count), ("watching", 0))
        self.assertEqual(told["message"], "2 of 2 are on their way")

    def test_what_has_a_text_is_not_written_anew(self):
        rule = self.new_rule("alimenteur.solde", "{reference_no}")
        row = self.told(self.new_topup(reference_no="A"), rule)
        # A claim has failed on it: that is no fault of the rule's.
        row._set_state("error", failure_type="internal", failure_reason="MemoryError")
        self.assertEqual(rule.failed_count, 0)
        rule.template = "{oops}"
        broken = self.failed(self.new_topup(reference_no="B"), rule)
        rule.template = "{solde:.0f}"
        self.send_failed(rule)
        self.assertEqual((row.state, row.content), ("error", "A"))
        self.assertEqual((broken.state, broken.content), ("outgoing", "1500"))

    def test_it_is_told_though_its_agent_has_gone(self):
        rule = self.new_rule("alimenteur.solde", "{reference_n}")
        row = self.failed(self.new_topup(reference_no="A"), rule)
        row.user_id = False
        rule.template = "{reference_no}"
        self.send_failed(rule)
        self.assertEqual((row.state, row.content), ("outgoing", "A"))
        self.assertFalse(row.user_id)

    def test_it_is_not_offered_while_the_rule_is_broken(self):
        rule = self.new_rule("alimenteur.solde", "{reference_n}")
        self.failed(self.new_topup(), rule)
        self.assertIn("reference_n", rule.state_message)
        self.assertIn("could not be written: 1", rule.state_message)
        self.assertFalse(rule.can_send_failed)
        with self.assertRaisesRegex(UserError, "reference_n"):
            rule.action_send_failed()

    def test_it_is_not_offered_where_nothing_failed(self):
        self.assertFalse(self.rule("solde").can_send_failed)
        with self.assertRaisesRegex(UserError, "Nothing is left"):
            self.rule("solde").action_send_failed()

    def test_a_change_is_told_as_it_was_by_whom_and_why(self):
        rule = self.rule("bl")
        rule.template = "{no_such_field}"
        order = self.new_order(date_ecriture="2025-05-02")
        order.write({"date_ecriture": "2025-05-03", "comment": "Client absent"})
        row = self.failed(order, rule)
        order.write({"date_ecriture": "2025-06-01", "comment": "Later"})
        self.told(order)
        rule.template = (
            "{old.date_ecriture} {old.date_ecriture:%d/%m} {new.date_ecriture} "
            "{agent} {reason}"
        )
        self.send_failed(rule)
        self.assertEqual(row.content, "02-05-2025 02/05 03-05-2025 Amina Client absent")

    def test_a_former_record_of_a_relation_is_known_by_its_name(self):
        rule = self.new_rule("bldimagaz.bc", "{oops}", watched_fields="client")
        order = self.new_order()
        order.client = self.env["res.partner"].create({"name": "Nouveau"})
        row = self.failed(order, rule)
        rule.template = "{old.client.name} → {new.client}"
        self.send_failed(rule)
        self.assertEqual(row.content, "Dépôt Maârif → Nouveau")

    def test_several_changes_of_one_record_are_each_told(self):
        rule = self.new_rule("bldimagaz.bc", "{oops}", watched_fields="bl_number")
        order = self.new_order(bl_number="A")
        rows = self.env["discord.notification"]
        for number in ("B", "C"):
            order.bl_number = number
            rows += (self.told(order, rule) - rows).ensure_one()
            self.env.cr.postcommit.clear()
        rule.template = "{old.bl_number} → {new.bl_number}"
        self.send_failed(rule)
        self.assertEqual(rows.mapped("content"), ["A → B", "B → C"])

    def test_what_was_asked_is_told_too(self):
        rule = self.new_rule("res.partner", "{oops}", trigger="on_demand")
        self.env["discord.outbox"]._tell_asked(rule, self.client)
        row = self.failed(self.client, rule)
        rule.template = "{name}"
        self.send_failed(rule)
        self.assertEqual((row.event, row.content), ("manual", "Dépôt Maârif"))

    def test_an_embed_tells_when_it_happened(self):
        rule = self.new_rule(
            "alimenteur.solde",
            "{oops}",
            message_format="embed",
            embed_timestamp=True,
            trigger="on_write",
            watched_fields="solde",
        )
        topup = self.new_topup()
        self.forget_transaction()
        topup.solde = 3
        row = self.failed(topup, rule)
        row.create_date = "2026-01-02 03:04:05"
        rule.template = "{solde:.0f}"
        self.send_failed(rule)
        self.assertEqual(row.embed["description"], "3")
        self.assertEqual(row.embed["timestamp"], "2026-01-02T03:04:05+00:00")

    def test_of_a_record_that_is_gone_is_told_what_was_kept(self):
        rule = self.new_rule("alimenteur.solde", "{oops} {reference_no}")
        rule.required_fields = "client"
        topup = self.new_topup(reference_no="A")
        row = self.failed(topup, rule)
        topup.sudo().unlink()
        rule.template = "{reference_no} {agent}"
        self.send_failed(rule)
        self.assertEqual((row.state, row.content), ("outgoing", "A Amina"))

    def test_what_cannot_be_told_any_more_is_called_lost_with_the_reason(self):
        rule = self.new_rule("alimenteur.solde", "{oops} {reference_no}")
        topup = self.new_topup(reference_no="A")
        row = self.failed(topup, rule)
        topup.sudo().unlink()
        rule.template = "{reference_no} {solde}"
        told = self.send_failed(rule)
        self.assertEqual((row.state, row.failure_type), ("canceled", "lost"))
        self.assertIn("record is gone", row.failure_reason)
        self.assertIn("record is gone", told["message"])
        self.assertEqual(row.values["reference_no"], "A")
        self.assertEqual(rule.state, "watching")

    def test_what_still_cannot_be_written_keeps_what_it_knows(self):
        rule = self.new_rule("res.partner", "{oops} {name}")
        negative = self.env["res.partner"].create({"name": "A", "color": -1})
        row = self.failed(negative, rule)
        rule.template = "{name} {color:c}"
        told = self.send_failed(rule)
        self.assertEqual((row.state, row.failure_type), ("error", "template"))
        self.assertIn("could not be written", row.failure_reason)
        self.assertEqual(row.values["name"], "A")
        self.assertEqual(told["type"], "warning")
        self.assertIn("0 of 1", told["message"])

    def test_what_lacks_a_required_field_is_skipped_as_always(self):
        rule = self.new_rule("alimenteur.solde", "{oops}")
        row = self.failed(self.new_topup(client=False), rule)
        rule.write({"template": "{reference_no}", "required_fields": "client"})
        self.send_failed(rule)
        self.assertEqual((row.state, row.failure_type), ("canceled", "incomplete"))

    @mute_logger(OUTBOX)
    def test_of_what_failed_before_anybody_looked_only_what_matches_is_told(self):
        rule = self.new_rule("alimenteur.solde", "{solde:.0f}")
        self.break_domain(rule)
        match, other = self.new_topup(solde=1), self.new_topup(solde=2)
        rows = self.failed(match, rule) + self.failed(other, rule)
        self.assertFalse(rule.can_send_failed)
        rule.filter_domain = "[('solde', '=', 1)]"
        self.send_failed(rule)
        self.assertEqual(rows.exists().mapped("content"), ["1"])

    @mute_logger(OUTBOX)
    def test_of_what_failed_before_anybody_looked_only_what_changed_is_told(self):
        rule = self.new_rule(
            "bldimagaz.bc", "{old.bl_number} → {bl_number}", watched_fields="bl_number"
        )
        self.break_domain(rule)
        same, changed = self.new_order(bl_number="A"), self.new_order(bl_number="B")
        same.bl_number, changed.bl_number = "A", "C"
        rows = self.failed(same, rule) + self.failed(changed, rule)
        rule.filter_domain = False
        self.send_failed(rule)
        self.assertEqual(rows.exists().mapped("content"), ["B → C"])

    def test_many_are_mended_in_batches(self):
        self.patch(discord_mending_mixin, "BATCH", 2)
        rule = self.new_rule("alimenteur.solde", "{oops}")
        topups = self.new_topup().concat(*(self.new_topup() for _ in range(4)))
        rows = self.told(topups, rule)
        rule.template = "{reference_no}"
        self.assertEqual(self.send_failed(rule)["type"], "success")
        self.assertEqual(rows.mapped("state"), ["outgoing"] * 5)

    def test_pressing_again_sends_nothing_again(self):
        rule = self.new_rule("alimenteur.solde", "{oops}")
        row = self.failed(self.new_topup(), rule)
        rule.template = "{reference_no}"
        self.send_failed(rule)
        row.state = "sent"
        with self.assertRaisesRegex(UserError, "Nothing is left"):
            rule.action_send_failed()
        self.assertEqual(row.state, "sent")
