"""What needs a person, each with the button that mends it where the reader may."""

from datetime import timedelta

from odoo import api, fields, models

from ..discord_checks_mixin import MANAGER
from ..outbox.discord_outcome_mixin import TROUBLED
from ..retrying import RETRIED_ERRORS
from ..saying.zone_data import stale_zone_data
from ..sending.wake_up import CRON
from ..settings import PAUSED, fallback_addresses, paused, timezone

LATE = timedelta(minutes=5)  # the sender's interval is one minute
ADMINISTRATOR = "base.group_system"


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

    def _item(self, key, level, texts, who=None, *, action=None, method=None):
        """Return an item.

        :param texts: (title, detail, words on its button)
        :param who: the group that may mend it; all readers if None
        """
        title, detail, button = texts
        if who and not self.env.user.has_group(who):
            action = method = None
            people = {ADMINISTRATOR: self.env._("Ask an administrator.")}
            asks = people.get(who, self.env._("Ask a Discord manager."))
            detail = f"{detail} {asks}"
        return {
            **{"key": key, "level": level, "title": title, "detail": detail},
            **{"button": button, "action": action, "method": method},
        }

    # === ITEMS === #

    def _about_the_sender(self):
        cron = self.env.ref(CRON, raise_if_not_found=False)
        cron = cron and cron.sudo()  # a reader may know whether it runs
        if paused(self.env):
            texts = (
                self.env._("All sending is paused"),
                self.env._(
                    "Nothing is lost: what waits leaves in order when you resume."
                ),
                self.env._("Resume sending"),
            )
            method = "action_resume"
            yield self._item("paused", "warning", texts, ADMINISTRATOR, method=method)
        if self.env["discord.database"]._is_neutralized():
            texts = (
                self.env._("Nothing leaves this database"),
                self.env._("This is a neutralized copy for tests: it sends nothing."),
                "",
            )
            yield self._item("neutralized", "info", texts)
        elif not cron or not cron.active:
            texts = (
                self.env._("The sender is switched off"),
                self.env._("Notifications wait until the sender runs again."),
                self.env._("Switch it on"),
            )
            method = "action_switch_on"
            yield self._item("cron_off", "danger", texts, ADMINISTRATOR, method=method)
        elif cron.nextcall < fields.Datetime.now() - LATE:
            texts = (
                self.env._("The sender is late"),
                self.env._(
                    "It should have run at %s UTC. Odoo's scheduled actions do not "
                    "run: start Odoo with max_cron_threads of at least 1.",
                    fields.Datetime.to_string(cron.nextcall),
                ),
                self.env._("Scheduled actions"),
            )
            action = self._action("ir_cron_action")
            yield self._item("cron_late", "danger", texts, ADMINISTRATOR, action=action)
        elif cron.failure_count:
            texts = (
                self.env._("The sender fails"),
                self.env._("The server's log says why. What waits keeps waiting."),
                self.env._("Scheduled actions"),
            )
            action = self._action("ir_cron_action")
            yield self._item("cron_bad", "danger", texts, ADMINISTRATOR, action=action)

    def _about_a_copy(self):
        if self.env["discord.database"]._is_copy():
            texts = (
                self.env._("Is this database a copy?"),
                self.env["discord.database"]._silenced(),
                self.env._("Decide…"),
            )
            action = self._action("discord_copy_action")
            yield self._item("copy", "warning", texts, MANAGER, action=action)

    def _about_webhooks(self, webhooks):
        for webhook in webhooks:
            level, who = "warning", ADMINISTRATOR
            name, detail = webhook["name"], webhook["state_message"]
            record = self.env["discord.webhook"].browse(webhook["id"])
            action = record._get_records_action()
            if webhook["state"] == "broken":
                level = "danger"
                title = self.env._("“%s” cannot send any more", name)
                button = self.env._("Enter a new URL")
            elif webhook["asks_backlog"]:
                who, action = MANAGER, self._action("discord_backlog_action")
                action["context"] = {"default_webhook_id": webhook["id"]}
                title = self.env._("“%s” can send again", name)
                button = self.env._("Decide…")
            elif webhook["state"] == "unconfigured" and webhook["waiting_count"]:
                title = self.env._("“%(name)s” has no URL", name=name)
                detail = self.env._("%s waiting for it.", webhook["waiting_count"])
                button = self.env._("Enter its URL")
            else:
                continue
            key, texts = f"webhook_{webhook['id']}", (title, detail, button)
            yield self._item(key, level, texts, who, action=action)

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
            words = (title % count, detail, self.env._("Look at them"))
            yield self._item(state, level, words, action=action)

    def _about_rules(self):
        domain = [("active", "=", True)]
        for rule in self.env["discord.rule"].search(domain):
            if problems := self._problems_of(rule):
                texts = (
                    self.env._("The rule “%s” cannot tell anything", rule.name),
                    "\n".join(problems),
                    self.env._("Mend the rule"),
                )
                key, form = f"rule_{rule.id}", rule._get_records_action()
                yield self._item(key, "danger", texts, MANAGER, action=form)

    def _problems_of(self, rule):
        """Return what a rule misses, as sentences; a bad one must not take the page.

        Not its state: that counts its failures, in a query of its own.
        """
        try:
            return rule._problems() if rule.model_name in self.env else []
        except RETRIED_ERRORS:
            raise
        except Exception as error:  # its text may hold values
            name = type(error).__name__
            return [self.env._("It cannot be looked at: %s", name)]

    def _about_settings(self):
        settings = self._action("res_config_settings_action")
        if stale_zone_data(timezone(self.env).zone):
            texts = (
                self.env._("Messages would tell the wrong hour"),
                self.env._("The time zone data of the server are older than 2026f."),
                self.env._("What to install"),
            )
            yield self._item("zone", "danger", texts, ADMINISTRATOR, action=settings)
        if not fallback_addresses(self.env):
            texts = (
                self.env._("Nobody would hear by mail"),
                self.env._(
                    "When Discord cannot be told, only this page and the log say so."
                ),
                self.env._("Enter an address"),
            )
            yield self._item("fallback", "info", texts, ADMINISTRATOR, action=settings)

    # === BUTTONS: Odoo refuses what they write to all but administrators === #

    @api.model
    def action_resume(self):
        """End the pause of all sending."""
        self.env["ir.config_parameter"].set_param(PAUSED, False)
        self.env["discord.dispatcher"]._wake()

    @api.model
    def action_switch_on(self):
        """Let the sender's scheduled action run again, now."""
        cron = self.env.ref(CRON)
        cron.active = True
        cron._trigger()

    def _action(self, name):
        actions = self.env["ir.actions.actions"]
        return actions._for_xml_id(f"odoo_discord_notify.{name}")
