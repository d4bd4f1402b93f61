"""“When it becomes …”: picked from the field's own values, kept in the filter."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged

from ..models.rule.becoming import becoming, with_becoming
from .common import DiscordCase

PARTNER = "res.partner"


@tagged("post_install", "-at_install")
class TestBecoming(DiscordCase):
    def form(self, watched, model_name=PARTNER, **values):
        """Return a new rule's form."""
        form = Form(self.env["discord.rule"])
        form.name, form.template = "Test", "{display_name}"
        form.model_id = self.env["ir.model"]._get(model_name)
        form.webhook_id = self.webhook("solde")
        form.trigger = "on_write"
        form.watched_fields = watched
        for name, value in values.items():
            form[name] = value
        return form

    def pick(self, form, *values):
        """Pick new values, as the widget does."""
        chosen = [{"value": value, "label": ""} for value in values]
        form.becomes = {**form.becomes, "chosen": chosen}

    def labels(self, rule):
        return [one["label"] for one in rule.becomes["chosen"]]

    def choices(self, name, words="", rules=None):
        rules = self.env["discord.rule"] if rules is None else rules
        found = rules.becoming_choices(PARTNER, name, words)
        return {one["label"]: one["value"] for one in found}

    # === PICKED === #

    def test_what_is_picked_is_kept_in_the_filter_and_counts(self):
        form = self.form("type")
        self.pick(form, "invoice")
        rule = form.save()
        self.assertEqual(rule.filter_domain, "[('type', '=', 'invoice')]")
        self.assertEqual(self.labels(rule), ["Invoice"])
        self.forget_transaction()
        for value, is_told in (
            ("delivery", False),
            ("invoice", True),
            ("other", False),
        ):
            with self.subTest(value):
                self.client.type = value
                self.assertEqual(bool(self.told(self.client, rule)), is_told)
                self.forget_transaction()

    def test_of_several_values_each_counts(self):
        form = self.form("type")
        self.pick(form, "invoice", "delivery")
        rule = form.save()
        self.assertEqual(
            rule.filter_domain, "[('type', 'in', ['invoice', 'delivery'])]"
        )
        self.assertEqual(self.labels(rule), ["Invoice", "Delivery"])

    def test_the_rest_of_the_filter_stays(self):
        form = self.form("type", filter_domain="[('city', '!=', 'Fès')]")
        self.pick(form, "invoice")
        kept = "[('city', '!=', 'Fès'), ('type', '=', 'invoice')]"
        self.assertEqual(form.filter_domain, kept)
        self.pick(form)
        self.assertEqual(form.filter_domain, "[('city', '!=', 'Fès')]")

    def test_of_a_yes_or_no_and_of_a_relation_people_see_words(self):
        form = self.form("active")
        self.pick(form, False)
        self.assertEqual(form.filter_domain, "[('active', '=', False)]")
        self.assertEqual(self.labels(form), ["No"])
        country = self.env.ref("base.ma")
        form = self.form("country_id")
        self.pick(form, country.id)
        self.assertEqual(form.filter_domain, f"[('country_id', '=', {country.id})]")
        self.assertEqual(self.labels(form), ["Morocco"])

    def test_filled_in_and_empty_can_be_picked_where_there_are_no_values_to(self):
        form = self.form("date_ecriture", "bldimagaz.bc")
        self.pick(form, None)
        self.assertEqual(form.filter_domain, "[('date_ecriture', '!=', False)]")
        self.assertEqual(self.labels(form), ["filled in"])
        self.pick(form, False)
        self.assertEqual(form.filter_domain, "[('date_ecriture', '=', False)]")
        self.assertEqual(self.labels(form), ["empty"])

    # === OFFERED === #

    def test_it_is_offered_with_one_watched_field_only(self):
        for watched, trigger, is_offered in (
            ("type", "on_write", True),
            ("type, city", "on_write", False),
            ("type", "on_create", False),
            ("color", "on_write", False),  # a number is compared, by the filter
            ("no_such_field", "on_write", False),
        ):
            with self.subTest(watched=watched, trigger=trigger):
                rule = self.env["discord.rule"].new(
                    {
                        "model_name": PARTNER,
                        "trigger": trigger,
                        "watched_fields": watched,
                    }
                )
                self.assertEqual(bool(rule.becomes), is_offered)

    def test_another_field_does_not_inherit_what_was_picked(self):
        form = self.form("type")
        self.pick(form, "invoice")
        form.watched_fields = "country_id"
        self.assertEqual(form.becomes["chosen"], [])
        self.assertEqual(form.filter_domain, "[('type', '=', 'invoice')]")

    def test_a_filter_that_is_none_is_left_to_the_rule_s_state(self):
        rule = self.new_rule(PARTNER, watched_fields="type")
        for text in ("[(", "[('type', '=')]", "['&', ('type', '=', 'other')]"):
            draft = self.env["discord.rule"].new({"filter_domain": text}, origin=rule)
            self.assertFalse(draft.becomes, text)

    def test_the_choices_are_the_field_s_own_and_are_searched(self):
        self.assertEqual(self.choices("active"), {"Yes": True, "No": False})
        self.assertIn("Invoice", self.choices("type"))
        self.assertEqual(self.choices("type", "inv"), {"Invoice": "invoice"})
        country = self.env.ref("base.ma")
        self.assertEqual(self.choices("country_id", "Morocco"), {"Morocco": country.id})
        self.assertIn("Morocco", self.choices("country_id", "MA"))  # by its code
        self.assertEqual(list(self.choices("city")), ["filled in", "empty"])
        with self.assertRaises(UserError):
            self.choices("image_1920")

    def test_nobody_picks_from_what_is_hidden_from_them(self):
        manager, reader = (
            new_test_user(self.env, name, f"odoo_discord_notify.group_discord_{name}")
            for name in ("manager", "user")
        )
        rules = self.env["discord.rule"]
        with self.assertRaises(AccessError):
            self.choices("type", rules=rules.with_user(reader))
        hidden = self.env.ref("base.ma")
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id("res.country"),
                "domain_force": f"[('id', '!=', {hidden.id})]",
            }
        )
        asked = rules.with_user(manager)
        self.assertNotIn("Morocco", self.choices("country_id", "Moro", rules=asked))
        rule = self.new_rule(
            PARTNER,
            watched_fields="country_id",
            filter_domain=f"[('country_id', '=', {hidden.id})]",
        )
        self.assertEqual(self.labels(rule.with_user(manager)), [f"#{hidden.id}"])

    # === THE FILTER'S TEXT === #

    def test_only_what_must_always_be_true_is_a_new_value(self):
        for text, values in (
            ("[('a', '=', 1)]", [1]),
            ("['&', ('b', '=', 2), ('a', 'in', (1, 2))]", [1, 2]),
            ("['|', ('b', '=', 2), ('a', '=', 1)]", []),
            ("['!', ('a', '=', 1)]", []),
            ("[('b', '=', 2), '|', ('a', '=', 1), ('a', '=', 2)]", []),
            ("[('a', '!=', False)]", [None]),
            ("[('a', '>', 1)]", []),
            ("", []),
        ):
            with self.subTest(text):
                self.assertEqual(becoming(text, "a"), values)

    def test_what_else_it_says_is_left_as_it_is(self):
        text = "['|', ('b', '=', 2), '&', ('a', '=', 1), ('c', '=', 3)]"
        self.assertEqual(with_becoming(text, "a", []), text)
        more = with_becoming(text, "a", [5])
        self.assertEqual(more, text[:-1] + ", ('a', '=', 5)]")
        self.assertEqual(with_becoming(more, "a", []), text)
        self.assertIs(with_becoming("[('a', '=', 1)]", "a", []), False)
