"""What needs a person, each with the button that mends it where the reader may."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..outbox.discord_outcome_mixin import TROUBLED
from ..saying.zone_data import stale_zone_data
from ..sending.wake_up import CRON
from ..settings import PAUSED, fallback_addresses, paused, timezone

LATE = timedelta(minutes=5)  # the sender's interval is one minute
ADMINISTRATOR, MANAGER = (
    "base.group_system",
    "odoo_discord_notify.group_discord_manager",
)


class DiscordOverview(models.AbstractModel):
    _inherit = "discord.overview"

    def _attention(self, webhooks):
        """Return [{key, level, title, detail, button, action or method}].

        What the reader may not mend has no action, and says whom to ask.

        :param webhooks: the cards, as `read_all` returns them
        """
        return [
            *self._about_a_copy(),
            *self._about_the_sender(),
            *self._about_webhooks(webhooks),
            *self._about_notifications(),
            *self._about_rules(),
            *self._about_settings(),
        ]

    def _item(self, key, level, title, detail, button, who=None, **mend):
        if who and not self.env.user.has_group(who):
            mend = {}
            people = {ADMINISTRATOR: self.env._("Ask an administrator.")}
            asks = people.get(who, self.env._("Ask a Discord manager."))
            detail = f"{detail} {asks}"
        return {
            **{"key": key, "level": level, "title": title, "detail": detail},
            **{"button": button, "action": mend.get("action")},
            **{"method": mend.get("method"), "arguments": mend.get("arguments", [])},
        }

    # === ITEMS === #

    def _about_the_sender(self):
        cron = self.env.ref(CRON, raise_if_not_found=False)
        cron = cron and cron.sudo()  # a reader may know whether it runs
        if paused(self.env):
            detail = self.env._(
                "Nothing is lost: what waits leaves in order when you resume."
            )
            yield self._item(
                *("paused", "warning", self.env._("All sending is paused"), detail),
                *(self.env._("Resume sending"), ADMINISTRATOR),
                method="action_resume",
            )
        if self.env["discord.database"]._is_neutralized():
            detail = self.env._(
                "This is a neutralized copy for tests: it sends nothing."
            )
            yield self._item(
                "neutralized",
                "info",
                self.env._("Nothing leaves this database"),
                detail,
                "",
            )
        elif not cron or not cron.active:
            detail = self.env._("Notifications wait until the sender runs again.")
            yield self._item(
                *(
                    "cron_off",
                    "danger",
                    self.env._("The sender is switched off"),
                    detail,
                ),
                *(self.env._("Switch it on"), ADMINISTRATOR),
                method="action_switch_on",
            )
        elif cron.nextcall < fields.Datetime.now() - LATE:
            detail = self.env._(
                "It should have run at %s UTC. Odoo's scheduled actions do not run: "
                "start Odoo with max_cron_threads of at least 1.",
                fields.Datetime.to_string(cron.nextcall),
            )
            yield self._item(
                *("cron_late", "danger", self.env._("The sender is late"), detail),
                *(self.env._("Scheduled actions"), ADMINISTRATOR),
                action=self._action("ir_cron_action"),
            )

    def _about_a_copy(self):
        if self.env["discord.database"]._is_copy():
            yield self._item(
                *("copy", "warning", self.env._("Is this database a copy?")),
                self.env["discord.database"]._silenced(),
                *(self.env._("Decide…"), MANAGER),
                action=self._action("discord_copy_action"),
            )

    def _about_webhooks(self, webhooks):
        for webhook in webhooks:
            form = self._form("discord.webhook", webhook["id"])
            key, name = f"webhook_{webhook['id']}", webhook["name"]
            if webhook["state"] == "broken":
                title = self.env._("“%s” cannot send any more", name)
                yield self._item(
                    *(key, "danger", title, webhook["message"]),
                    *(self.env._("Enter a new URL"), ADMINISTRATOR),
                    action=form,
                )
            elif webhook["asks_backlog"]:
                backlog = self._action("discord_backlog_action")
                backlog["context"] = {"default_webhook_id": webhook["id"]}
                title = self.env._("“%s” can send again", name)
                yield self._item(
                    *(key, "warning", title, webhook["message"]),
                    *(self.env._("Decide…"), MANAGER),
                    action=backlog,
                )
            elif webhook["state"] == "unconfigured" and webhook["waiting"]:
                title = self.env._("“%(name)s” has no URL", name=name)
                detail = self.env._("%s waiting for it.", webhook["waiting"])
                yield self._item(
                    *(
                        key,
                        "warning",
                        title,
                        detail,
                        self.env._("Enter its URL"),
                        ADMINISTRATOR,
                    ),
                    action=form,
                )

    def _about_notifications(self):
        """Both counts come from the partial index on trouble."""
        groups = self.env["discord.notification"]._read_group(
            [("state", "in", TROUBLED)], ["state"], ["__count"]
        )
        texts = {
            "error": (
                *("danger", self.env._("%s could not be sent")),
                self.env._("Each says why. Mend the cause, then retry or cancel them."),
            ),
            "in_doubt": (
                *("warning", self.env._("%s may or may not have arrived")),
                self.env._("Look into the channel: it arrived, or send it again."),
            ),
        }
        for state, count in groups:
            level, title, detail = texts[state]
            action = self._action("discord_notification_action")
            action["context"] = {f"search_default_{state}": 1}
            yield self._item(
                *(state, level, title % count, detail, self.env._("Look at them")),
                action=action,
            )

    def _about_rules(self):
        domain = [("active", "=", True)]
        for rule in self.env["discord.rule"].search(domain):
            # Not its state: that counts its failures, in a query of its own.
            problems = rule.model_name in self.env and rule._problems()
            if problems:
                title = self.env._("The rule “%s” cannot tell anything", rule.name)
                yield self._item(
                    *(f"rule_{rule.id}", "danger", title, "\n".join(problems)),
                    *(self.env._("Mend the rule"), MANAGER),
                    action=self._form("discord.rule", rule.id),
                )

    def _about_settings(self):
        settings = self._action("res_config_settings_action")
        if stale_zone_data(timezone(self.env).zone):
            detail = self.env._(
                "The time zone data of the server are older than 2026f."
            )
            yield self._item(
                *(
                    "zone",
                    "danger",
                    self.env._("Messages would tell the wrong hour"),
                    detail,
                ),
                *(self.env._("What to install"), ADMINISTRATOR),
                action=settings,
            )
        if not fallback_addresses(self.env):
            detail = self.env._(
                "When Discord cannot be told, only this page and the log say so."
            )
            yield self._item(
                *("fallback", "info", self.env._("Nobody would hear by mail"), detail),
                *(self.env._("Enter an address"), ADMINISTRATOR),
                action=settings,
            )

    # === BUTTONS === #

    @api.model
    def action_resume(self):
        """End the pause of all sending."""
        self._check_administrator()
        self.env["ir.config_parameter"].sudo().set_param(PAUSED, False)
        self.env["discord.dispatcher"]._wake()

    @api.model
    def action_switch_on(self):
        """Let the sender's scheduled action run again, now."""
        self._check_administrator()
        cron = self.env.ref(CRON)
        cron.active = True
        cron._trigger()

    def _check_administrator(self):
        if not self.env.user.has_group(ADMINISTRATOR):
            raise AccessError(self.env._("Only an administrator may do this."))

    def _action(self, name):
        actions = self.env["ir.actions.actions"]
        return actions._for_xml_id(f"odoo_discord_notify.{name}")

    def _form(self, model, record_id):
        return {
            "type": "ir.actions.act_window",
            "res_model": model,
            "res_id": record_id,
            "views": [[False, "form"]],
        }
