"""The Action menu of what rules are about: send it now, see what was told of it.

Made here and not as data, for the models come and go. Under names of our module, so
that they leave with it; `noupdate`, so that an upgrade does not take them for old.
"""

import logging

from odoo import api, models

_logger = logging.getLogger(__name__)

MODULE = "odoo_discord_notify"
PREFIX = "action_menu_"
# Editing these of a rule changes the menus.
MENU_FIELDS = {"active", "in_action_menu", "model_id", "model_name", "name", "sequence"}


class DiscordMenus(models.AbstractModel):
    _name = "discord.menus"
    _description = "Discord in Action menus"

    def _register_hook(self):
        """Reach the models that came with an installation."""
        super()._register_hook()
        if self.env.registry.updated_modules:
            self._reconcile_safely()

    def _reconcile_safely(self):
        """Make them what they should be; an installation goes on without."""
        try:
            with self.env.cr.savepoint():
                self._reconcile()
        except Exception as error:  # or the whole database could not be opened
            _logger.warning("Discord's menus are as before (%s)", type(error).__name__)

    @api.model
    def _reconcile(self):
        """Make the Action menus what the rules want, in each language.

        English goes first: it is what Odoo shows where a language has no words.
        """
        installed = (code for code, _name in self.env["res.lang"].get_installed())
        for lang in dict.fromkeys(("en_US", *installed)):
            menus = self.with_context(lang=lang)
            for model_name, entries in menus._wanted().items():
                menus._make(menus.env[model_name].sudo(), entries)

    def _wanted(self):
        """Return {model of an action: {name of its XML id: values}}."""
        rules = self.env["discord.rule"].sudo().search([("in_action_menu", "=", True)])
        rules = rules.filtered(lambda rule: rule.model_name in self.env)
        wanted = {"ir.actions.server": {}, "ir.actions.act_window": {}}
        for same in rules.grouped("model_name").values():
            for rule in same:
                sends = self._that_sends(rule, is_alone=len(same) == 1)
                wanted["ir.actions.server"][f"{PREFIX}send_{rule.id}"] = sends
            told = f"{PREFIX}told_{same[0].model_id.id}"
            wanted["ir.actions.act_window"][told] = self._that_shows(same[0])
        return wanted

    def _bound_to(self, model, role):
        """Return in whose Action menu an action is, and for whom."""
        group = self.env.ref(f"{MODULE}.group_discord_{role}")
        return {"binding_model_id": model.id, "group_ids": group.ids}

    def _that_sends(self, rule, is_alone):
        named = self.env._("Send to Discord now: %s", rule.name)
        return {
            **self._bound_to(rule.model_id, "manager"),
            "name": self.env._("Send to Discord now") if is_alone else named,
            "model_id": rule.model_id.id,
            "state": "discord",
            "discord_rule_id": rule.id,
            "discord_at_once": True,
        }

    def _that_shows(self, rule):
        return {
            **self._bound_to(rule.model_id, "user"),
            "name": self.env._("Discord messages"),
            "res_model": "discord.notification",
            "view_mode": "list,form",
            "domain": f"[('res_model', '=', '{rule.model_name}'),"
            " ('res_id', 'in', active_ids)]",
            "context": "{'active_test': False, 'search_default_messages': 1}",
        }

    def _make(self, actions, entries):
        """Make `entries`, {name of the XML id: values}, all that there is of ours."""
        domain = [("module", "=", MODULE), ("model", "=", actions._name)]
        domain += [("name", "=like", f"{PREFIX}%")]
        found = self.env["ir.model.data"].sudo().search(domain)
        old = found.filtered(lambda data: data.name not in entries)
        actions.browse(old.mapped("res_id")).exists().unlink()
        old.exists().unlink()  # names of what left with its model
        actions._load_records(
            [
                {"xml_id": f"{MODULE}.{name}", "values": values, "noupdate": True}
                for name, values in entries.items()
            ]
        )
