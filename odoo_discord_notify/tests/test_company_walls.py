"""Of another company nobody reads, changes or learns anything; no company means all."""

from unittest.mock import Mock

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import new_test_user, tagged

from ..models.saying.companies import of_company
from .common import DiscordCase

MANAGER = "odoo_discord_notify.group_discord_manager"


@tagged("post_install", "-at_install")
class TestCompanyWalls(DiscordCase):
    """The manager works for the first company; `theirs` belongs to another one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.elsewhere = cls.env["res.company"].create({"name": "Elsewhere"})
        cls.manager = new_test_user(cls.env, "chief", groups=MANAGER)
        cls.theirs = cls.set_of(cls.elsewhere)
        cls.ours = cls.set_of(cls.env.company)
        cls.everybodys = cls.set_of(cls.env["res.company"])

    @classmethod
    def set_of(cls, company):
        """Return one record of each model, as a company's work leaves them."""
        name = company.name or "All"
        webhook = cls.env["discord.webhook"].create(
            {"name": name, "company_id": company.id}
        )
        rule = cls.new_rule(
            "res.partner", name=name, company_id=company.id, webhook_id=webhook.id
        )
        route = cls.env["discord.rule.route"].create(
            {"rule_id": rule.id, "value": name, "webhook_id": webhook.id}
        )
        told = {"rule_id": rule.id, "webhook_id": webhook.id, "event": "created"}
        notification = cls.env["discord.notification"].create(
            {**told, "company_id": company.id, "content": name, "res_id": 1}
        )
        recap = cls.env["discord.recap"].create(
            {
                **{"name": name, "model_name": "res.partner"},
                **{"company_id": company.id, "webhook_id": webhook.id},
            }
        )
        delivery = cls.env["discord.delivery"].create(
            {"webhook_id": webhook.id, "state": "delivered"}
        )
        log = cls.env["discord.sync.log"].create(
            {
                "sync_type": "sync_res.partner",
                "state": "running",
                "company_ids": company.ids,
            }
        )
        made = (webhook, rule, recap, route, notification, delivery, log)
        return {one._name: one for one in made}

    def as_manager(self, records):
        return records.with_user(self.manager)

    def test_only_its_own_companys_are_seen_and_those_of_none(self):
        for model_name, theirs in self.theirs.items():
            ours, all_ = self.ours[model_name], self.everybodys[model_name]
            found = self.as_manager(self.env[model_name]).search([])
            with self.subTest(model_name):
                self.assertIn(ours, found)
                self.assertIn(all_, found)
                self.assertNotIn(theirs, found)
                with self.assertRaises(AccessError):
                    self.as_manager(theirs).read(["display_name"])

    def test_a_run_of_another_company_is_neither_stopped_nor_continued(self):
        log = self.theirs["discord.sync.log"]
        for button in ("action_stop", "action_continue", "action_open_notifications"):
            with self.subTest(button), self.assertRaises(AccessError):
                getattr(self.as_manager(log), button)()
        self.assertFalse(log.stop_requested)

    def test_a_rule_cannot_be_moved_to_where_its_author_has_nothing_to_say(self):
        webhook = self.theirs["discord.webhook"]
        for values in (
            {"company_id": self.elsewhere.id},
            {"webhook_id": webhook.id},
        ):
            rule = self.as_manager(self.ours["discord.rule"])
            with self.subTest(values), self.assertRaises(UserError):
                rule.write(values)
                rule.flush_recordset()

    def test_who_works_for_one_company_makes_no_rule_for_all(self):
        values = {
            "name": "All",
            "model_name": "res.partner",
            "template": "{name}",
            "webhook_id": self.ours["discord.webhook"].id,
        }
        rules = self.as_manager(self.env["discord.rule"])
        with self.assertRaisesRegex(ValidationError, "Choose a company"):
            rules.create(values)
        rules.create({**values, "company_id": self.env.company.id})
        everybodys = {"model_name": "res.country", "trigger": "on_demand"}
        rules.create({**values, **everybodys})  # countries belong to no company
        self.manager.company_ids += self.elsewhere
        rules.create(values)

    def test_nothing_is_sent_by_a_rule_of_another_company(self):
        outbox = self.as_manager(self.env["discord.outbox"])
        with self.assertRaises(AccessError):
            outbox._send_asked(
                self.theirs["discord.rule"], self.as_manager(self.client)
            )

    def test_the_question_about_a_queue_tells_nothing_of_another_companys(self):
        webhook = self.theirs["discord.webhook"]
        self.theirs["discord.notification"].create_date = "2020-01-01"
        wizard = self.as_manager(self.env["discord.backlog"])
        asked = wizard.onchange(
            {"webhook_id": webhook.id},
            ["webhook_id"],
            {"waiting_count": {}, "oldest": {}},
        )
        self.assertFalse(asked["value"].get("waiting_count"))
        self.assertNotIn("2020", str(asked["value"].get("oldest")))
        backlog = wizard.create({"webhook_id": webhook.id, "choice": "cancel"})
        with self.assertRaises(AccessError):
            backlog.action_decide()
        self.assertEqual(self.theirs["discord.notification"].state, "outgoing")

    def test_a_queue_that_is_ones_own_is_decided(self):
        webhook = self.ours["discord.webhook"]
        backlog = self.as_manager(self.env["discord.backlog"]).create(
            {"webhook_id": webhook.id, "choice": "cancel"}
        )
        self.assertEqual(backlog.waiting_count, 1)
        backlog.action_decide()
        self.assertEqual(self.ours["discord.notification"].state, "canceled")

    def test_a_companys_rule_tells_of_no_other_company(self):
        rule = self.new_rule(
            "res.company", watched_fields="name", company_id=self.elsewhere.id
        )
        other = self.env["res.company"].create({"name": "Nord"})
        self.forget_transaction()
        other.name, self.elsewhere.name = "Sud", "There"
        told = self.told(other + self.elsewhere, rule)
        self.assertEqual(told.mapped("content"), ["There"])

    def test_where_a_record_is_of_several_companies_it_is_of_each(self):
        users = self.env["res.users"].with_context(active_test=False)
        here, both = (new_test_user(self.env, name) for name in ("here", "both"))
        both.company_ids += self.elsewhere
        # As accounts have them, which are of no single company.
        fields = {"company_ids": users._fields["company_ids"]}
        accounts = Mock(_name="account.account", _fields=fields)
        domain = [("id", "in", (here + both).ids)]
        for company, found in (
            (self.elsewhere, both),
            (self.env.company, here + both),
        ):
            own = users.search(domain + of_company(accounts, company.id))
            self.assertEqual(set(own), set(found))
        shared = of_company(self.env["res.country"], self.elsewhere.id)
        self.assertEqual(shared, [])
