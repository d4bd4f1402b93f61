from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ..discord.web_address import is_public
from .discord_checks_mixin import ADMINISTRATOR, refuse_unwritable
from .saying.zone_data import stale_zone_data
from .settings import (
    DEFAULT_RETENTION,
    DEFAULT_TIMEZONE,
    FALLBACK,
    LINK_BASE,
    RETENTION,
    TIMEZONE,
    retention_days,
)

SHIPPED = ("solde", "bc", "bl")  # webhooks with a place on the page
TYPED = {"compute": "_compute_discord_urls", "inverse": "_inverse_discord_urls"}
SHOWN = {"compute": "_compute_discord_webhooks"}
OUTSIDE = ("environment", "odoo.conf")
# Our fields, and those of the scheduled action that they show and set.
SCHEDULE = {
    "discord_sync_interval_number": "interval_number",
    "discord_sync_interval_type": "interval_type",
}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    discord_solde_url = fields.Char("URL of “Alimentations de solde”", **TYPED)
    discord_solde_state = fields.Selection(
        "_selection_discord_state", "State of “Alimentations de solde”", **SHOWN
    )
    discord_solde_note = fields.Char("Address of “Alimentations de solde”", **SHOWN)
    discord_solde_outside = fields.Boolean(
        "“Alimentations de solde” set outside of Odoo", **SHOWN
    )
    discord_bc_url = fields.Char("URL of “Bons de commande”", **TYPED)
    discord_bc_state = fields.Selection(
        "_selection_discord_state", "State of “Bons de commande”", **SHOWN
    )
    discord_bc_note = fields.Char("Address of “Bons de commande”", **SHOWN)
    discord_bc_outside = fields.Boolean(
        "“Bons de commande” set outside of Odoo", **SHOWN
    )
    discord_bl_url = fields.Char("URL of “Alertes BL”", **TYPED)
    discord_bl_state = fields.Selection(
        "_selection_discord_state", "State of “Alertes BL”", **SHOWN
    )
    discord_bl_note = fields.Char("Address of “Alertes BL”", **SHOWN)
    discord_bl_outside = fields.Boolean("“Alertes BL” set outside of Odoo", **SHOWN)
    discord_timezone = fields.Selection(
        selection=_tz_get,
        string="Time zone of messages",
        required=True,
        default=DEFAULT_TIMEZONE,
        config_parameter=TIMEZONE,
    )
    discord_zone_warning = fields.Boolean(compute="_compute_discord_zone_warning")
    discord_clock_warning = fields.Boolean(compute="_compute_discord_clock_warning")
    discord_link_base = fields.Char(
        string="Address in links to records", config_parameter=LINK_BASE
    )
    discord_fallback_addresses = fields.Char(
        string="Tell by mail", config_parameter=FALLBACK
    )
    discord_own_address = fields.Char(compute="_compute_discord_own_address")
    discord_link_warning = fields.Char(compute="_compute_discord_link_warning")
    discord_waiting = fields.Integer(compute="_compute_discord_waiting")
    discord_retention_days = fields.Integer(
        string="Forget after (days)", default=DEFAULT_RETENTION
    )
    discord_sync_interval_number = fields.Integer(string="Synchronize every")
    discord_sync_interval_type = fields.Selection(
        [("minutes", "minutes"), ("hours", "hours"), ("days", "days")],
        string="Unit of the synchronization's interval",
    )

    @api.model_create_multi
    def create(self, vals_list):
        refuse_unwritable(self.env, vals_list)
        return super().create(vals_list)

    def write(self, vals):
        refuse_unwritable(self.env, vals)
        return super().write(vals)

    @api.model
    def default_get(self, fields):
        """Our settings hold addresses: they concern administrators alone."""
        defaults = super().default_get(fields)
        if self._is_administrators():
            return defaults
        ours = "discord_"
        return {k: v for k, v in defaults.items() if not k.startswith(ours)}

    @api.model
    def get_values(self):
        if not self._is_administrators():
            return super().get_values()
        cron = self._discord_sync_cron()
        return {
            **super().get_values(),
            "discord_retention_days": retention_days(self.env),
            **{ours: cron[its] for ours, its in SCHEDULE.items()},
        }

    def _is_administrators(self):
        return self.env.su or self.env.user.has_group(ADMINISTRATOR)

    def _set_discord_schedule(self):
        """Write what has changed only: a scheduled action that runs refuses it."""
        cron = self._discord_sync_cron()
        wanted = {its: self[ours] for ours, its in SCHEDULE.items()}
        changed = {key: value for key, value in wanted.items() if cron[key] != value}
        if not (cron and changed):
            return
        if self.discord_sync_interval_number < 1:
            raise ValidationError(
                self.env._("“Every” is at least 1. For example: every 15 minutes")
            )
        cron.write(changed)

    @api.model
    def _discord_sync_cron(self):
        """Return the scheduled action; empty if somebody has deleted it."""
        cron = self.env.ref(
            "odoo_discord_notify.ir_cron_sync_all", raise_if_not_found=False
        )
        return (cron or self.env["ir.cron"]).sudo()

    @api.model
    def _selection_discord_state(self):
        state = self.env["discord.webhook"]._fields["state"]
        return state._description_selection(self.env)

    def _compute_discord_urls(self):
        for key in SHIPPED:
            self[f"discord_{key}_url"] = False

    def _inverse_discord_urls(self):
        """Pass on what was entered; an empty field keeps the URL there is."""
        names = {key: f"discord_{key}_url" for key in SHIPPED}
        for settings in self:
            for key, name in names.items():
                if settings[name]:
                    self._discord_webhook(key).url = settings[name]
        # Or web_save would echo the URLs from the cache to the browser.
        self.invalidate_recordset(names.values(), flush=False)

    def _compute_discord_webhooks(self):
        for key in SHIPPED:
            webhook = self._discord_webhook(key)
            self[f"discord_{key}_state"] = webhook.state  # none: its place is hidden
            self[f"discord_{key}_note"] = self._discord_note(webhook)
            self[f"discord_{key}_outside"] = webhook.url_source in OUTSIDE

    @api.depends("discord_timezone")
    def _compute_discord_zone_warning(self):
        for settings in self:
            settings.discord_zone_warning = stale_zone_data(settings.discord_timezone)

    def _compute_discord_clock_warning(self):
        zones = self.env["discord.webhook"].sudo()._quiet_zones()
        recaps = self.env["discord.recap"].sudo()._read_group([], ["tz"])
        zones.update(*recaps)
        self.discord_clock_warning = any(map(stale_zone_data, zones))

    def _compute_discord_own_address(self):
        self.discord_own_address = self.get_base_url()

    @api.depends("discord_link_base")
    def _compute_discord_link_warning(self):
        for settings in self:
            base = settings.discord_link_base or settings.discord_own_address
            settings.discord_link_warning = not is_public(base or "") and self.env._(
                "Discord takes no address like %s as the link of an embed: its title "
                "then links to nothing. Enter one with a dot in it that others can "
                "reach.",
                base,
            )

    def _compute_discord_waiting(self):
        waiting = [("state", "=", "outgoing"), ("edit_of_id", "=", False)]
        self.discord_waiting = self.env["discord.notification"].search_count(waiting)

    def set_values(self):
        """What waited through a pause goes at once when it ends."""
        if not self._is_administrators():
            raise AccessError(
                self.env._("Only a Settings administrator changes settings.")
            )
        if self.discord_retention_days < 0:
            raise ValidationError(
                self.env._("Enter after how many days to forget, or 0 for never.")
            )
        result = super().set_values()
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param(RETENTION, str(self.discord_retention_days))
        self._set_discord_schedule()
        self.env["discord.dispatcher"]._wake()
        return result

    def action_discord_test(self):
        """Test the connection of the webhook that the button stands by."""
        self.check_access("write")
        key = self.env.context.get("discord_webhook")
        if key not in SHIPPED:
            raise UserError(self.env._("There is no such channel on this page."))
        return self._discord_webhook(key).action_test_connection()

    def _discord_webhook(self, key):
        """Return a shipped webhook; empty if somebody has deleted it."""
        webhook = self.env.ref(
            f"odoo_discord_notify.webhook_{key}", raise_if_not_found=False
        )
        return webhook or self.env["discord.webhook"]

    def _discord_note(self, webhook):
        """Return what may be told of a webhook's address and health."""
        notes = [webhook.masked_url, webhook.state_message]
        if webhook.url_source == "environment":
            key = webhook.env_key
            notes.append(self.env._("Set by the environment variable %s.", key))
        elif webhook.url_source == "odoo.conf":
            key = webhook.env_key.lower()
            notes.append(self.env._("Set by %s in odoo.conf.", key))
        return " · ".join(filter(None, notes))
