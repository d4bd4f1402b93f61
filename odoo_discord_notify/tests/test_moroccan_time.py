"""Moroccan time, winter, summer and Ramadan, and old zone data being noticed."""

import os
import struct
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytz

from odoo.tests import tagged

from ..models.saying.zone_data import stale_zone_data
from .common import DiscordCase

CASABLANCA = "Africa/Casablanca"
# What the tz database said before 2026f: one hour ahead of UTC, except in Ramadan.
OLD_RULES = {
    datetime(2018, 3, 25, 2): 1,
    datetime(2025, 2, 23, 2): 0,
    datetime(2025, 4, 6, 2): 1,
    datetime(2026, 2, 15, 2): 0,
    datetime(2026, 3, 22, 2): 1,
}


def zone_file(rules):
    """Return a zone file's bytes (RFC 8536, version 1).

    :param rules: {UTC instant: hours ahead of UTC from then on}
    """
    hours = sorted(set(rules.values()))
    counts = (0, 0, 0, len(rules), len(hours), 4 * len(hours))
    seconds = [int(pytz.utc.localize(instant).timestamp()) for instant in rules]
    header = b"TZif" + bytes(16) + struct.pack(">6l", *counts)
    transitions = struct.pack(f">{len(rules)}l", *seconds)
    types = bytes(hours.index(hour) for hour in rules.values())
    infos = [struct.pack(">lbb", 3600 * hour, 0, 4 * i) for i, hour in enumerate(hours)]
    names = [f"+{hour:02}\0".encode() for hour in hours]
    return b"".join([header, transitions, types, *infos, *names])


@tagged("post_install", "-at_install")
class TestMoroccanTime(DiscordCase):
    def told_hour(self, instant):
        """Return what is told of a top-up created at this UTC instant."""
        with patch.object(self.env.cr, "now", lambda: instant):
            topup = self.new_topup()
        return self.told(topup).values["create_date"]

    def use_old_zone_data(self):
        """Let pytz read another folder of zone files, by its own variable."""
        pytz.timezone(CASABLANCA)  # so that it knows the names of its own folder
        folder = self.enterContext(TemporaryDirectory())
        path = Path(folder, CASABLANCA)
        path.parent.mkdir()
        path.write_bytes(zone_file(OLD_RULES))
        self.patch(pytz, "_tzinfo_cache", {})
        self.enterContext(patch.dict(os.environ, {"PYTZ_TZDATADIR": folder}))

    def test_summer_is_one_hour_ahead_of_utc(self):
        self.assertEqual(self.told_hour(datetime(2025, 5, 2, 12)), "02-05-2025 13:00")

    def test_ramadan_is_utc(self):
        self.assertEqual(self.told_hour(datetime(2025, 3, 10, 12)), "10-03-2025 12:00")

    def test_since_september_2026_every_season_is_utc(self):
        self.assertEqual(self.told_hour(datetime(2026, 12, 10, 12)), "10-12-2026 12:00")
        self.assertEqual(self.told_hour(datetime(2027, 7, 10, 12)), "10-07-2027 12:00")

    def test_midnight_in_morocco_is_another_day_than_in_utc(self):
        self.assertEqual(self.told_hour(datetime(2025, 5, 2, 23)), "03-05-2025 00:00")

    def test_another_zone_may_be_chosen(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("odoo_discord_notify.timezone", "Asia/Tokyo")
        self.assertEqual(self.told_hour(datetime(2025, 5, 2, 12)), "02-05-2025 21:00")

    def test_a_zone_that_does_not_exist_is_morocco(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("odoo_discord_notify.timezone", "Mars/Olympus")
        self.assertEqual(self.told_hour(datetime(2025, 5, 2, 12)), "02-05-2025 13:00")

    def test_the_zone_data_of_this_machine_are_new_enough(self):
        self.assertFalse(stale_zone_data(CASABLANCA))

    def test_zone_data_from_before_2026f_are_noticed(self):
        self.use_old_zone_data()
        self.assertTrue(stale_zone_data(CASABLANCA))
        self.assertEqual(self.told_hour(datetime(2026, 12, 10, 12)), "10-12-2026 13:00")

    def test_the_settings_page_warns_of_old_zone_data(self):
        settings = self.env["res.config.settings"]
        self.assertFalse(settings.create({}).discord_zone_warning)
        self.use_old_zone_data()
        self.assertTrue(settings.create({}).discord_zone_warning)

    def test_the_overview_tells_administrators_of_old_zone_data(self):
        def attention():
            items = self.env["discord.overview"].read_all()["attention"]
            return {item["key"]: item for item in items}

        self.assertNotIn("zone", attention())
        self.use_old_zone_data()
        action = attention()["zone"]["action"]
        self.assertEqual(action["res_model"], "res.config.settings")

    def test_so_does_it_where_only_quiet_hours_go_by_such_a_clock(self):
        parameters = self.env["ir.config_parameter"]
        parameters.set_param("odoo_discord_notify.timezone", "UTC")
        sender = self.env.ref("odoo_discord_notify.webhook_solde")
        sender.write({"quiet_tz": CASABLANCA, "quiet_from": 22, "quiet_to": 7})
        self.use_old_zone_data()
        items = self.env["discord.overview"].read_all()["attention"]
        [title] = [item["title"] for item in items if item["key"] == "zone"]
        self.assertIn("Quiet hours", title)
        settings = self.env["res.config.settings"]
        self.assertTrue(settings.create({}).discord_clock_warning)
        sender.quiet_to = 22  # there are none
        self.assertFalse(settings.create({}).discord_clock_warning)
        recap = {"name": "R", "model_name": "res.partner", "tz": CASABLANCA}
        self.env["discord.recap"].create(recap)
        self.assertTrue(settings.create({}).discord_clock_warning)
        self.assertFalse(settings.create({}).discord_zone_warning)
        items = self.env["discord.overview"].read_all()["attention"]
        self.assertNotIn("zone", [item["key"] for item in items])

    def test_the_server_log_warns_of_old_zone_data_at_start(self):
        self.use_old_zone_data()
        logger = "odoo.addons.odoo_discord_notify.models.saying.discord_template"
        with self.assertLogs(logger, "WARNING") as log:
            self.env["discord.template"]._register_hook()
        self.assertIn("too old for Africa/Casablanca", log.output[0])

    def test_old_zone_data_do_not_matter_to_another_zone(self):
        self.use_old_zone_data()
        self.assertFalse(stale_zone_data("UTC"))
