"""One rule, several webhooks: a field of the record decides."""

from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, new_test_user, tagged

from .common import DiscordCase, webhook_url

MANAGER = "odoo_discord_notify.group_discord_manager"


@tagged("post_install", "-at_install")
class TestRoutes(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.casa, cls.rabat, cls.sales = cls.env["discord.webhook"].create(
            [{"name": name} for name in ("#casa", "#rabat", "#ventes")]
        )
        for number, webhook in enumerate((cls.casa, cls.rabat, cls.sales), 10):
            webhook.url = webhook_url(number)
        cls.city = cls.routed("res.partner", "city", Casablanca=cls.casa)
        cls.city.route_ids = [
            (0, 0, {"value": "Rabat", "webhook_id": cls.rabat.id, "sequence": 20})
        ]

    @classmethod
    def routed(cls, model_name, field, values=None, **named):
        """Return a rule that tells by these webhooks, and all else by #ventes."""
        routes = {**(values or {}), **named}
        lines = [
            (0, 0, {"value": value, "webhook_id": webhook.id})
            for value, webhook in routes.items()
        ]
        return cls.new_rule(
            model_name,
            webhook_id=cls.sales.id,
            route_field=field,
            route_ids=lines,
        )

    def went(self, rule=None, model_name="res.partner", **values):
        """Create a record; returns the webhook that tells it."""
        record = self.env[model_name].create({"name": "Client", **values})
        return self.told(record, rule or self.city).webhook_id

    def test_the_field_decides_and_the_else_gets_the_rest(self):
        self.assertEqual(self.went(city="Casablanca"), self.casa)
        self.assertEqual(self.went(city=" Rabat "), self.rabat)
        self.assertEqual(self.went(city="Fès"), self.sales)
        self.assertEqual(self.went(), self.sales)

    def test_many_records_are_each_told_once_where_they_belong(self):
        cities = ["Rabat", "Casablanca", "Fès"] * 10
        partners = self.env["res.partner"].create(
            [{"name": city, "city": city} for city in cities]
        )
        rows = self.told(partners, self.city)
        self.assertEqual(len(rows), 30)
        for webhook in (self.rabat, self.casa, self.sales):
            ids = rows.filtered(lambda row, w=webhook: row.webhook_id == w).mapped("id")
            self.assertEqual((len(ids), ids), (10, sorted(ids)))

    def test_what_counts_is_the_value_at_the_commit(self):
        partner = self.env["res.partner"].create({"name": "Client", "city": "Rabat"})
        self.assertEqual(self.told(partner, self.city).webhook_id, self.rabat)
        partner.city = "Casablanca"
        self.assertEqual(self.told(partner, self.city).webhook_id, self.casa)
        partner.city = "Fès"
        self.assertEqual(self.told(partner, self.city).webhook_id, self.sales)

    def test_values_are_keys_numbers_and_texts(self):
        france = self.env.ref("base.fr")
        by_country = self.routed(
            "res.partner", "country_id", {str(france.id): self.casa}
        )
        self.assertEqual(self.went(by_country, country_id=france.id), self.casa)
        self.assertEqual(self.went(by_country), self.sales)
        by_kind = self.routed("res.partner", "is_company", {"True": self.casa})
        self.assertEqual(self.went(by_kind, is_company=True), self.casa)
        self.assertEqual(self.went(by_kind), self.sales)
        by_type = self.routed("res.partner", "type", {"invoice": self.casa})
        self.assertEqual(self.went(by_type, type="invoice"), self.casa)
        by_color = self.routed(
            "res.partner", "color", {"0": self.casa, "7": self.rabat}
        )
        self.assertEqual(self.went(by_color, color=7), self.rabat)
        self.assertEqual(self.went(by_color), self.casa)

    def test_the_first_line_that_fits_is_taken(self):
        line = {"value": "Rabat", "webhook_id": self.casa.id, "sequence": 1}
        self.city.route_ids = [(0, 0, line)]
        self.assertEqual(self.went(city="Rabat"), self.casa)

    def test_where_a_webhook_has_no_url_the_else_gets_it(self):
        self.rabat.url_secret = False
        self.assertEqual(self.went(city="Rabat"), self.sales)
        self.rabat.url = webhook_url(11)
        self.assertEqual(self.went(city="Rabat"), self.rabat)

    def test_without_any_url_but_one_what_it_does_not_get_waits_at_the_else(self):
        (self.sales + self.rabat).url_secret = False
        self.assertEqual(self.city.state, "watching")
        self.assertEqual(self.went(city="Casablanca"), self.casa)
        for city in ("Rabat", "Fès"):
            self.assertEqual(self.went(city=city), self.sales)
        overview = self.env["discord.overview"].read_all()
        titles = [item["title"] for item in overview["attention"]]
        self.assertIn("“#ventes” has no URL", titles)

    def test_a_rule_of_which_no_webhook_has_a_url_is_not_connected(self):
        (self.sales + self.rabat + self.casa).url_secret = False
        self.assertEqual(self.city.state, "unconfigured")
        self.assertFalse(self.went(city="Rabat"))

    def test_broken_held_or_archived_it_waits_there(self):
        self.rabat.active = False
        self.casa.broken_reason = "Deleted"
        self.assertEqual(self.went(city="Rabat"), self.rabat)
        self.assertEqual(self.went(city="Casablanca"), self.casa)

    def test_a_changed_route_is_known_at_once(self):
        [to_casa, _to_rabat] = self.city.route_ids
        to_casa.webhook_id = self.rabat
        self.assertEqual(self.went(city="Casablanca"), self.rabat)
        to_casa.value = "Fès"
        self.assertEqual(self.went(city="Fès"), self.rabat)
        to_casa.unlink()
        self.assertEqual(self.went(city="Fès"), self.sales)
        self.city.route_field = False
        self.assertEqual(self.went(city="Rabat"), self.sales)

    def test_a_test_goes_where_its_record_would(self):
        self.env["res.partner"].create({"name": "Client", "city": "Rabat"})
        tests = []

        def send_now(_dispatcher, prepare):
            tests.append(prepare(self.env))
            return {}

        with patch.object(type(self.env["discord.dispatcher"]), "_send_now", send_now):
            self.city.action_test()
        self.assertEqual((tests[0].event, tests[0].webhook_id), ("test", self.rabat))

    def test_a_duplicate_has_routes_of_its_own(self):
        copied = self.city.copy()
        self.assertEqual(copied.route_ids.mapped("value"), ["Casablanca", "Rabat"])
        self.assertFalse(copied.route_ids & self.city.route_ids)

    def test_whoever_changes_a_route_becomes_the_author(self):
        manager = new_test_user(self.env, "chief", groups=MANAGER)
        manager.company_ids = self.env["res.company"].search([])
        self.assertFalse(self.city.author_id)
        self.city.route_ids.with_user(manager)[0].webhook_id = self.rabat
        self.assertEqual(self.city.author_id, manager)
        self.city.write({"author_id": False})
        route = {"rule_id": self.city.id, "value": "X", "webhook_id": self.casa.id}
        self.env["discord.rule.route"].with_user(manager).create(route)
        self.assertEqual(self.city.author_id, manager)

    def test_a_route_leads_over_no_companys_wall(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["discord.webhook"].create(
            {"name": "#theirs", "company_id": elsewhere.id}
        )
        manager = new_test_user(self.env, "chief", groups=MANAGER)
        self.city.company_id = self.env.company
        line = {"rule_id": self.city.id, "value": "X", "webhook_id": theirs.id}
        with self.assertRaises(AccessError):
            self.env["discord.rule.route"].with_user(manager).create(line)
        with self.assertRaises(AccessError):
            self.city.with_user(manager).route_ids[0].webhook_id = theirs
        hidden = self.env["discord.rule.route"].create(line)
        seen = self.city.with_user(manager).route_ids
        self.assertEqual(seen.mapped("value"), ["Casablanca", "Rabat"])
        with self.assertRaises(AccessError):
            hidden.with_user(manager).read(["value"])
        self.env["res.partner"].create({"name": "Client", "city": "X"})
        self.env.cr.flush()
        told = self.env["discord.notification"].with_user(manager)
        self.assertFalse(told.search([("webhook_id", "=", theirs.id)]))

    def test_what_cannot_choose_a_webhook_is_said(self):
        for name in ("category_id", "image_1920", "missing"):
            self.city.route_field = name
            self.assertEqual(self.city.state, "error")
            self.assertIn(name, self.city.state_message)
        with self.assertRaises(ValidationError):
            self.city.route_field = "city, name"

    def test_a_field_that_goes_away_sends_all_to_the_else(self):
        self.city.route_field = "missing"
        self.assertEqual(self.went(city="Rabat"), self.sales)

    def test_values_are_chosen_by_the_names_that_people_know(self):
        self.env["res.partner"].create({"name": "Client", "city": "Tétouan"})
        rules = self.env["discord.rule"]
        for name, text, expected in (
            ("type", "inv", [{"value": "invoice", "label": "Invoice"}]),
            ("city", "touan", [{"value": "Tétouan", "label": "Tétouan"}]),
            ("is_company", "Y", [{"value": "True", "label": "Yes"}]),
            ("color", "", []),
        ):
            with self.subTest(name):
                found = rules.route_choices("res.partner", name, text)
                self.assertEqual(found, expected)
        france = self.env.ref("base.fr")
        found = rules.route_choices("res.partner", "country_id", "Franc")
        self.assertIn({"value": str(france.id), "label": "France"}, found)

    def test_however_many_values_their_names_are_asked_for_at_once(self):
        countries = self.env["res.country"].search([], limit=30)
        values = dict.fromkeys(map(str, countries.ids), self.casa)
        routes = self.routed("res.partner", "country_id", values).route_ids
        self.assertEqual(len(routes), 30)
        routes.mapped("value_label")  # warm
        countries.invalidate_recordset()
        routes.invalidate_recordset(["value_label"])
        with self.assertQueryCount(2):
            labels = routes.mapped("value_label")
        self.assertIn(countries[0].display_name, labels)

    def test_the_form_shows_values_by_their_names(self):
        with Form(self.city) as form:
            form.route_field = "country_id"
            with form.route_ids.edit(0) as line:
                line.value = str(self.env.ref("base.fr").id)
                self.assertEqual(line.value_label, "France")
