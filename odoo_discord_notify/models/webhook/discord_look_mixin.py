"""A webhook that Discord refuses: stopped, looked at again by itself, healed.

See `discord.looks` for when. A look is a GET where that decides, else the message that
waits; where none waits, the next one is the look.
"""

from odoo import fields, models

from ...discord.policy import Step
from ..precise_time import utc_now

# So often a message is met alone before the next one is tried in its place.
MEETINGS = 5


class DiscordLookMixin(models.AbstractModel):
    _name = "discord.look.mixin"
    _description = "Looks at a Discord webhook that is stopped"

    broken_reason = fields.Char(
        readonly=True, copy=False, help="Why it sends nothing until a look succeeds."
    )
    broken_since = fields.Datetime(
        readonly=True, copy=False, help="When Discord first refused it."
    )
    asks_first = fields.Boolean(
        readonly=True,
        copy=False,
        help="The next look asks Discord about it; else what waits is sent again.",
    )
    looked_at = fields.Datetime(
        readonly=True, copy=False, help="When the last look at it began."
    )
    healed_on = fields.Datetime(
        readonly=True, copy=False, help="When it last sent again after trouble."
    )
    suspect_id = fields.Integer(
        readonly=True, copy=False, help="The notification that was met alone."
    )
    suspect_times = fields.Integer(
        readonly=True, copy=False, help="How often, looks at the next one included."
    )

    def _stop(self, verdict, reason):
        """Send nothing until a look succeeds."""
        self.broken_since = self.broken_since or utc_now()
        self.broken_reason = reason
        self.asks_first = verdict.step is Step.ASK

    def _after_success(self, verdict):
        """Heal; but where only a question was answered, what waits has the last word.

        Or a webhook that Discord describes, and does not let post, would be in trouble
        and out of it every minute.
        """
        is_question = verdict.case == "described"
        if is_question and self.broken_reason and self.oldest_waiting:
            self.asks_first = False
            self._end_own_pauses()
        else:
            self._recover(verdict)

    def _asks(self):
        """Whether its next request is a question, and no message."""
        return self.needs_probe or bool(self.broken_reason and self.asks_first)

    def _look_now(self):
        """Look at once at those that are stopped: something about them has changed."""
        broken = self.filtered("broken_reason")
        broken.filtered(lambda webhook: not webhook.needs_probe).held_until = False
        self.env["discord.dispatcher"]._wake()

    # === ONE MESSAGE ALONE === #

    def _suspect(self, notification, at_once=False):
        """Note that Discord refused one message alone, and did not blame it.

        :param at_once: whether the next one has its turn now
        """
        if at_once:
            self.suspect_id, self.suspect_times = notification.id, MEETINGS
        elif self._is_instead(notification):
            self.suspect_times += 1
        elif self.suspect_id == notification.id:
            self.suspect_times += 1
        else:
            self.suspect_id, self.suspect_times = notification.id, 1

    def _clear(self, notifications):
        """Note that Discord answered otherwise: no more suspicion, or its turn."""
        if self.suspect_id in notifications.ids:
            self.suspect_id, self.suspect_times = 0, 0
        elif self._is_instead(notifications):
            self.suspect_times += 1

    def _is_instead(self, notifications):
        """Whether these went in place of the suspect, which still waits."""
        suspect = notifications.browse(self.suspect_id)
        is_later = self.suspect_id and suspect.id < min(notifications.ids)
        return is_later and suspect.exists().state == "outgoing"

    def _is_suspect(self, notification):
        """Whether it was met so often that the next one was tried in its place."""
        is_known = self.suspect_id == notification.id
        return is_known and self.suspect_times > MEETINGS

    def _tries_next(self, notification_id):
        """Whether the next look is at the one behind this, the head of the queue."""
        turn = self.suspect_times % (MEETINGS + 1)
        return self.suspect_id == notification_id and turn == MEETINGS
