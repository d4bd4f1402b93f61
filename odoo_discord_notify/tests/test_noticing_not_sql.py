"""What passes the ORM by cannot be told; ROADMAP says so."""

from base64 import b64encode

from odoo import Command
from odoo.tests import tagged

from .common import DiscordCase

OLD, NEW = "2025-05-02", "2025-05-03"
TRANSLATION = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

#. module: x_test
#: model:res.partner.category,name:x_test.tag
msgid "Wholesale"
msgstr "Grossiste"
"""


@tagged("post_install", "-at_install")
class TestWhatCannotBeNoticed(DiscordCase):
    def test_a_value_that_sql_changes(self):
        order = self.new_order(date_ecriture=OLD)
        self.env.cr.execute(
            "UPDATE bldimagaz_bc SET date_ecriture = %s WHERE id = %s", [NEW, order.id]
        )
        order.invalidate_recordset()
        self.assertFalse(self.told(order))

    def test_the_technical_name_of_a_choice_that_is_renamed(self):
        field = self.env["ir.model.fields"].create(
            {
                **{"name": "x_kind", "field_description": "Kind"},
                "model_id": self.env["ir.model"]._get_id("bldimagaz.bc"),
                "ttype": "selection",
                "selection_ids": [
                    Command.create({"value": "a", "name": "A"}),
                    Command.create({"value": "b", "name": "B"}),
                ],
            }
        )
        rule = self.new_rule("bldimagaz.bc", "{new.x_kind}", watched_fields="x_kind")
        order = self.new_order(x_kind="a")
        field.selection_ids[0].value = "z"
        self.assertEqual(order.x_kind, "z")
        self.assertFalse(self.told(order, rule))

    def test_translations_that_come_from_a_file(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        tag = self.env["res.partner.category"].create({"name": "Wholesale"})
        data = {"module": "x_test", "name": "tag", "model": tag._name}
        self.env["ir.model.data"].create({**data, "res_id": tag.id})
        rule = self.new_rule(tag._name, "{new.name}", watched_fields="name")
        self.forget_transaction()
        self.env["base.language.import"].create(
            {
                **{"name": "French", "code": "fr_FR", "filename": "fr.po"},
                "data": b64encode(TRANSLATION.encode()),
                "overwrite": True,
            }
        ).import_lang()
        self.assertEqual(tag.with_context(lang="fr_FR").name, "Grossiste")
        self.assertFalse(self.told(tag, rule))
