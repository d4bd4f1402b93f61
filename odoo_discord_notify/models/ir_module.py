"""What Odoo does to modules: installs, upgrades and uninstalls, and translates.

The former only while no scheduled action runs.

A queue that drains always has one running: so whoever begins says so to the sender of
all processes, which ends after its present requests, and only then asks Odoo.
"""

from odoo import models

from .sending.giving_way import sender_gives_way


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _button_immediate_function(self, function):
        with sender_gives_way(self.env):
            return super()._button_immediate_function(function)

    def _update_translations(self, filter_lang=None, overwrite=False):
        """A language has come: what is made and not shipped is written in it, too."""
        result = super()._update_translations(filter_lang, overwrite)
        if self.env.registry.ready:  # else once all models are loaded
            self.env["discord.menus"]._reconcile_safely()
        return result
