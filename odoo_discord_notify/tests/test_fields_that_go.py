"""A field that goes away takes only itself along; one that is renamed is followed."""

from odoo.tests import tagged

from ..models.saying.audit_line import audit_line
from .common import DiscordCase

TEMPLATE = """**{name}**
> A : {old.x_a} → {new.x_a}
> B : {old.x_b} → {new.x_b}
> {comment}"""
MODEL = "bldimagaz.bc"


@tagged("post_install", "-at_install")
class TestFieldsThatGo(DiscordCase):
    def setUp(self):
        super().setUp()
        self.fields = {name: self.new_field(name) for name in ("x_a", "x_b")}
        self.changed = self.new_rule(MODEL, TEMPLATE, watched_fields="x_a, x_b")
        self.env.flush_all()

    def new_field(self, name, model=MODEL):
        return self.env["ir.model.fields"].create(
            {
                **{"name": name, "field_description": name.upper(), "ttype": "char"},
                "model_id": self.env["ir.model"]._get_id(model),
            }
        )

    def change(self, **values):
        """Return what is told when a BC changes that existed before."""
        order = self.new_order(name="BC/1", comment="Vu")
        order.write(values)
        return self.told(order, self.changed)

    def test_the_rule_goes_on_for_the_other_fields(self):
        self.fields["x_a"].unlink()
        self.assertEqual(self.change(x_b="Z").content, "**BC/1**\n> B :  → Z\n> Vu")

    def test_the_rule_says_what_is_gone(self):
        self.fields["x_a"].unlink()
        self.changed.invalidate_recordset()
        self.assertEqual(self.changed.state, "error")
        self.assertIn("x_a", self.changed.state_message)

    def about_the_rule(self):
        """Return (level, title) of what the overview says of it, None for nothing."""
        self.env.flush_all()
        self.env.invalidate_all()
        items = self.env["discord.overview"]._about_rules()
        found = {item["key"]: (item["level"], item["title"]) for item in items}
        return found.get(f"rule_{self.changed.id}")

    def test_the_overview_says_that_it_goes_on_or_that_it_cannot(self):
        name = self.changed.name
        leaves_out = "warning", f"The rule “{name}” leaves things out"
        cannot_tell = "danger", f"The rule “{name}” cannot tell anything"
        self.assertIsNone(self.about_the_rule())
        self.fields["x_a"].unlink()
        self.assertEqual(self.about_the_rule(), leaves_out)
        self.fields["x_b"].unlink()  # nothing is left to watch
        self.assertEqual(self.about_the_rule(), cannot_tell)
        self.changed.write({"watched_fields": "name", "template": "{old.name}"})
        self.assertIsNone(self.about_the_rule())

    def test_the_overview_says_that_without_a_required_field_nothing_is_told(self):
        self.changed.required_fields = "x_a"
        self.fields["x_a"].unlink()
        self.assertEqual(self.about_the_rule()[0], "danger")

    def test_the_overview_says_that_a_message_that_names_it_cannot_be_told(self):
        self.changed.template = "{x_a} {new.x_b}"
        self.fields["x_a"].unlink()
        self.assertEqual(self.about_the_rule()[0], "danger")

    def test_what_was_told_of_the_field_stays_in_the_log(self):
        told = self.change(x_a="Z")
        self.env.flush_all()
        self.fields["x_a"].unlink()
        self.assertEqual(told.exists().values["new.x_a"], "Z")

    def test_lines_of_an_embed_are_left_out_too(self):
        self.changed.write(
            {
                "message_format": "embed",
                "embed_title": "{name} {new.x_a}",
                "embed_fields": "A = {old.x_a}\nB = {new.x_b}",
            }
        )
        self.env.flush_all()
        self.fields["x_a"].unlink()
        embed = self.change(x_b="Z").embed
        self.assertEqual([f["name"] for f in embed["fields"]], ["B"])
        self.assertNotIn("title", embed)

    def test_a_message_of_nothing_but_the_lost_field_names_the_record(self):
        self.changed.template = "{name}: {old.x_a} → {new.x_a}"
        self.env.flush_all()
        self.fields["x_a"].unlink()
        self.assertEqual(self.change(x_b="Z").content, "BC/1")

    def test_the_line_of_the_log_lacks_the_words_of_the_field_only(self):
        self.changed.audit_line = "a={new.x_a} b={new.x_b}"
        self.env.flush_all()
        self.fields["x_a"].unlink()
        told = self.change(x_b="Z")
        line = f"[MODIFIÉ] Odoo id={told.res_id} b=Z"
        self.assertEqual(audit_line(self.changed, "changed", told), line)

    def test_a_field_that_never_was_is_a_mistake_and_kept_until_it_is_mended(self):
        self.changed.template = TEMPLATE + "\n{old.x_never}"
        self.assertEqual(self.change(x_b="Z").failure_type, "template")

    def test_any_other_text_that_is_gone_keeps_the_message_back(self):
        self.changed.template = TEMPLATE + "\n{x_a}"
        self.env.flush_all()
        self.fields["x_a"].unlink()
        self.assertEqual(self.change(x_b="Z").failure_type, "template")

    def test_neither_filter_nor_required_field_is_ever_widened(self):
        for name, value in (
            ("filter_domain", "[('x_a', '=', 'Q')]"),
            ("required_fields", "x_a"),
        ):
            with self.subTest(name):
                field = self.fields["x_a"].exists() or self.new_field("x_a")
                self.changed.write({"filter_domain": "", "required_fields": ""})
                self.changed[name] = value
                self.env.flush_all()
                field.unlink()
                self.assertEqual(self.change(x_b="Z").state, "error")

    def test_a_reason_that_is_gone_costs_no_message_and_the_rule_says_so(self):
        self.changed.write({"template": TEMPLATE + "{reason}", "reason_field": "x_a"})
        self.env.flush_all()
        self.fields["x_a"].unlink()
        order = self.new_order(name="BC/1")
        order.with_context(discord_notify_reason="Why").x_b = "Z"
        told = self.told(order, self.changed)
        self.assertEqual(told.state, "outgoing")
        self.assertIn("Why", told.content)
        self.assertEqual(self.changed.state, "error")

    def test_a_field_that_comes_back_is_watched_again(self):
        self.fields["x_a"].unlink()
        self.new_field("x_a")
        self.assertIn("> A :  → Z", self.change(x_a="Z").content)

    def test_a_renamed_field_is_followed_wherever_the_rule_names_it(self):
        self.new_field("x_a", "res.partner")
        self.changed.write(
            {
                "template": TEMPLATE + "\n{{x_a}} {x_a:>3} {client.x_a}",
                "filter_domain": "[('x_a', '!=', 'Q'), ('client.x_a', '=', False)]",
                **{"required_fields": "name, x_a", "reason_field": "x_a"},
                **{"audit_line": "a={new.x_a}", "embed_title": "{x_a}"},
                "embed_fields": "x_a = {x_a}",
            }
        )
        self.env.flush_all()
        self.fields["x_a"].name = "x_z"
        rule = self.changed
        self.assertEqual(rule.watched_fields, "x_z, x_b")
        self.assertEqual(
            rule.template,
            TEMPLATE.replace("x_a", "x_z") + "\n{{x_a}} {x_z:>3} {client.x_a}",
        )
        domain = "[('x_z', '!=', 'Q'), ('client.x_a', '=', False)]"
        self.assertEqual(rule.filter_domain, domain)
        self.assertEqual(rule.required_fields, "name, x_z")
        self.assertEqual(rule.reason_field, "x_z")
        self.assertEqual(rule.audit_line, "a={new.x_z}")
        self.assertEqual(rule.embed_title, "{x_z}")
        self.assertEqual(rule.embed_fields, "x_a = {x_z}")
        rule.write({"filter_domain": "", "template": "{old.x_z} → {new.x_z}"})
        self.assertEqual(self.change(x_z="Z").content, " → Z")

    def test_a_field_of_another_model_is_followed_behind_a_relation(self):
        field = self.new_field("x_zone", "res.partner")
        self.changed.write(
            {
                "template": "{name} {client.x_zone}",
                "filter_domain": "[('client.x_zone', '=', False)]",
            }
        )
        self.env.flush_all()
        field.name = "x_area"
        self.assertEqual(self.changed.template, "{name} {client.x_area}")
        domain = "[('client.x_area', '=', False)]"
        self.assertEqual(self.changed.filter_domain, domain)

    def test_a_field_of_the_same_name_on_another_model_is_none_of_its_business(self):
        self.new_field("x_a", "res.partner").name = "x_z"
        self.assertEqual(self.changed.template, TEMPLATE)
