"""A webhook's edits: pauses of their own, so that they never delay what is posted."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_datetime

from ...discord.backoff import delay
from ...discord.limits import OLD_MESSAGE_SECONDS
from ...discord.policy import Holds, Step
from ..precise_time import utc_now
from .discord_hold_mixin import EDIT_HOLD_FIELDS
from .reworded import reworded


class DiscordEditsMixin(models.AbstractModel):
    _name = "discord.edits.mixin"
    _description = "Pauses of a Discord webhook's edits"

    edits_held_until = fields.Datetime(
        "Edits held until",
        readonly=True,
        copy=False,
        help="It edits nothing before; it posts meanwhile.",
    )
    is_edits_hold_ours = fields.Boolean(
        "Edits can be tried sooner",
        readonly=True,
        copy=False,
        help="Discord has not asked for that pause.",
    )
    edit_failures = fields.Integer(
        "Failed edits", readonly=True, copy=False, help="Edits in a row that failed."
    )
    edits_trouble = fields.Char(
        "Trouble with edits",
        readonly=True,
        copy=False,
        help="What the administrators should know of its edits.",
    )
    edits_message = fields.Char(
        compute="_compute_edits_message", help="Until when its edits wait, if they do."
    )

    @api.depends("edits_held_until", "edits_trouble")
    @api.depends_context("lang", "tz")
    def _compute_edits_message(self):
        now = utc_now()
        for webhook in self:
            until = webhook.edits_held_until
            if not until or until <= now:
                webhook.edits_message = False
                continue
            waits = self.env._(
                "What was sent is not edited before %s. New messages go on meanwhile.",
                format_datetime(self.env, until, dt_format="short"),
            )
            why = reworded(self.env, webhook.edits_trouble)
            webhook.edits_message = " ".join(filter(None, (waits, why)))

    def _settle_edit(self, verdict, reason):
        """Hold those edits that a verdict on one concerns; see `_settle`.

        That Discord does not know the webhook stops it altogether. Any other refusal
        stops no post: an archived thread, for example, takes posts and no edits.
        """
        if verdict.step is Step.ASK:
            self._settle(verdict, reason)
            return
        failures = self.edit_failures + 1
        if verdict.step is Step.DONE:
            failures = 0
            if self.edits_trouble:
                self.edits_trouble = False
        if verdict.step is Step.DONE or verdict.policy.patience:
            self.edit_failures = failures
        self._note_answer(verdict)
        if pause := delay(verdict, failures):
            self._hold_edits(pause, verdict.holds, reason, verdict.is_pause_ours)

    def _hold_edits(self, pause, holds, reason=None, is_ours=False):
        """Edit nothing for so many seconds; see `_hold`."""
        if holds in (Holds.EVERYTHING, Holds.INVALID):
            self._hold(pause, holds, reason, is_ours)
        elif holds is Holds.OLD:
            self._hold_old(pause)
        else:
            self._hold_lane(pause, holds is Holds.CHANNEL and self.channel_id, is_ours)

    def _hold_lane(self, pause, channel_id, is_ours):
        self.flush_model()
        now = utc_now()
        until = now + timedelta(seconds=pause)
        self.env.cr.execute(
            SQL(
                """
                UPDATE discord_webhook
                   SET edits_held_until = greatest(edits_held_until, %s),
                       is_edits_hold_ours = %s AND (
                            is_edits_hold_ours IS TRUE
                            OR coalesce(edits_held_until <= %s, TRUE))
                 WHERE id = %s OR channel_id = %s
                """,
                *(until, is_ours, now, self.id, channel_id or None),
            )
        )
        self.invalidate_model(EDIT_HOLD_FIELDS)

    def _hold_old(self, pause):
        """Let the edits of messages that are older than an hour wait: no others."""
        now = utc_now()
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                UPDATE discord_notification edit SET next_attempt = %s
                  FROM discord_notification message
                 WHERE edit.webhook_id = %s AND edit.state = 'outgoing'
                   AND edit.edit_of_id = message.id AND message.sent_date < %s
                """,
                now + timedelta(seconds=pause),
                self.id,
                now - timedelta(seconds=OLD_MESSAGE_SECONDS),
            )
        )
        self.env["discord.notification"].invalidate_model(["next_attempt"])
