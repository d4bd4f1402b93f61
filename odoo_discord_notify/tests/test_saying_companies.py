"""A message reads a record as its company sees it: the rule's, its own, the saver's."""

from odoo import Command
from odoo.tests import new_test_user, tagged

from .sync_common import SyncCase


@tagged("post_install", "-at_install")
class TestSayingCompanies(SyncCase):
    """Each company has a code of its own for a contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nord, cls.sud = cls.env["res.company"].create(
            [{"name": "ASG Nord"}, {"name": "ASG Sud"}]
        )
        cls.new_field("x_code", "char", company_dependent=True)
        every = (cls.env.company + cls.nord + cls.sud).ids
        cls.agent.company_ids = [Command.set(every)]
        cls.created = cls.new_rule("res.partner", "{name} · {x_code}")
        cls.changed = cls.new_rule(
            "res.partner", "{old.ref} → {new.ref} · {x_code}", watched_fields="ref"
        )

    def contact(self, company=None, acting=None, **values):
        """Return a contact with the codes "Nord" and "Sud", never told."""
        company_id = company.id if company else False
        contact = self.env["res.partner"].create(
            {"name": "Amina", "ref": "A", "company_id": company_id, **values}
        )
        contact.with_company(self.nord).x_code = "Nord"
        contact.with_company(self.sud).x_code = "Sud"
        self.forget_transaction()
        return contact

    def as_agent(self, records, company=None):
        """Return records as the agent has them, working for a company."""
        records = records.with_user(self.agent).sudo()
        return records.with_company(company) if company else records

    def said(self, record, rule=None):
        return self.told(record, rule or self.changed).mapped("content")

    def test_a_record_of_a_company_is_read_as_that_company_sees_it(self):
        contact = self.contact(self.sud)
        self.as_agent(contact, self.nord).ref = "B"
        self.assertEqual(self.said(contact), ["A → B · Sud"])

    def test_a_record_of_all_is_read_as_the_company_of_who_saved_it_sees_it(self):
        contact = self.contact()
        self.as_agent(contact, self.nord).ref = "B"
        self.assertEqual(self.said(contact), ["A → B · Nord"])

    def test_who_saves_without_choosing_a_company_saves_for_the_usual_one(self):
        contact = self.contact()
        self.agent.company_id = self.sud
        self.as_agent(contact).with_context(allowed_company_ids=False).ref = "B"
        self.assertEqual(self.said(contact), ["A → B · Sud"])

    def test_who_has_one_company_only_saves_for_that_one(self):
        contact = self.contact()
        values = {"company_id": self.sud.id, "company_ids": [self.sud.id]}
        agent = new_test_user(self.env, "brahim", name="Brahim", **values)
        contact = contact.with_user(agent).sudo()
        contact.with_context(allowed_company_ids=False).ref = "B"
        self.assertEqual(self.said(contact), ["A → B · Sud"])

    def test_a_schedule_asks_as_each_record_s_company_whoever_runs_it(self):
        rule = self.new_rule(
            *("res.partner", "{name} · {x_code}"),
            filter_domain="[('x_code', '=', 'Sud')]",
            trigger="on_demand",
        )
        contacts = self.contact(self.nord) + self.contact(self.sud)
        partners = self.env["res.partner"]
        for model in (self.as_agent(partners, self.nord), partners):
            self.forget_transaction()
            self.env["discord.outbox"].with_env(model.env)._tell_all(rule, model)
            with self.subTest(model.env.company.name):
                self.assertEqual(self.said(contacts, rule), ["Amina · Sud"])

    def test_a_rule_of_a_company_reads_as_that_one_whoever_saves(self):
        contact = self.contact()
        self.changed.company_id = self.sud
        self.as_agent(contact, self.nord).ref = "B"
        self.assertEqual(self.said(contact), ["A → B · Sud"])

    def test_a_record_that_changes_company_is_read_as_where_it_ends(self):
        contact = self.contact(self.nord)
        self.as_agent(contact, self.nord).ref = "B"
        self.assertEqual(self.said(contact), ["A → B · Nord"])
        contact.company_id = self.sud
        self.assertEqual(self.said(contact), ["A → B · Sud"])

    def test_two_companies_in_one_transaction_read_each_their_own(self):
        contacts = self.contact(self.nord) + self.contact(self.sud) + self.contact()
        self.as_agent(contacts, self.nord).ref = "B"
        said = ["A → B · Nord", "A → B · Sud", "A → B · Nord"]
        self.assertEqual(self.said(contacts), said)

    def test_a_record_that_two_companies_change_is_read_as_the_first_sees_it(self):
        contact = self.contact()
        self.as_agent(contact, self.sud).ref = "B"
        self.env.cr.flush()
        self.as_agent(contact, self.nord).ref = "C"
        self.assertEqual(self.said(contact), ["A → C · Sud"])

    def test_a_new_record_is_read_as_its_company_sees_it(self):
        contacts = self.as_agent(self.env["res.partner"], self.nord)
        values = {"name": "Amina", "x_code": "Nord"}
        contact = contacts.create(values)
        self.assertEqual(self.said(contact, self.created), ["Amina · Nord"])
        of_sud = contacts.create({"name": "Amina", "company_id": self.sud.id})
        of_sud.with_company(self.sud).x_code = "Sud"
        self.assertEqual(self.said(of_sud, self.created), ["Amina · Sud"])

    def test_an_amount_has_the_decimals_of_its_companys_currency(self):
        yen, dirham = self.env.ref("base.JPY"), self.env.ref("base.MAD")
        (yen + dirham).active = True
        self.new_field("x_currency", "many2one", True, relation="res.currency")
        self.new_field("x_due", "monetary", currency_field="x_currency")
        rule = self.new_rule(
            "res.partner", "{old.x_due} → {new.x_due}", watched_fields="x_due"
        )
        contact = self.contact(x_due=1500)
        contact.with_company(self.nord).x_currency = yen
        contact.with_company(self.sud).x_currency = dirham
        self.forget_transaction()
        self.as_agent(contact, self.nord).x_due = 1600
        self.assertEqual(self.said(contact, rule), ["1\u202f500 → 1\u202f600"])
        self.forget_transaction()
        self.as_agent(contact, self.sud).x_due = 1700
        said = ["1\u202f600,00 → 1\u202f700,00"]
        self.assertEqual(self.said(contact, rule), said)

    def test_a_required_field_is_that_of_the_records_company(self):
        self.changed.required_fields = "x_code"
        contact = self.contact(self.sud)
        contact.with_company(self.nord).x_code = False
        self.as_agent(contact, self.nord).ref = "B"
        self.assertEqual(self.told(contact, self.changed).state, "outgoing")
        self.forget_transaction()
        contact.with_company(self.sud).x_code = False
        self.as_agent(contact, self.nord).ref = "C"
        self.assertEqual(self.told(contact, self.changed).state, "canceled")

    def test_a_filter_is_that_of_the_records_company(self):
        self.changed.filter_domain = "[('x_code', '=', 'Sud')]"
        contacts = self.contact(self.sud) + self.contact(self.nord)
        self.as_agent(contacts, self.nord).ref = "B"
        self.assertEqual(self.told(contacts, self.changed).res_id, contacts[0].id)

    def test_a_synchronization_reads_as_the_record_or_its_creator(self):
        self.created.active = False
        rule = self.new_rule("res.partner", "{name} · {x_code}")
        self.agent.company_id = self.sud
        code = f'{{"{self.nord.id}": "Nord", "{self.sud.id}": "Sud"}}'
        values = {"name": "SQL", "x_code": code, "create_uid": self.agent.id}
        contacts = [
            self.insert("res.partner", **values, company_id=company_id, active=True)
            for company_id in (self.nord.id, None)
        ]
        self.synchronize("sync_res.partner")
        said = [self.said(contact, rule) for contact in contacts]
        self.assertEqual(said, [["SQL · Nord"], ["SQL · Sud"]])

    def test_what_is_asked_for_is_read_as_the_company_of_who_asks(self):
        rule = self.new_rule("res.partner", "{x_code}", trigger="on_demand")
        contact = self.contact()
        outbox = self.env["discord.outbox"]
        outbox._tell_asked(rule, self.as_agent(contact, self.nord))
        self.assertEqual(self.said(contact, rule), ["Nord"])

    def test_what_is_written_later_is_read_as_the_saver_saw_it(self):
        self.changed.template = "{x_missing} {x_code}"
        contact = self.contact()
        self.as_agent(contact, self.nord).ref = "B"
        self.assertEqual(self.told(contact, self.changed).state, "error")
        self.changed.template = "{old.ref} → {new.ref} · {x_code}"
        self.env.flush_all()
        self.env.cr.postcommit.clear()  # another transaction begins
        with self.enter_registry_test_mode():
            self.changed.action_send_failed()
        self.env.invalidate_all()
        self.assertEqual(self.said(contact), ["A → B · Nord"])

    def test_queries_grow_with_companies_and_not_with_records(self):
        def cost(count):
            contacts = self.env["res.partner"]
            for company in (self.nord, self.sud):
                for _number in range(count):
                    contacts += self.contact(company)
            self.env.flush_all()
            for _attempt in range(2):
                self.forget_transaction()
                self.env.invalidate_all()
                self.as_agent(contacts, self.nord).ref = f"B{_attempt}"
                before = self.env.cr.sql_log_count
                self.env.cr.flush()
            return self.env.cr.sql_log_count - before

        self.assertEqual(cost(1), cost(20))

    @classmethod
    def new_field(cls, name, ttype, company_dependent=False, **values):
        cls.env["ir.model.fields"].create(
            {
                **{"name": name, "field_description": name, "ttype": ttype},
                "model_id": cls.env["ir.model"]._get_id("res.partner"),
                "company_dependent": company_dependent,
                **values,
            }
        )

    def test_what_is_told_later_is_read_as_the_company_of_who_saved_it_saw_it(self):
        contact = self.contact()
        self.agent.company_id = self.nord
        self.changed.template = "{oops}"
        self.as_agent(contact, self.sud).ref = "B"
        row = self.told(contact, self.changed)
        self.assertEqual(row.state, "error")
        self.changed.template = "{old.ref} → {new.ref} · {x_code}"
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.changed.action_send_failed()
        self.env.invalidate_all()
        self.assertEqual((row.state, row.content), ("outgoing", "A → B · Sud"))
