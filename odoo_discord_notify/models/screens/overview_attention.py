"""What needs a person, each with the button that mends it where the reader may."""

from datetime import timedelta

from odoo import fields, models

from ...discord.web_address import is_here
from ..discord_checks_mixin import ADMINISTRATOR, MANAGER
from ..retrying import RETRIED_ERRORS
from ..saying.zone_data import stale_zone_data
from ..settings import fallback_addresses, link_base, timezone
from ..webhook.url_sources import API_BASE, configured
from ..words import in_utc

NEWS = timedelta(days=1)  # that a webhook sends again


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
            *self._about_notifications(webhooks),
            *self._about_rules(),
            *self._about_recaps(),
            *self._about_settings(),
            *self._about_links(webhooks),
        ]

    def _item(self, key, level, texts, who=None, *, action=None, method=None, args=()):
        """Return an item, its button a window's action or a method of this model.

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
            **{"button": button, "action": action},
            **{"method": method, "arguments": list(args)},
        }

    # === ITEMS === #

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
                title = self.env._("“%s” cannot send at present", name)
                button = self.env._("Enter a new URL")
            elif webhook["asks_backlog"]:
                who, action = MANAGER, self._action("discord_backlog_action")
                action["context"] = {"default_webhook_id": webhook["id"]}
                title = self.env._("“%s” can send again", name)
                button = self.env._("Decide…")
            elif webhook["state"] == "ok" and self._is_news(record.healed_on):
                level, who, action = "info", None, None
                title = self.env._("“%s” sends again", name)
                since = in_utc(self.env, record.healed_on)
                detail, button = self.env._("Since %s UTC, by itself.", since), ""
            elif webhook["state"] == "unconfigured" and webhook["waiting_count"]:
                title = self.env._("“%(name)s” has no URL", name=name)
                detail = self.env._("%s waiting for it.", webhook["waiting_count"])
                button = self.env._("Enter its URL")
            else:
                continue
            key, texts = f"webhook_{webhook['id']}", (title, detail, button)
            yield self._item(key, level, texts, who, action=action)

    def _is_news(self, when):
        return bool(when) and when > fields.Datetime.now() - NEWS

    def _about_rules(self):
        domain = [("active", "=", True)]
        for rule in self.env["discord.rule"].search(domain):
            problems, goes_on = self._problems_of(rule)
            if not problems:
                continue
            level, title = "danger", self.env._("The rule “%s” cannot tell anything")
            if goes_on:
                level, title = "warning", self.env._("The rule “%s” leaves things out")
            button = self.env._("Mend the rule")
            texts = title % rule.name, "\n".join(problems), button
            key, form = f"rule_{rule.id}", rule._get_records_action()
            yield self._item(key, level, texts, MANAGER, action=form)

    def _about_recaps(self):
        for recap in self.env["discord.recap"].search([("active", "=", True)]):
            problems = self._problems_of(recap)[0] or recap._failures()
            if not problems:
                continue
            title = self.env._("The recap “%s” cannot tell anything", recap.name)
            button = self.env._("Mend the recap")
            texts = title, "\n".join(problems), button
            key, form = f"recap_{recap.id}", recap._get_records_action()
            yield self._item(key, "danger", texts, MANAGER, action=form)

    def _problems_of(self, rule):
        """Return (what a rule misses, as sentences, whether it tells all the rest).

        Not its state: that counts its failures, in a query of its own. A bad rule must
        not take the page.
        """
        try:
            problems = rule._problems() if rule.model_name in self.env else []
            return problems, bool(problems) and rule._goes_on()
        except RETRIED_ERRORS:
            raise
        except Exception as error:  # its text may hold values
            name = type(error).__name__
            return [self.env._("It cannot be looked at: %s", name)], False

    def _about_settings(self):
        settings = self._action("res_config_settings_action")
        quiet_zones = self.env["discord.webhook"].sudo()._quiet_zones()
        wrong = ""
        if stale_zone_data(timezone(self.env).zone):
            wrong = self.env._("Messages would tell the wrong hour")
        elif any(map(stale_zone_data, quiet_zones)):
            wrong = self.env._("Quiet hours begin and end at the wrong hour")
        if wrong:
            texts = (
                wrong,
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

    def _about_links(self, webhooks):
        base = link_base(self.env)
        is_told = any(webhook["state"] != "unconfigured" for webhook in webhooks)
        if is_told and is_here(base) and not configured(API_BASE)[0]:
            texts = (
                self.env._("Links lead nowhere for others"),
                self.env._(
                    "Links to records begin with %s: to whoever clicks on one, that is "
                    "their own machine.",
                    base,
                ),
                self.env._("Enter an address"),
            )
            action = self._action("res_config_settings_action")
            yield self._item("links", "warning", texts, ADMINISTRATOR, action=action)

    def _action(self, name):
        actions = self.env["ir.actions.actions"]
        return actions._for_xml_id(f"odoo_discord_notify.{name}")
