"""What is deleted in the transaction that replaced it is told by the name it had."""

from contextlib import suppress

from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .common import DiscordCase

REFUSAL = "No"


@tagged("post_install", "-at_install")
class TestSayingWhatIsGone(DiscordCase):
    def setUp(self):
        super().setUp()
        self.old = self.env["res.partner"].create({"name": "Anfa", "city": "Safi"})
        self.topup = self.new_topup(client=self.old.id)
        self.forget_transaction()

    def watch(self, template="{old.client} → {new.client}", **values):
        values = {"watched_fields": "client", **values}
        return self.new_rule("alimenteur.solde", template, **values)

    def replace(self):
        self.topup.client = self.client

    def assert_said(self, rule, content, record=None):
        notification = self.told(record or self.topup, rule)
        self.assertEqual(notification.state, "outgoing")
        self.assertEqual(notification.content, content)

    def test_a_client_who_is_deleted(self):
        rule = self.watch()
        self.replace()
        self.old.unlink()
        self.assert_said(rule, "Anfa → Dépôt Maârif")

    def test_a_client_who_is_deleted_after_a_flush_that_told_it(self):
        rule = self.watch()
        self.replace()
        self.assert_said(rule, "Anfa → Dépôt Maârif")
        self.old.unlink()
        self.topup.client = self.client.copy({"name": "Dépôt Salé"})
        self.assert_said(rule, "Anfa → Dépôt Salé")

    def test_a_client_who_is_merged_away(self):
        rule = self.watch("{old.client} → {new.client} · {old.client.city}")
        wizard = self.env["base.partner.merge.automatic.wizard"]
        wizard._merge((self.old + self.client).ids, self.client)
        self.assert_said(rule, "Anfa → Dépôt Maârif · Safi")

    def test_each_rule_keeps_the_words_of_its_language(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        tags = self.env["res.partner.category"]
        old = tags.create({"name": "Wholesale"})
        old.with_context(lang="fr_FR").name = "Grossiste"
        child, other = tags.create([{"name": "A", "parent_id": old.id}, {"name": "B"}])
        self.forget_transaction()
        rules = [
            self.new_rule(
                tags._name, "{old.parent_id}", watched_fields="parent_id", lang=lang
            )
            for lang in ("fr_FR", "en_US")
        ]
        child.parent_id = other
        old.unlink()
        for rule, content in zip(rules, ("Grossiste", "Wholesale"), strict=True):
            self.assert_said(rule, content, child)

    def test_what_goes_with_what_is_deleted(self):
        self.new_field("x_line", ttype="many2one", relation="bldimagaz.linbc")
        rule = self.watch("{old.x_line} → {new.x_line}", watched_fields="x_line")
        order = self.env["bldimagaz.bc"].create({})
        values = {"bc_id": order.id, "product": "Sable"}
        self.topup.sudo().x_line = self.env["bldimagaz.linbc"].create(values)
        self.forget_transaction()
        self.topup.sudo().x_line = False
        order.unlink()
        self.assert_said(rule, "Sable → ")

    def test_a_record_that_goes_with_what_its_owner_belongs_to_is_not_told(self):
        self.new_field(
            "x_topup",
            model="bldimagaz.bc",
            ttype="many2one",
            relation="alimenteur.solde",
            on_delete="cascade",
        )
        rule = self.new_rule("bldimagaz.linbc", "{product}")
        order = self.env["bldimagaz.bc"].create({"x_topup": self.topup.id})
        values = {"bc_id": order.id, "product": "Sable"}
        line = self.env["bldimagaz.linbc"].create(values)
        self.assertTrue(self.told(line, rule))
        self.topup.sudo().unlink()
        self.assertFalse(line.exists())
        self.assertFalse(self.told(line, rule))

    def test_a_reference_to_what_is_deleted(self):
        selection = "[('res.partner', 'Contact')]"
        self.new_field("x_about", ttype="reference", selection=selection)
        rule = self.watch("{old.x_about} → {new.x_about}", watched_fields="x_about")
        self.topup.sudo().x_about = self.old
        self.forget_transaction()
        self.topup.sudo().x_about = self.client
        self.old.unlink()
        self.assert_said(rule, "Anfa → Dépôt Maârif")

    def test_a_reference_that_names_nothing_any_more_costs_no_message(self):
        selection = "[('res.partner', 'Contact')]"
        self.new_field("x_about", ttype="reference", selection=selection)
        rule = self.watch("{client} {x_about}")
        gone = self.old.copy()
        self.topup.sudo().x_about = gone
        gone.unlink()
        self.forget_transaction()
        self.replace()
        self.assert_said(rule, "Dépôt Maârif ")

    def test_what_sql_deletes_has_no_name_and_costs_no_message(self):
        rule = self.watch("{new.client} ({old.client}, {old.client.city})")
        self.replace()
        self.env.flush_all()
        self.env.cr.execute("DELETE FROM res_partner WHERE id = %s", [self.old.id])
        self.env.invalidate_all()
        self.assert_said(rule, "Dépôt Maârif (, )")

    def test_the_agent_who_is_deleted(self):
        agent = new_test_user(self.env, "brahim", name="Brahim")
        rule = self.watch("{new.client} · {agent}")
        self.topup.with_user(agent).sudo().client = self.client
        self.env.flush_all()
        agent.unlink()
        self.assert_said(rule, "Dépôt Maârif · Brahim")

    def test_a_deletion_that_is_taken_back_changes_nothing(self):
        rule = self.watch()
        self.replace()
        with suppress(UserError), self.env.cr.savepoint():
            self.old.unlink()
            raise UserError(REFUSAL)
        self.assert_said(rule, "Anfa → Dépôt Maârif")

    def test_a_deletion_of_what_nothing_names_costs_no_query(self):
        self.watch()
        tags = self.env["res.partner.category"].create([{"name": "A"}, {"name": "B"}])
        self.env.flush_all()

        def cost(tag):
            before = self.env.cr.sql_log_count
            tag.unlink()
            return self.env.cr.sql_log_count - before

        cost(tags[0].copy())
        without = cost(tags[0])
        self.replace()
        self.env.flush_all()
        self.assertEqual(cost(tags[1]), without)

    def new_field(self, name, model="alimenteur.solde", **values):
        self.env["ir.model.fields"].create(
            {
                "name": name,
                "field_description": name,
                "model_id": self.env["ir.model"]._get_id(model),
                **values,
            }
        )
