"""Values of several lines, of nothing, and of letters that run the other way."""

from odoo.tests import tagged

from ..models.saying.audit_line import audit_line
from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestSayingLines(DiscordCase):
    def said(self, template, **values):
        rule = self.new_rule("alimenteur.solde", template)
        return self.told(self.new_topup(**values), rule).content

    def partner(self, template, **values):
        rule = self.new_rule("res.partner", template)
        values = {"name": "Amina", **values}
        return self.told(self.env["res.partner"].create(values), rule).content

    def test_the_lines_of_a_text_stay_where_the_place_allows_it(self):
        lines = "un\n# deux"
        self.assertEqual(self.said("{comment}", comment=lines), "un\n\\# deux")
        self.assertEqual(self.said("> {comment}", comment=lines), "> un\n> \\# deux")
        self.assertEqual(self.said("**{comment}**", comment=lines), "**un / # deux**")
        self.assertEqual(self.said("`{comment}`", comment=lines), "`un / # deux`")
        fence = "```\n{comment}\n```"
        self.assertEqual(self.said(fence, comment=lines), f"```\n{lines}\n```")

    def test_nobody_forges_a_line_by_a_name(self):
        forged = "ALM\n> **Montant** : **9 999 MAD**"
        text = self.said("> {reference_no}\nfin", reference_no=forged)
        self.assertEqual(text, r"> ALM > \*\*Montant\*\* : \*\*9 999 MAD\*\*" + "\nfin")

    def test_nobody_forges_a_line_by_who_he_is_or_the_reason_he_gives(self):
        rule = self.new_rule("res.partner", "{agent}\n{reason}\n{parent_id}")
        self.agent.name = "Samira\nMontant : 9 999"
        parent = self.env["res.partner"].create({"name": "B\u2028Montant : 9 999"})
        contacts = self.env["res.partner"].with_user(self.agent).sudo()
        contacts = contacts.with_context(discord_notify_reason="a\r\n\nMontant : 9")
        told = self.told(contacts.create({"name": "A", "parent_id": parent.id}), rule)
        agent, reason, relation = told.content.split("\n")
        self.assertEqual(agent, "Samira Montant : 9 999")
        self.assertEqual(reason, "a / Montant : 9 (selon Samira Montant : 9 999)")
        self.assertEqual(relation, "B Montant : 9 999")

    def test_a_reason_of_several_lines_keeps_them_where_the_place_allows_it(self):
        rule = self.new_rule(
            "alimenteur.solde", "> {reason}\n`{reason}`", reason_field="comment"
        )
        text = self.told(self.new_topup(comment="un\ndeux"), rule).content
        self.assertEqual(text, "> un\n> deux\n`un / deux`")

    def test_a_line_of_the_log_says_the_lines_of_a_value_one_after_the_other(self):
        rule = self.new_rule("alimenteur.solde", "{comment}", audit_line="{comment}")
        told = self.told(self.new_topup(comment="un\ndeux"), rule)
        self.assertTrue(audit_line(rule, "created", told).endswith("un / deux"))

    def test_a_line_of_the_log_has_no_marks_to_escape(self):
        line = "a\\{reference_no}:{reference_no}:{comment} {{{comment}}} no={comment}"
        rule = self.new_rule("alimenteur.solde", "{reference_no}", audit_line=line)
        told = self.told(self.new_topup(reference_no="*"), rule)
        said = audit_line(rule, "created", told)
        self.assertEqual(said, f"[NOUVEAU] Odoo id={told.res_id} a\\*:*:")

    def test_nothing_between_marks_leaves_no_marks(self):
        text = self.said("**{comment}** : {reference_no}", reference_no="ALM")
        self.assertEqual(text, " : ALM")
        text = self.said("*{comment} MAD* {reference_no}", reference_no="ALM 2")
        self.assertEqual(text, "*MAD* ALM 2")

    def test_a_space_at_the_end_does_not_undo_a_mark(self):
        self.assertEqual(self.said("*{reference_no}*", reference_no="ALM "), "*ALM*")

    def test_html_is_told_with_its_bold_its_lists_and_its_links(self):
        html = (
            "<p>Livrer <b>avant</b> midi</p><ul><li>un</li><li>deux</li></ul>"
            "<p><a href='https://asg.example/x'>le plan</a>, "
            "<a href='https://evil.example'>bank.example</a></p>"
        )
        said = (
            "Livrer **avant** midi\n- un\n- deux\n"
            "[le plan](https://asg.example/x), <https://evil.example>"
        )
        self.assertEqual(self.partner("{comment}", comment=html), said)
        quoted = self.partner("> {comment}", comment=html)
        self.assertEqual(quoted, "> " + said.replace("\n", "\n> "))
        code = self.partner("`{comment}`", comment="<p>a</p><p><b>b</b></p>")
        self.assertEqual(code, "`a / b`")

    def test_two_arabic_values_keep_their_order(self):
        rule = self.new_rule(
            "res.partner",
            "{old.city} → {new.city}",
            watched_fields="city",
            audit_line="{old.city} → {new.city}",
        )
        partner = self.env["res.partner"].create({"name": "Amina", "city": "الرباط"})
        self.forget_transaction()
        partner.city = "فاس"
        notification = self.told(partner, rule)
        said = "\u2068الرباط\u2069 → \u2068فاس\u2069"
        self.assertEqual(notification.content, said)
        self.assertEqual(notification.values["new.city"], "فاس")
        line = audit_line(rule, "changed", notification)
        self.assertTrue(line.endswith(said))

    def test_latin_values_stand_as_they_are(self):
        self.assertEqual(self.partner("{name} → {city}", city="Rabat"), "Amina → Rabat")

    def test_no_value_becomes_part_of_a_mark_of_the_template(self):
        text = self.said(
            ":{reference_no}: \\\\{comment}", reference_no="tada", comment="*"
        )
        self.assertEqual(text, r"\:tada: \\\*")

    def test_what_is_missing_keeps_its_order_in_the_log(self):
        labels = {"x_from": "من", "x_to": "إلى"}
        for name, label in labels.items():
            self.env["ir.model.fields"].create(
                {
                    "name": name,
                    "field_description": label,
                    "model_id": self.env["ir.model"]._get_id("res.partner"),
                    "ttype": "char",
                }
            )
        rule = self.new_rule(
            "res.partner", required_fields="x_from, x_to", lang="en_US"
        )
        told = self.told(self.env["res.partner"].create({"name": "Amina"}), rule)
        said = "\u2068من\u2069, \u2068إلى\u2069 not filled in"
        self.assertEqual(told.failure_reason, said)
        self.assertTrue(audit_line(rule, "created", told).endswith(said))
