"""A webhook's pauses: until when, why, and which of them a person may cut short."""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...discord.limits import INVALID_REQUESTS_SECONDS, INVALID_REQUESTS_STOP
from ...discord.policy import Holds
from ..precise_time import utc_now

# Nobody waits longer, and no request begins so late: the clock of the server was wrong
# when that was written, and what waits for it would wait for months.
LONGEST_HOLD = timedelta(days=2)
HOLD_FIELDS = ("held_until", "held_reason", "is_hold_ours")
EDIT_HOLD_FIELDS = ("edits_held_until", "is_edits_hold_ours")


class DiscordHoldMixin(models.AbstractModel):
    _name = "discord.hold.mixin"
    _description = "Pauses of a Discord webhook"

    held_until = fields.Datetime(
        readonly=True,
        copy=False,
        help="It sends nothing before, then goes on by itself.",
    )
    held_reason = fields.Char(
        string="Held because", readonly=True, copy=False, help="What made it wait."
    )
    is_hold_ours = fields.Boolean(
        string="Can be tried sooner",
        readonly=True,
        copy=False,
        help="Odoo waits of its own accord, Discord has not asked for it: “Send now” "
        "and “Test connection” try at once.",
    )
    needs_probe = fields.Boolean(
        readonly=True, copy=False, help="Discord must answer a question first."
    )

    def _hold(self, pause, holds, reason=None, is_ours=False):
        """Send nothing for so many seconds, nor from those who wait with this one.

        By SQL, for the ORM cuts fractions of seconds off.

        :param reason: for people
        :param is_ours: whether Discord did not ask for it; a pause that it did ask for
            and that is not over yet makes both together Discord's

        What concerns this server's address holds the edits as well.
        """
        self.flush_model()
        now = utc_now()
        until = now + timedelta(seconds=pause)
        channel_id = holds is Holds.CHANNEL and self.channel_id
        is_everybodys = holds in (Holds.EVERYTHING, Holds.INVALID)
        self.env.cr.execute(
            SQL(
                """
                UPDATE discord_webhook
                   SET held_until = greatest(held_until, %s),
                       held_reason = CASE WHEN held_until > %s THEN held_reason
                                          ELSE %s END,
                       edits_held_until = CASE WHEN %s
                            THEN greatest(edits_held_until, %s)
                            ELSE edits_held_until END,
                       is_edits_hold_ours = CASE WHEN %s
                            THEN %s AND (is_edits_hold_ours IS TRUE
                                         OR coalesce(edits_held_until <= %s, TRUE))
                            ELSE is_edits_hold_ours END,
                       is_hold_ours = %s AND (is_hold_ours IS TRUE
                                              OR coalesce(held_until <= %s, TRUE))
                 WHERE id = %s OR channel_id = %s OR %s OR answered_invalid AND %s
                """,
                *(until, until, reason or None, is_everybodys, until),
                *(is_everybodys, is_ours, now, is_ours, now),
                *(self.id, channel_id or None),
                *(holds is Holds.EVERYTHING, holds is Holds.INVALID),
            )
        )
        self.invalidate_model((*HOLD_FIELDS, *EDIT_HOLD_FIELDS))

    def _end_own_pauses(self):
        """End pauses that are our own patience: a person would try now."""
        waiting = self.filtered(lambda w: w.is_hold_ours and w.held_until)
        waiting.write({"held_until": False, "is_hold_ours": False})
        waiting = self.filtered(lambda w: w.is_edits_hold_ours and w.edits_held_until)
        waiting.write(dict.fromkeys(EDIT_HOLD_FIELDS, False))

    @api.model
    def _end_impossible_holds(self):
        """Let those send that a clock which was wrong has held."""
        webhooks = self.with_context(active_test=False)
        latest = utc_now() + LONGEST_HOLD
        for name in ("held_until", "edits_held_until"):
            webhooks.search([(name, ">", latest)])[name] = False
        edits = [("state", "=", "outgoing"), ("edit_of_id", "!=", False)]
        edits = self.env["discord.notification"].search(
            [*edits, ("next_attempt", ">", latest)]
        )
        edits.next_attempt = False

    def _ask_for_probe(self, needed):
        """A ban concerns all webhooks: one question, by one of them, ends it."""
        others = [("needs_probe", "!=", needed)]
        self.with_context(active_test=False).search(others).needs_probe = needed

    def _share_ban(self):
        """Wait with the others where Discord has barred this server's address."""
        others = self.sudo().with_context(active_test=False)
        barred = [("needs_probe", "=", True), ("id", "not in", self.ids)]
        if one := others.search(barred, order="held_until", limit=1):
            shared = ("needs_probe", *HOLD_FIELDS)
            self.sudo().write({name: one[name] for name in shared})

    def _avoid_ban(self):
        """Stay far from Discord's ban for invalid requests, counted by address.

        Only those wait that add to them: the living are never late because of the dead.
        """
        since = utc_now() - timedelta(seconds=INVALID_REQUESTS_SECONDS)
        invalid = [("create_date", ">", since), ("http_status", "in", (401, 403, 429))]
        [(count, oldest)] = self.env["discord.delivery"]._read_group(
            invalid, [], ["__count", "create_date:min"]
        )
        if count >= INVALID_REQUESTS_STOP:
            self._hold((oldest - since).total_seconds(), Holds.INVALID)
