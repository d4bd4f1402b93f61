"""Settings → Discord: how often to synchronize, how long to remember."""

from odoo.exceptions import ValidationError
from odoo.tests import new_test_user, tagged

from ..models.settings import retention_days
from .common import DiscordCase


@tagged("post_install", "-at_install")
class TestSettingsUpkeep(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        admin = new_test_user(cls.env, "discord_admin", groups="base.group_system")
        cls.page = cls.env["res.config.settings"].with_user(admin)
        cls.cron = cls.env.ref("odoo_discord_notify.ir_cron_sync_all")

    def save(self, **values):
        self.page.create({f"discord_{name}": values[name] for name in values}).execute()

    def shown(self):
        page = self.page.create({})
        return (
            *(page.discord_sync_active, page.discord_sync_interval_number),
            *(page.discord_sync_interval_type, page.discord_retention_days),
        )

    def test_the_chain_runs_every_hour_and_a_year_is_kept_unless_told_otherwise(self):
        self.assertEqual(self.shown(), (True, 1, "hours", 365))

    def test_frequency_and_switch_are_those_of_the_scheduled_action(self):
        self.save(sync_interval_number=30, sync_interval_type="minutes")
        self.assertEqual(
            (self.cron.interval_number, self.cron.interval_type), (30, "minutes")
        )
        opened_before = self.page.create({})
        self.page.create({}).action_discord_sync_stop()
        self.assertFalse(self.cron.active)
        self.assertEqual(self.shown()[:3], (False, 30, "minutes"))
        opened_before.execute()
        self.assertFalse(self.cron.active)
        self.page.create({}).action_discord_sync_start()
        self.assertTrue(self.cron.active)

    def test_zero_days_are_kept_as_zero(self):
        self.save(retention_days=0)
        self.assertEqual(retention_days(self.env), 0)
        self.assertEqual(self.shown()[3], 0)
        self.save(retention_days=30)
        self.assertEqual(self.shown()[3], 30)

    def test_days_and_frequency_that_make_no_sense_are_refused(self):
        with self.assertRaises(ValidationError):
            self.save(retention_days=-1)
        with self.assertRaises(ValidationError):
            self.save(sync_interval_number=0)

    def test_a_page_saved_as_it_was_leaves_the_scheduled_action_alone(self):
        before = self.cron.write_date
        self.env.flush_all()
        self.env.cr.execute("UPDATE ir_cron SET write_date = now() - interval '1 day'")
        self.env.invalidate_all()
        self.save()
        self.assertLess(self.cron.write_date, before)

    def test_a_deleted_scheduled_action_does_not_stop_the_page(self):
        self.cron.unlink()
        self.save()
        self.page.create({}).action_discord_sync_start()
        self.assertFalse(self.shown()[0])
