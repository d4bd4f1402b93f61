"""An author's rights hold on the ways that lead around the record as it is now."""

from odoo import Command
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from ..models.watching.record_changes import SAID
from .test_author_rights import AuthorCase

OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"


@tagged("post_install", "-at_install")
class TestAuthorWays(AuthorCase):
    def rule_of_changes(self, template, watched="parent_id"):
        values = {"trigger": "on_write", "watched_fields": watched}
        return self.rule_of(self.manager, template=template, **values)

    def new_child(self, **values):
        """Return a contact of another one, neither ever told."""
        parent = self.env["res.partner"].create({"name": "Hunter2"})
        values = {"name": "Amina", "parent_id": parent.id, **values}
        child = self.env["res.partner"].create(values)
        self.forget_transaction()
        return child

    def test_what_failed_before_rights_were_asked_keeps_no_value(self):
        rule = self.rule_of_changes("{old.parent_id.name}")
        child = self.new_child()
        self.patch(self.registry["discord.template"], "_say", lambda *_args: 1 / 0)
        child.with_context(discord_notify_reason="Moved").parent_id = False
        with mute_logger(OUTBOX):
            told = self.told(child, rule)
        self.assertEqual((told.state, told.failure_type), ("error", "internal"))
        self.assertEqual(told.values, {SAID: "Moved"})

    def test_his_name_keeps_its_direction_in_the_reason_and_forges_no_line(self):
        self.manager.name = "Chief سمير\nSent"
        rule = self.rule_of(self.manager)
        self.hide("res.partner", [("name", "!=", "Hunter2")])
        secret = self.env["res.partner"].create({"name": "Hunter2"})
        told = self.assertHidden(secret, rule)
        self.assertIn("author, \u2068Chief سمير / Sent\u2069, may", told.failure_reason)

    def test_what_is_deleted_is_told_by_its_name_if_the_author_could_read_it(self):
        rule = self.rule_of_changes("{old.parent_id} → {new.parent_id}")
        child = self.new_child()
        parent = child.parent_id
        child.parent_id = self.client
        parent.unlink()
        self.assertEqual(self.told(child, rule).content, "Hunter2 → Dépôt Maârif")

    def test_what_is_deleted_and_was_hidden_from_the_author_is_not_told(self):
        rule = self.rule_of_changes("{old.parent_id} → {new.parent_id}")
        child = self.new_child()
        parent = child.parent_id
        self.hide("res.partner", [("id", "!=", parent.id)])
        child.parent_id = self.client
        parent.unlink()
        told = self.told(child, rule)
        self.assertNotIn("Hunter2", f"{told.content} {told.values}")

    def test_what_no_text_names_is_not_kept_when_a_message_fails(self):
        rule = self.rule_of_changes("{name} {no_such}")
        child = self.new_child()
        self.hide("res.partner", [("id", "!=", child.parent_id.id)])
        child.parent_id = self.client
        told = self.told(child, rule)
        self.assertEqual(told.state, "error")
        self.assertNotIn("Hunter2", str(told.values))

    def test_who_renames_a_field_does_not_become_the_author(self):
        model_id = self.env["ir.model"]._get_id("res.partner")
        named = {"name": "x_a", "field_description": "A", "ttype": "char"}
        field = self.env["ir.model.fields"].create({**named, "model_id": model_id})
        rule = self.rule_of(self.manager, template="{x_a}")
        system = self.rule_of(self.admin, template="{x_a}")
        field.with_user(self.admin).name = "x_b"
        self.assertEqual((rule + system).mapped("template"), ["{x_b}"] * 2)
        self.assertEqual(rule.author_id, self.manager)
        self.assertFalse(system.author_id)

    def test_it_is_read_as_a_company_of_the_author(self):
        rule = self.rule_of_changes("{name} {barcode}", watched="name")
        own, other = (
            self.manager.company_id,
            self.env["res.company"].create({"name": "Another"}),
        )
        values = {"company_id": other.id, "company_ids": [Command.set(other.ids)]}
        saver = new_test_user(self.env, "saver", **values)
        partner = self.env["res.partner"].create({"name": "Amina"})
        partner.with_company(own).barcode = "own"
        partner.with_company(other).barcode = "other"
        self.forget_transaction()
        partner = partner.with_user(saver).with_company(other).sudo()
        partner.name = "Brahim"
        self.assertEqual(self.told(partner, rule).content, "Brahim own")

    def test_a_test_and_a_preview_show_no_more(self):
        rule = self.rule_of(self.manager)
        secret = self.env["res.partner"].create({"name": "Hunter2"})
        rule.preview_res_id = secret.id
        self.hide("res.partner", [("id", "!=", secret.id)])
        for user in (self.manager, self.env.ref("base.user_root")):
            self.env.invalidate_all()
            self.assertNotIn("Hunter2", str(rule.with_user(user).preview["message"]))
