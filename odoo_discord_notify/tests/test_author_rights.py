"""A message says only what its rule's author could read, record by record."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Domain
from odoo.tests import new_test_user, tagged

from ..models.saying import author_rights
from .common import DiscordCase

MANAGER = "odoo_discord_notify.group_discord_manager"


class AuthorCase(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = new_test_user(cls.env, "chief", groups=MANAGER, name="Chief")
        cls.admin = new_test_user(cls.env, "boss", groups="base.group_system")

    def hide(self, model_name, domain):
        """Hide from everybody but the superuser what does not match."""
        values = {"name": "Hidden", "domain_force": str(domain)}
        values["model_id"] = self.env["ir.model"]._get_id(model_name)
        return self.env["ir.rule"].create(values)

    def rule_of(self, user, model_name="res.partner", template="{name}", **values):
        values |= {"name": "Test", "model_name": model_name, "template": template}
        values["webhook_id"] = self.webhook("solde").id
        return self.env["discord.rule"].with_user(user).create(values).sudo()

    def assertHidden(self, records, rule):
        told = self.told(records, rule)
        self.assertEqual((told.state, told.failure_type), ("canceled", "forbidden"))
        self.assertFalse(told.content or told.values or told.embed)
        self.assertIn("Chief", told.failure_reason)
        return told


@tagged("post_install", "-at_install")
class TestAuthor(AuthorCase):
    def test_who_changes_what_is_told_becomes_the_author(self):
        rule = self.rule_of(self.manager)
        self.assertEqual(rule.author_id, self.manager)
        rule.with_user(self.admin).template = "{name} "
        self.assertFalse(rule.author_id)
        rule.with_user(self.manager).name = "Other"
        self.assertFalse(rule.author_id)
        rule.with_user(self.manager).template = "{name}"
        self.assertEqual(rule.author_id, self.manager)
        rule.template = "{name} "  # by code
        self.assertFalse(rule.author_id)

    def test_shipped_rules_have_none(self):
        for key in ("solde", "bc", "bl"):
            self.assertFalse(self.rule(key).author_id)

    def test_nobody_makes_somebody_else_the_author(self):
        rule = self.rule_of(self.manager).with_user(self.manager)
        for values in ({"author_id": False}, {"author_id": self.admin.id}):
            with self.assertRaises(AccessError):
                rule.write(values)
        rules = self.env["discord.rule"].with_user(self.manager)
        for context in ({"default_author_id": self.admin.id}, {"default_author_id": 0}):
            rule = self.rule_of(self.manager)
            made = rules.with_context(**context).create(rule.copy_data()[0])
            self.assertEqual(made.author_id, self.manager)

    def test_an_administrator_takes_it_over_in_one_click(self):
        rule = self.rule_of(self.manager)
        with self.assertRaises(AccessError):
            rule.with_user(self.manager).action_take_over()
        rule.with_user(self.admin).action_take_over()
        self.assertFalse(rule.author_id)

    def test_the_form_says_whose_rights_count_and_warns(self):
        rule = self.rule_of(self.manager)
        self.assertIn("only what Chief may read", rule.author_note)
        shipped = self.rule("solde").with_user(self.manager)
        self.assertIn("as the system", shipped.author_note)
        typed = shipped.new({"template": "{reference_no}"}, origin=shipped)
        self.assertIn("you become its author", typed.author_note)

    def test_where_values_are_hidden_by_code_only_the_system_may_watch(self):
        partner = type(self.client)
        self.patch(partner, "_fetch_query", lambda *args: None)
        with self.assertRaisesRegex(ValidationError, "You may not read res.partner"):
            self.rule_of(self.manager, "res.partner.bank", "{partner_id.name}")

    def test_nothing_in_this_database_is_taken_for_such_a_model_by_mistake(self):
        veiled = {
            name
            for name, model in self.env.items()
            if author_rights._is_veiled(model.with_user(self.manager))
        }
        refused = ("mail.", "ir.", "discord.", "bus.")
        self.assertFalse({name for name in veiled if not name.startswith(refused)})


@tagged("post_install", "-at_install")
class TestAuthorRights(AuthorCase):
    def test_a_record_that_is_hidden_from_the_author_is_not_told(self):
        rule = self.rule_of(self.manager)
        self.hide("res.partner", [("name", "!=", "Hunter2")])
        secret, other = self.env["res.partner"].create(
            [{"name": "Hunter2"}, {"name": "Other"}]
        )
        self.assertHidden(secret, rule)
        self.assertEqual(self.told(other, rule).content, "Other")

    def test_one_without_author_tells_as_the_system(self):
        rule = self.rule_of(self.admin)
        self.hide("res.partner", [("name", "!=", "Hunter2")])
        secret = self.env["res.partner"].create({"name": "Hunter2"})
        self.assertEqual(self.told(secret, rule).content, "Hunter2")

    def test_a_hidden_record_behind_a_relation_is_not_told(self):
        rule = self.rule_of(self.manager, template="{parent_id.ref}")
        named = self.rule_of(self.manager, template="{name} {parent_id}")
        deep = self.rule_of(self.manager, template="{name} {parent_id.user_id.name}")
        secret = self.env["res.partner"].create({"name": "Hunter2", "ref": "R2"})
        self.hide("res.partner", [("id", "!=", secret.id)])
        child = self.env["res.partner"].create({"name": "A", "parent_id": secret.id})
        for one in (rule, named, deep):
            with self.subTest(one.template):
                self.assertHidden(child, one)

    def test_a_relation_that_was_hidden_before_the_change_is_not_told(self):
        rule = self.rule_of(
            self.manager,
            template="{old.parent_id.name} {new.name}",
            trigger="on_write",
            watched_fields="parent_id",
        )
        secret = self.env["res.partner"].create({"name": "Hunter2"})
        child = self.env["res.partner"].create({"name": "A", "parent_id": secret.id})
        self.forget_transaction()
        self.hide("res.partner", [("id", "!=", secret.id)])
        child.parent_id = False
        self.assertHidden(child, rule)

    def test_what_is_hidden_is_compared_with_no_filter(self):
        """Or the canceled notification would say that it matches."""
        domain = "[('ref', '=like', 'H%')]"
        rule = self.rule_of(self.manager, filter_domain=domain)
        self.hide("res.partner", [("name", "!=", "Secret")])
        partners = self.env["res.partner"].create(
            [
                {"name": "Secret", "ref": "Hunter2"},
                {"name": "Secret", "ref": "Other"},
                {"name": "Open", "ref": "Other"},
                {"name": "Open", "ref": "Hello"},
            ]
        )
        told = self.told(partners, rule)
        found = [(partners.browse(t.res_id).ref, t.failure_type) for t in told]
        expected = {("Hunter2", "forbidden"), ("Other", "forbidden"), ("Hello", False)}
        self.assertEqual(set(found), expected)

    def test_a_filter_sees_behind_relations_what_its_author_sees(self):
        domain = "[('parent_id.ref', '=like', 'H%')]"
        rule = self.rule_of(self.manager, filter_domain=domain)
        secret = self.env["res.partner"].create({"name": "S", "ref": "Hunter2"})
        self.hide("res.partner", [("id", "!=", secret.id)])
        child = self.env["res.partner"].create({"name": "A", "parent_id": secret.id})
        self.assertFalse(self.told(child, rule))

    def test_hook_and_synchronization_agree(self):
        rule = self.rule_of(self.manager, "alimenteur.solde", "{reference_no}")
        model_id = self.env["ir.model"]._get_id("alimenteur.solde")
        access = {"name": "all", "model_id": model_id, "perm_read": True}
        self.env["ir.model.access"].create(access)
        self.hide("alimenteur.solde", [("solde", "<", 100)])
        self.env.cr.flush()
        self.env.cr.execute(
            "INSERT INTO alimenteur_solde (reference_no, solde, state)"
            " VALUES ('A', 500, 'draft'), ('B', 5, 'draft') RETURNING id"
        )
        ids = [id_ for [id_] in self.env.cr.fetchall()]
        self.env["discord.sync.log"]._request("all")
        self.run_action("ir_cron_sync")
        secret, other = self.env["alimenteur.solde"].browse(ids)
        self.assertHidden(secret, rule)
        self.assertEqual(self.told(other, rule).content, "B")

    def test_what_was_hidden_is_offered_for_sending_after_a_take_over(self):
        domain = "[('ref', '=', 'R')]"
        rule = self.rule_of(self.manager, filter_domain=domain)
        self.hide("res.partner", [("name", "!=", "Secret")])
        matching, other = self.env["res.partner"].create(
            [{"name": "Secret", "ref": "R"}, {"name": "Secret"}]
        )
        self.assertHidden(matching, rule)
        self.assertFalse(rule.can_send_failed)
        self.assertIn("Not told for that reason: 2", rule.author_note)
        rule.with_user(self.admin).action_take_over()
        self.env.invalidate_all()
        self.assertTrue(rule.can_send_failed)
        rule._mend_next(0)
        self.assertEqual(self.told(matching, rule).content, "Secret")
        self.assertFalse(self.told(other, rule))

    def test_an_author_who_is_archived_or_lost_the_model_is_said_and_heard_of(self):
        rule = self.rule_of(self.manager)
        self.manager.active = False
        partner = self.env["res.partner"].create({"name": "A"})
        self.assertHidden(partner, rule)
        self.env.invalidate_all()
        self.assertEqual(rule.state, "error")
        self.assertIn("Chief", rule.state_message)
        with self.assertLogs("odoo.addons.odoo_discord_notify", "WARNING") as log:
            self.env["discord.alert"]._tell_administrators()
        self.assertEqual(sum("Chief" in line for line in log.output), 1)
        with self.assertNoLogs("odoo.addons.odoo_discord_notify", "WARNING"):
            self.env["discord.alert"]._tell_administrators()
        self.manager.active = True
        access = [("model_id.model", "=", "res.partner")]
        self.env["ir.model.access"].search(access).unlink()
        self.env.invalidate_all()
        self.assertIn("res.partner", rule.state_message)

    def test_where_nothing_limits_the_author_it_costs_no_query(self):
        rules = [("model_id.model", "in", ("res.bank", "res.country"))]
        self.assertFalse(self.env["ir.rule"].search(rules))
        costs, country = [], self.env.ref("base.ma")
        for user in (self.admin, self.manager):
            rule = self.rule_of(user, "res.bank", "{name} {country.name}")
            for _attempt in range(2):
                self.forget_transaction()
                before = self.env.cr.sql_log_count
                self.env["res.bank"].create({"name": "A", "country": country.id})
                self.env.cr.flush()
                cost = self.env.cr.sql_log_count - before
            costs.append(cost)
            rule.active = False
        self.assertEqual(*costs)

    def test_asking_fills_nothing_into_the_savers_cache(self):
        rule = self.rule_of(self.manager, "res.partner", "{name}")
        self.hide("res.partner", Domain("ref", "!=", "x"))
        partner = self.env["res.partner"].create({"name": "A", "ref": "y"})
        self.env.cr.flush()
        self.env.invalidate_all()
        watch = rule._as_watch()
        own = author_rights.as_author(watch, partner)
        self.assertFalse(author_rights.unseen(own, partner._ids))
        for name in ("name", "ref"):
            self.assertFalse(partner._fields[name]._get_cache(partner.env))
