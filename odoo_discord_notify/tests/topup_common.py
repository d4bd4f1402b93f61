"""What the tests of the top-ups' audit share."""

from odoo.tests import new_test_user

from ..models.screens import discord_topup
from .sync_common import SyncCase

MENU = "odoo_discord_notify.discord_topup_menu"


class TopupCase(SyncCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.reader = cls.new_reader("reader")

    @classmethod
    def new_reader(cls, login, **values):
        group = "odoo_discord_notify.group_discord_user"
        return new_test_user(cls.env, login, groups=group, **values)

    def audit(self, topup=None, user=None):
        """Return the audit's line of a top-up, or its empty recordset, for a reader."""
        self.env.cr.flush()  # tells
        model = self.env["discord.topup"].with_user(user or self.reader)
        return model.browse(topup and topup.id)

    def seen(self, domain, user=None):
        return self.audit(user=user).search(domain).ids

    def columns(self, user=None):
        """Return the customer's fields that the list shows."""
        views = self.audit(user=user).get_views([(False, "list")])
        shown = views["models"]["discord.topup"]["fields"]
        return {name for name in discord_topup.COLUMNS if name in shown}

    def menu_ids(self):
        self.env.registry.clear_cache()
        return set(self.env["ir.ui.menu"].with_user(self.reader).load_menus(False))
