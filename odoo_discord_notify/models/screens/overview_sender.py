"""Whether the sender runs, and what keeps it from it."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import config
from odoo.tools.convert import convert_file

from ..discord_checks_mixin import ADMINISTRATOR
from ..sending.wake_up import CRON
from ..settings import paused_by, sender_failure, set_paused
from ..words import in_utc

MODULE = CRON.partition(".")[0]
LATE = timedelta(minutes=5)  # the sender's interval is one minute
ALIVE = timedelta(minutes=2)  # in which another server would have run it


class DiscordOverview(models.AbstractModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.overview"

    def _about_the_sender(self):
        cron = self.env.ref(CRON, raise_if_not_found=False)
        cron = cron and cron.sudo()  # a reader may know whether it runs
        if by := paused_by(self.env):
            texts = (
                self.env._("All sending is paused"),
                self.env._(
                    "By %(name)s, %(when)s UTC. Nothing is lost: what waits leaves in "
                    "order when you resume.",
                    name=by[0],
                    when=in_utc(self.env, by[1]),
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
        else:
            yield from self._about_its_runs(cron)

    def _about_its_runs(self, cron):
        action = self._action("ir_cron_action")
        look = self.env._("Scheduled actions")
        if failure := self._failure_of(cron):
            texts = (
                self.env._("The sender fails at each run"),
                self.env._(
                    "Its last error: %s. The server's log tells more. What waits is "
                    "kept.",
                    failure,
                ),
                look,
            )
            key, level = "cron_failing", "danger"
        elif not config["max_cron_threads"] and not self._has_run(cron, ALIVE):
            texts = (
                self.env._("No server runs the sender"),
                self.env._(
                    "This one has max_cron_threads = 0, and no other has run it in the "
                    "last two minutes: start one with max_cron_threads of at least 1."
                ),
                look,
            )
            key, level = "cron_none", "danger"
        elif not self._has_run(cron, LATE) and (due := _due(cron)) < self._ago(LATE):
            texts = (
                self.env._("The sender is late"),
                self.env._(
                    "It should have run at %s UTC. Odoo's scheduled actions do not "
                    "run: start Odoo with max_cron_threads of at least 1.",
                    in_utc(self.env, due),
                ),
                look,
            )
            key, level = "cron_late", "danger"
        else:
            return
        yield self._item(key, level, texts, ADMINISTRATOR, action=action)

    def _failure_of(self, cron):
        """Return the class of the sender's last error, or why Odoo does not run it."""
        failure = sender_failure(self.env)
        if failure or cron.user_id.active or cron.user_id._is_superuser():
            return failure
        return self.env._("its user %s is archived", cron.user_id.name)

    def _has_run(self, cron, within):
        """Whether a run has ended, or sent anything, in the last time."""
        if cron.lastcall and cron.lastcall > self._ago(within):
            return True
        sent = [("create_date", ">", self._ago(within))]
        return bool(self.env["discord.delivery"].sudo().search_count(sent, limit=1))

    def _ago(self, duration):
        return fields.Datetime.now() - duration

    # === BUTTONS === #

    @api.model
    def action_resume(self):
        """End the pause of all sending."""
        self.env["ir.config_parameter"].check_access("write")
        set_paused(self.env, False)
        self.env["discord.dispatcher"]._wake()

    @api.model
    def action_switch_on(self):
        """Let the sender's scheduled action run again, now; made anew if need be."""
        self.env["ir.cron"].check_access("write")
        if not self.env.ref(CRON, raise_if_not_found=False):
            data = "data/ir_cron.xml"
            convert_file(self.env(su=True), MODULE, data, {}, "init", noupdate=True)
        cron = self.env.ref(CRON).sudo()
        cron.active = True
        cron._trigger()


def _due(cron):
    """Return since when the sender should run: its next date, or an earlier call.

    Whoever made its next date a distant one still has what is told call it.
    """
    called = cron.env["ir.cron.trigger"].search(
        [("cron_id", "=", cron.id)], order="call_at", limit=1
    )
    return min(filter(None, [cron.nextcall, called.call_at]))
