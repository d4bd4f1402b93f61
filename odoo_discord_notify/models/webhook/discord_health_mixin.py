"""A webhook's health: may it send, since when not, and how it heals.

What stops a webhook is looked at again, by itself, until Discord is content: see
`discord.looks`. Nothing but a pause and a person's own question waits for a person.
"""

from datetime import timedelta
from math import inf

from babel.dates import format_timedelta

from odoo import api, fields, models
from odoo.tools import get_lang

from ...discord.backoff import delay
from ...discord.looks import pace
from ...discord.policy import Step
from ..precise_time import utc_now
from ..settings import paused
from .discord_hold_mixin import EDIT_HOLD_FIELDS, HOLD_FIELDS
from .discord_sender_mixin import SENDER_FIELDS
from .reworded import reworded

# A queue that is younger is just sent when its webhook is mended; for an older one a
# person is asked first: news of last week are not always wanted.
OLD_BACKLOG = timedelta(hours=24)
LONG_HOLD = 3600  # seconds: an administrator should hear of it
TROUBLE_FIELDS = ("failures", "trouble")
TROUBLE_FIELDS += ("broken_reason", "broken_since", "asks_first")


class DiscordHealthMixin(models.AbstractModel):
    _name = "discord.health.mixin"
    _description = "Health of a Discord webhook"

    state = fields.Selection(
        [
            ("unconfigured", "No URL"),
            ("ok", "OK"),
            ("paused", "Paused"),
            ("held", "Held"),
            ("broken", "Broken"),
        ],
        compute="_compute_state",
        compute_sudo=True,
        help="OK: it sends. Held: it goes on by itself, or asks you. Paused: "
        "archived, or all sending is paused. Broken: Discord refuses it; Odoo looks "
        "again by itself, and you may enter another URL.",
    )
    state_message = fields.Char(compute="_compute_state", compute_sudo=True)
    answered_invalid = fields.Boolean(
        readonly=True,
        copy=False,
        help="Discord counts its last answer towards the ban for invalid requests.",
    )
    failures = fields.Integer(
        readonly=True, copy=False, help="Requests in a row that failed."
    )
    asks_backlog = fields.Boolean(
        readonly=True, copy=False, help="A person decides about the old queue."
    )
    trouble = fields.Char(
        readonly=True, copy=False, help="What the administrators should know of."
    )
    alerted = fields.Boolean(
        readonly=True, copy=False, help="The administrators were told of the trouble."
    )

    @api.depends(
        *("url_secret", "env_key", "active", "held_until", "held_reason"),
        *("broken_reason", "needs_probe", "asks_backlog"),
        *SENDER_FIELDS,
    )
    @api.depends_context("lang")
    def _compute_state(self):
        everywhere = self._state_of_all()
        for webhook in self:
            webhook.state, webhook.state_message = webhook._state(everywhere)

    def _state(self, everywhere):
        """Return (state, message for people).

        :param everywhere: that of all webhooks, or None
        """
        if self._key_is_lost():
            return self._state_without_key()
        if problem := self._url_problem():
            return "broken", problem
        if not self._address():
            return "unconfigured", self.env._("Enter the URL that Discord gave you.")
        if self.broken_reason:
            calm = self.env._("Odoo looks again by itself. Nothing is lost.")
            return "broken", f"{reworded(self.env, self.broken_reason)} {calm}"
        if everywhere:
            return everywhere
        if not self.active:
            return "paused", self.env._("Archived: what waits keeps waiting, in order.")
        if self.asks_backlog:
            return "held", self._backlog_question()
        if self.held_until and self.held_until > utc_now():
            calm = self.env._("Waits, and goes on by itself. Nothing is lost.")
            reason = reworded(self.env, self.held_reason)
            return "held", " ".join(filter(None, (reason, calm)))
        return "ok", self._sender_problem()

    def _state_of_all(self):
        database = self.env["discord.database"]
        if reason := database._silenced():
            return "held" if database._is_copy() else "paused", reason
        if paused(self.env):
            message = self.env._("All sending is paused (Settings → Discord).")
            return "paused", message
        return None

    def _state_without_key(self):
        """Lost and changed keys need a person; another server's key needs nothing."""
        if self._is_left_to_another():
            return "held", self.env._(
                "This server has another encryption key than the one that keeps the "
                "URL, and leaves it to the server that has it. If there is none: "
                "enter the URL again."
            )
        return "broken", self.env._("The encryption key is lost: enter the URL again.")

    # === WHAT A REQUEST CHANGES === #

    def _settle(self, verdict, reason):
        """Hold, stop or heal those whom a verdict concerns.

        :param reason: for people; none after a success, if only the bucket is empty
        """
        was_broken, failures = bool(self.broken_reason), self.failures + 1
        pause = self._pause_after(verdict, failures)
        if verdict.step is Step.DONE:
            self._after_success(verdict)
        elif verdict.policy.patience:
            self.failures = failures
        self._note_answer(verdict)
        if verdict.stops:
            self._stop(verdict, reason)
        if failures >= (verdict.policy.patience or inf) or pause > LONG_HOLD:
            of_edits = self.edits_trouble and not self.trouble
            if of_edits or (verdict.stops and not was_broken):
                self.alerted = False  # they may have heard of a passing outage
            self.trouble = reason
        if pause:
            self._hold(pause, verdict.holds, reason, is_ours=verdict.is_pause_ours)

    def _pause_after(self, verdict, failures):
        """Return for how many seconds nothing is sent."""
        if not verdict.stops:
            return delay(verdict, failures)
        stopped = utc_now() - (self.broken_since or utc_now())
        return pace(verdict, failures, stopped.total_seconds())

    def _note_answer(self, verdict):
        """Keep what the answer says of this server's address."""
        if verdict.step is Step.PROBE:
            self._ask_for_probe(True)
        elif self.needs_probe and verdict.http_status and not verdict.is_bar:
            self._ask_for_probe(False)  # Discord's own answer: the way is free
        if verdict.http_status and self.answered_invalid != verdict.is_invalid_request:
            self.answered_invalid = verdict.is_invalid_request
        if verdict.is_invalid_request:
            self._avoid_ban()

    def _recover(self, verdict):
        """Forget trouble: Discord has answered well.

        Who was told of the trouble is told that it is over: `alerted` stays until then.
        """
        if self.trouble or self.broken_reason:
            self.healed_on = utc_now()
        if self.broken_reason:
            self._resume()
        news = dict.fromkeys(TROUBLE_FIELDS, False)
        news.update(self._place(verdict))
        if any(self[name] != value for name, value in news.items()):
            self.write(news)

    def _start_anew(self):
        """Start anew, as with a new URL; a ban is not the URL's, but the server's."""
        forgotten = (*TROUBLE_FIELDS, "alerted", "edit_failures", "edits_trouble")
        self.write(dict.fromkeys(forgotten, False))
        self._forget_place()
        free = self.filtered(lambda webhook: not webhook.needs_probe)
        free.write(dict.fromkeys((*HOLD_FIELDS, *EDIT_HOLD_FIELDS), False))

    # === WHAT MENDS IT === #

    def _resume(self):
        """Send what waits; if it is old, a person decides first.

        To be called before what kept them from sending is gone.
        """
        stopped = ("broken", "paused", "unconfigured")
        old = self.filtered(lambda w: w.state in stopped and w._has_old_backlog())
        old.asks_backlog = True
        self.env["discord.dispatcher"]._wake()

    def _has_old_backlog(self):
        """Whether the oldest that waits may be news that nobody wants any more."""
        oldest = self.oldest_waiting
        return bool(oldest) and oldest < fields.Datetime.now() - OLD_BACKLOG

    def _backlog_question(self):
        now = fields.Datetime.now()
        age = now - (self.oldest_waiting or now)
        return self.env._(
            "%(count)s waiting, the oldest for %(age)s: send them?",
            count=self.waiting_count,
            age=format_timedelta(age, locale=get_lang(self.env).code),
        )
