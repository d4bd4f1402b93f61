"""Megabytes in any field that a shipped rule shows: told, cut, and all goes on."""

import tracemalloc

from odoo.tests import tagged
from odoo.tools import SQL

from ..discord.clip import MESSAGE_MAX, VALUE_MAX
from ..discord.limits import CONTENT_MAX
from ..models.sending.claim_trouble import claim_somehow
from ..template.syntax import SPECIAL_NAMES, placeholders
from .dispatcher_common import DispatcherCase

MB = 2**20
SIZES = (1, 10)  # in MB
MEMORY = 200 * MB
# What is in no field, and what no text fits into.
NO_TEXTS = {*SPECIAL_NAMES, "create_date", "solde", "date_ecriture"}
# What each field is filled with by: of a record, or of the contact that it names.
FIELDS = {
    "solde": {"client", "display_name", "reference_no"},
    "bc": {"depositaire", "name"},
    "bl": {"bl_number", "client", "reason"},
}
CONTACTS = {"client", "display_name", "depositaire"}


@tagged("post_install", "-at_install")
class TestHugeFields(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # No index takes such values; in a database where one is missing they get in.
        tables = "res_partner", "alimenteur_solde", "bldimagaz_bc"
        drop = """SELECT format('DROP INDEX %%I', indexrelid::regclass::text)
                    FROM pg_index WHERE indrelid::regclass::text IN %s
                     AND NOT EXISTS (SELECT FROM pg_constraint
                                      WHERE conindid = indexrelid)"""
        unique = "ALTER TABLE alimenteur_solde DROP CONSTRAINT %s"
        constraint = SQL.identifier("alimenteur_solde_reference_no_unique")
        for [query] in cls.env.execute_query(SQL(drop, tables)):
            cls.env.cr.execute(query)
        cls.env.cr.execute(SQL(unique, constraint))

    def shown(self, key):
        rule = self.rule(key)
        texts = rule.template, rule.audit_line
        return {one.path[0] for text in texts for one in placeholders(text)} - NO_TEXTS

    def record(self, key, name, size):
        """Return a record told by a shipped rule, with a huge value in a field."""
        stars, values = "*" * size, {}
        client = self.env["res.partner"].create({"name": "Huge"})
        if name in CONTACTS:
            query = "UPDATE res_partner SET name = %s, complete_name = %s WHERE id = %s"
            self.env.cr.execute(SQL(query, stars, stars, client.id))
            client.invalidate_recordset()
        elif name != "reason":
            values = {name: stars}
        if key == "solde":
            return self.new_topup(client=client.id, **values)
        if key == "bc":
            orders = self.env["bldimagaz.bc"].with_user(self.agent)
            return orders.create({"depositaire": client.id, **values})
        order = self.new_order(date_ecriture="2025-05-02", **values)
        order.client = client
        comment = {"comment": stars} if name == "reason" else {}
        order.write({"date_ecriture": "2025-05-03", **comment})
        return order

    def test_the_table_knows_every_field_that_is_shown(self):
        for key, names in FIELDS.items():
            shown = self.shown(key) | ({"reason"} if key == "bl" else set())
            with self.subTest(key):
                self.assertEqual(shown, names)

    def test_each_is_told_and_claimed_within_the_memory(self):
        for key, names in FIELDS.items():
            for name in sorted(names):
                for size in SIZES:
                    with self.subTest(key=key, field=name, megabytes=size):
                        self.assertTold(key, name, size * MB)

    def assertTold(self, key, name, size):
        self.forget_transaction()
        record = self.record(key, name, size)
        told = self.told(record, self.rule(key))
        self.assertEqual(told.state, "outgoing", told.failure_reason)
        self.assertIn("***", told.content.replace("\\", ""))
        self.assertLessEqual(len(told.content), MESSAGE_MAX)
        self.assertLessEqual(max(map(len, told.values.values())), VALUE_MAX)
        self.assertLess(len(told.summary), 1000)
        self.env.invalidate_all()
        tracemalloc.start()
        try:
            payload = claim_somehow(self.webhook(key)).payload
            used = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        self.env.invalidate_all()
        self.assertLessEqual(len(payload["content"]), CONTENT_MAX)
        self.assertLess(used, MEMORY)
        told._set_state("sent")
        self.env["discord.delivery"].search([]).unlink()
