"""Records that lacked something: told once mended, looked at when that can be."""

from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from ..models.syncing import discord_sync
from .sync_common import SyncCase

SYNC = "sync_res.partner"


@tagged("post_install", "-at_install")
class TestSynchronizationMended(SyncCase):
    def partners(self, required, count=1, **values):
        """Return partners that a new rule skips, for they lack what it requires."""
        name = f"Hanout without {required}"
        rule = {"filter_domain": f"[('name', '=', '{name}')]"}
        self.new_rule("res.partner", "{name}", required_fields=required, **rule)
        values = {"name": name, **values}
        partners = self.env["res.partner"].create([values] * count)
        self.assertEqual(set(self.told(partners).mapped("state")), {"canceled"})
        return partners

    def looked_at(self, **options):
        """Run a synchronization; return the records that it looks at."""
        records = []

        def say(rule, found):
            records.extend(found)
            return original(rule, found)

        original = discord_sync.say
        with patch.object(discord_sync, "say", say):
            self.synchronize(SYNC, **options)
        return records

    def test_what_still_lacks_something_is_found_by_sql_alone(self):
        self.partners("ref, country_id", 5)
        self.assertEqual(self.looked_at(), [])

    def test_whatever_kind_of_field_is_missing_it_is_told_when_mended(self):
        country = self.env.ref("base.ma")
        tag = self.env["res.partner.category"].create({"name": "Gros"})
        for name, value in {
            "ref": {"ref": "A1"},
            "comment": {"comment": "<p>Oui</p>"},  # html
            "is_company": {"is_company": True},
            "country_id": {"country_id": country.id},
            "country_code": {"country_id": country.id},  # related, not stored
            "lang": {"lang": "en_US"},
            "category_id": {"category_id": [Command.link(tag.id)]},
            "child_ids": {"child_ids": [Command.create({"name": "Ali"})]},
            "email_formatted": {"email": "ali@example.com"},  # computed
        }.items():
            with self.subTest(name):
                partner = self.partners(name, lang=False)
                is_computed = name == "email_formatted"
                self.assertEqual(bool(self.looked_at()), is_computed)
                partner.write(value)
                self.assertEqual(self.looked_at(), [partner])
                self.assertEqual(self.told(partner).state, "outgoing")

    def test_a_number_is_missing_when_it_is_null_and_zero_is_a_number(self):
        self.rule("solde").required_fields = "solde"
        missing = self.insert_topup(reference_no="A", solde=None)
        zero = self.insert_topup(reference_no="B", solde=0)
        self.synchronize()
        self.assertEqual(self.told(missing).state, "canceled")
        self.assertEqual(self.told(zero).state, "outgoing")
        self.update(missing, solde=0)
        self.synchronize()
        self.assertEqual(self.told(missing).state, "outgoing")

    def test_what_is_archived_does_not_count_as_there(self):
        partner = self.partners("child_ids")
        archived = self.env["res.partner"].with_context(discord_notify_disable=True)
        archived.create({"name": "Ali", "parent_id": partner.id, "active": False})
        self.assertNotIn(partner, self.looked_at())

    def test_what_sql_does_not_know_is_looked_at_in_turns_by_the_schedule(self):
        partners = list(self.partners("email_formatted", 5))
        with patch.object(discord_sync, "BATCH", 2):
            turns = [self.looked_at(scheduled=True) for _hour in range(4)]
            by_hand = self.looked_at()
        self.assertEqual(
            turns, [partners[:2], partners[2:4], partners[4:], partners[:2]]
        )
        self.assertEqual(by_hand, partners)

    def test_a_skip_is_not_logged_again_because_it_was_said_in_french(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        topup = self.new_topup(client=False)
        self.assertIn("non renseigné", self.told(topup).failure_reason)
        self.assertFalse(self.synchronize().lines)
