"""Whom a filter calls that compares with what was before, or with what nobody knows."""

from odoo.tests import tagged

from .test_author_rights import AuthorCase

LOGGER = "odoo.addons.odoo_discord_notify.models.outbox.addressing"


@tagged("post_install", "-at_install")
class TestCallsCompared(AuthorCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.compta = cls.env["discord.mention"].create(
            {"name": "@compta", "kind": "role", "discord_id": "123"}
        )

    def comparing(self, field, domain, user=None, **values):
        """Return a rule on changes of a partner's field, which calls @compta."""
        values |= {"mention_ids": self.compta.ids, "mention_domain": domain}
        values |= {"trigger": "on_write", "watched_fields": field}
        return self.rule_of(user or self.admin, **values)

    def told_of(self, rule, vals, **partner):
        """Change a partner that was there; returns what is told of it."""
        changed = self.env["res.partner"].create({"name": "A", **partner})
        self.forget_transaction()
        changed.write(vals)
        return self.told(changed, rule)

    def test_no_is_a_value_like_yes(self):
        domain = "[('is_company', '!=', '{old.is_company}')]"
        rule = self.comparing("is_company", domain)
        self.assertTrue(self.told_of(rule, {"is_company": True}).mentions)
        told = self.told_of(rule, {"is_company": False}, is_company=True)
        self.assertTrue(told.mentions)

    def test_what_its_author_may_not_read_decides_no_call(self):
        domain = "[('color', '>', '{old.color}'), ('parent_id.name', '=', 'Secret')]"
        parents = self.env["res.partner"].create([{"name": "Secret"}] * 2)
        rule = self.comparing("color", domain, self.manager)
        told = self.told_of(rule, {"color": 1}, parent_id=parents[0].id)
        self.assertEqual((told.state, bool(told.mentions)), ("outgoing", True))
        self.hide("res.partner", [("name", "!=", "Secret")])
        told = self.told_of(rule, {"color": 1}, parent_id=parents[1].id)
        self.assertEqual((told.state, bool(told.mentions)), ("outgoing", False))

    def test_a_call_that_cannot_be_decided_costs_nobody_his_channel(self):
        sales = self.webhook("solde")
        rule = self.rule("bl")
        never = "[('date_ecriture', '>', '{old.date_ecriture} +9999y')]"
        rule.write(
            {
                "mention_ids": self.compta.ids,
                "mention_domain": never,
                "route_field": "bl_number",
                "route_ids": [(0, 0, {"value": "BL/1", "webhook_id": sales.id})],
            }
        )
        order = self.new_order(bl_number="BL/1", date_ecriture="2025-05-02")
        order.date_ecriture = "2025-05-03"
        with self.assertLogs(LOGGER, "ERROR"):
            told = self.told(order, rule)
        self.assertEqual((told.state, told.webhook_id), ("outgoing", sales))
        self.assertFalse(told.mentions)

    def test_what_nobody_knows_when_it_was_created_is_new(self):
        rule = self.rule("solde")
        rule.mention_ids = self.compta
        topups = self.silent(self.env["alimenteur.solde"])
        topup = topups.create({"client": self.client.id, "solde": 1})
        self.told(topup).unlink()
        self.env.cr.execute("UPDATE alimenteur_solde SET create_date = NULL")
        self.env.invalidate_all()
        rule.baseline = topup.id - 1
        self.env["discord.sync.log"]._request("sync_AlimentationSolde")
        self.run_action("ir_cron_sync")
        told = self.told(topup)
        self.assertEqual((told.state, bool(told.mentions)), ("outgoing", True))

    def test_many_that_a_person_sends_again_are_asked_about_together(self):
        rule = self.rule("solde")
        rule.mention_ids = self.compta
        first = self.told(self.new_topup() + self.new_topup())
        first._set_state("sent")
        again = self.env["discord.notification"].create(
            [
                *first._handed_on(True, event="manual"),
                *self.told(self.new_topup())._handed_on(True, event="manual"),
            ]
        )
        self.env.flush_all()
        with self.assertQueryCount(2):  # of one model, of one rule; and what is written
            again._call_nobody_twice()
            self.env.flush_all()
        self.assertEqual([bool(one.mentions) for one in again], [False, False, True])
