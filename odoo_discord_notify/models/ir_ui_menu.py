from odoo import models


class IrUiMenu(models.Model):
    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        """Hide the audit of top-ups where there are none to read."""
        hidden = super()._load_menus_blacklist()
        if self.env["discord.topup"]._source() is None:
            menu = "odoo_discord_notify.discord_topup_menu"
            hidden += self.env.ref(menu, raise_if_not_found=False).ids
        return hidden
