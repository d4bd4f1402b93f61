"""How a recap is made: its fields are checked, it waits for models, it is copied."""

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import mute_logger

from .common import webhook_url
from .recap_common import RecapCase


@tagged("post_install", "-at_install")
class TestRecapSetup(RecapCase):
    def test_fields_are_checked_when_it_is_saved(self):
        for values, words in (
            ({"date_field": "client"}, "no date"),
            ({"group_by": "date_done"}, "no groups"),
            ({"group_by": "clent"}, "Did you mean client"),
            ({"group_by": "display_name"}, "computed anew"),
            ({"measures": "solde, client"}, "no number"),
            ({"filter_domain": "[('clent', '=', 1)]"}, "clent"),
            ({"filter_domain": "oops"}, "not a domain"),
            ({"model_name": "discord.rule"}, "cannot be watched"),
            ({"model_name": "ir.cron"}, "cannot be watched"),
            ({"measures": "solde, solde, solde, solde, solde"}, "room for 4 sums"),
        ):
            with self.subTest(values), self.assertRaisesRegex(ValidationError, words):
                self.new_recap(**values)
        with self.assertRaisesRegex(ValidationError, "each company"):
            self.new_recap("res.partner", group_by="barcode")

    def test_what_is_told_to_discord_is_the_only_model_of_ours(self):
        recap = self.new_recap("discord.notification", group_by="user_id")
        self.assertEqual(recap.state, "watching")
        domain = recap._fields["model_id"]._description_domain(self.env)
        models = self.env["ir.model"].search(domain).mapped("model")
        ours = [name for name in models if name.startswith("discord.")]
        self.assertEqual(ours, ["discord.notification"])
        self.assertIn("res.partner", models)
        self.assertNotIn("ir.cron", models)

    def test_an_hour_is_one_of_a_day(self):
        for hour in (-1, 24):
            with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
                with self.env.cr.savepoint():
                    self.new_recap(hour=hour).flush_recordset()

    def test_it_waits_for_a_model_and_starts_by_itself(self):
        recap = self.new_recap("no.such.model", group_by="whatever", since=False)
        self.assertEqual((recap.state, recap.since), ("waiting", False))
        self.assertIn("no.such.model", recap.state_message)
        self.assertFalse(self.run_at("2026-11-28 18:00:00"))
        self.env.cr.execute(
            "UPDATE discord_recap SET model_name = 'res.partner', group_by = 'city'"
            " WHERE id = %s",
            [recap.id],
        )
        recap.invalidate_recordset()
        self.assertFalse(self.run_at("2026-11-28 18:00:00"))  # it begins now
        self.assertEqual(recap.since.day, 28)
        self.assertEqual(len(self.run_at("2026-11-29 18:00:00")), 1)

    def test_without_a_url_nothing_is_noted_and_it_begins_when_one_comes(self):
        webhook = self.env["discord.webhook"].create({"name": "#new"})
        recap = self.new_recap(webhook_id=webhook.id, since=False)
        self.assertEqual((recap.state, recap.since), ("unconfigured", False))
        self.assertFalse(self.run_at("2026-11-28 18:00:00"))
        webhook.url = webhook_url(77)
        self.assertEqual(recap.state, "watching")
        self.assertTrue(recap.since)

    def test_a_field_that_goes_away_is_said_and_a_renamed_one_followed(self):
        model_id = self.env["ir.model"]._get_id("alimenteur.solde")
        field = {"name": "x_city", "field_description": "City", "ttype": "char"}
        field = self.env["ir.model.fields"].create({**field, "model_id": model_id})
        domain = "[('x_city', '!=', False)]"
        recap = self.new_recap(group_by="x_city", filter_domain=domain)
        recap.since = "2026-11-27 18:00:00"
        field.name = "x_town"
        self.assertEqual(recap.group_by, "x_town")
        self.assertIn("x_town", recap.filter_domain)
        recap.filter_domain = False
        field.unlink()
        self.assertEqual(recap.state, "error")
        self.assertIn("x_town", recap.state_message)
        self.assertFalse(self.run_at("2026-11-28 18:00:00"))

    def test_a_copy_is_off_and_what_has_told_is_not_deleted(self):
        recap = self.new_recap(since="2026-11-27 18:00:00")
        copied = recap.copy()
        self.assertFalse(copied.active or copied.since)
        self.run_at("2026-11-28 18:00:00")
        with self.assertRaisesRegex(ValidationError, "archive it"):
            recap.unlink()
        copied.unlink()

    def test_it_is_made_in_a_few_steps(self):
        form = Form(self.env["discord.recap"])
        form.model_id = self.env["ir.model"]._get("res.partner")
        self.assertIn("Contact", form.name)
        self.assertEqual(form.date_field, "create_date")
        form.group_by = "city"
        self.assertTrue(form.preview["message"]["content"])
        recap = form.save()
        self.assertEqual((recap.period, recap.hour), ("day", 18))
        self.assertEqual(recap.tz, "Africa/Casablanca")
        self.assertTrue(recap.webhook_id)

    def test_whatever_is_typed_the_form_goes_on(self):
        recap = self.new_recap()
        spec = dict.fromkeys(("preview", "next_date", "state", "author_note"), {})
        for name, values in {
            "hour": (-5, 1e308, 24, 23.999),
            "tz": (False,),
            "period": (False,),
            "lang": (False,),
            "date_field": (False, "client", "no_such"),
            "measures": (",,", "solde, solde", "no_such"),
            "group_by": ("no_such", "id"),
            "filter_domain": ("[", "[('a', '=', 1)]", "[('id', 'in', 10**9)]"),
            "webhook_id": (False,),
        }.items():
            for value in values:
                with self.subTest(name, value=value):
                    recap.onchange({name: value}, [name], spec)

    def test_only_what_serves_is_offered_and_why_not_the_rest(self):
        recaps = self.env["discord.recap"]

        def offered(purpose):
            choices = recaps.field_choices("alimenteur.solde", purpose)
            return {one["name"] for one in choices if not one["why"]}

        self.assertIn("date_creation", offered("date"))
        self.assertNotIn("client", offered("date"))
        self.assertIn("client", offered("group"))
        self.assertNotIn("refus_raisons", offered("group"))
        self.assertEqual(offered("measure"), {"solde"})
        user = new_test_user(self.env, "reader", groups=READER)
        with self.assertRaises(AccessError):
            recaps.with_user(user).field_choices("alimenteur.solde")
        for name in ("discord.rule", "no.such.model", 42):
            with self.assertRaises(UserError):
                recaps.field_choices(name)


READER = "odoo_discord_notify.group_discord_user"
