"""What people do with notifications: their buttons, and who pressed them."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..toast import toast, toast_of
from .discord_outcome_mixin import TROUBLED


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    hands = fields.Json(
        readonly=True, help="What people did with it: [[what, who, when in UTC], …]"
    )

    def _note_hand(self, what):
        """Note for its story that the present user did something with it.

        :param what: “canceled” or “put_back”
        """
        now = fields.Datetime.to_string(fields.Datetime.now())
        for notification in self.sudo():
            done = [what, self.env.user.name, now]
            notification.hands = [*(notification.hands or []), done]

    # === BUTTONS === #

    def action_send_now(self):
        """Send what waits of `self`, retry what failed, and tell what came of it."""
        self._check_manager()
        sendable = self.filtered(lambda n: n.state == "outgoing" or n._can_retry())
        if not sendable:
            raise UserError(self._why_not_sendable())

        def prepare(env):
            again = sendable.with_env(env)
            again.filtered(lambda n: n._can_retry())._queue_again()
            return again

        outcomes = self.env["discord.dispatcher"]._send_now(prepare)
        return toast_of(self.env, outcomes)

    def action_retry(self):
        """Send one that failed, or put several back into the queue; texts stay."""
        self._check_manager()
        failed = self.filtered(lambda n: n._can_retry())
        if not failed:
            raise UserError(self._why_not_sendable())
        if len(self) == 1:
            return failed.action_send_now()
        failed._queue_again()
        return failed._tell_queued(len(self))

    def _tell_queued(self, count):
        """Let them leave, and say how many of so many they are."""
        self.env["discord.dispatcher"]._wake()
        counts = {"queued": len(self), "count": count}
        message = self.env._("Back in the queue: %(queued)s of %(count)s", **counts)
        return toast("success", message)

    def action_send_again(self):
        """Tell it once more, as a new notification sent by hand."""
        self._check_manager()
        self.ensure_one()
        if not self.content:
            raise UserError(self._why_not_sendable())
        kept = ("rule_id", "recap_id", "period_start", "webhook_id", "company_id")
        kept += ("res_model", "res_id", "content", "embed", "values")
        values = self.sudo().read(kept, load=None)[0]
        del values["id"]
        values.update(event="manual", user_id=self.env.uid)
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        return toast_of(self.env, outcomes)

    def action_arrived(self):
        """Somebody has seen the message in Discord: the doubt is over."""
        self._check_manager()
        if self.filtered(lambda n: n.state != "in_doubt"):
            raise UserError(
                self.env._("Only what is in doubt can be confirmed: choose only those.")
            )
        self._set_state("sent", sent_date=fields.Datetime.now())
        return True

    def action_cancel(self):
        """Take waiting or failed notifications out for good."""
        self._check_manager()
        if self.filtered(lambda n: n.state in ("sent", "canceled")):
            raise UserError(
                self.env._(
                    "What is sent or canceled stays so: choose only what waits, failed "
                    "or is in doubt."
                )
            )
        reason = self.env._("Canceled by %s", self.env.user.name)
        self._set_state("canceled", failure_type="canceled", failure_reason=reason)
        self._note_hand("canceled")
        return True

    def action_put_back(self):
        """Put what was canceled by hand back into the queue, at its former place."""
        self._check_manager()
        canceled = self.filtered(lambda n: n._can_put_back())
        if not canceled:
            raise UserError(
                self.env._(
                    "Only what was canceled by hand, and still has its text, can be "
                    "put back."
                )
            )
        canceled._queue_again()
        canceled._note_hand("put_back")
        return canceled._tell_queued(len(self))

    def action_open_record(self):
        """Open what it is about: a recap's figures are a list of records."""
        self.ensure_one()
        if self.recap_id:
            return self.recap_id._open_period_of(self)
        if self.res_model not in self.env:
            raise UserError(
                self.env._(
                    "The app of this record is not installed any more. Install it to "
                    "open the record."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    def _can_put_back(self):
        """Not what was silenced, is incomplete, or was emptied since."""
        by_hand = self.state == "canceled" and self.failure_type == "canceled"
        return by_hand and bool(self.content)

    def _can_retry(self):
        """Whether it can be sent after all; what a copy silenced not by that copy."""
        is_silenced = self.state == "canceled" and self.failure_type == "silenced"
        if is_silenced and self.env["discord.database"]._silenced():
            return False
        return (self.state in TROUBLED or is_silenced) and bool(self.content)

    def _queue_again(self):
        self._set_state("outgoing", next_attempt=False, attempts=0, reported=False)

    def _why_not_sendable(self):
        """Return what a person should know who wants to send what cannot be sent."""
        if len(self) == 1 and self.state == "canceled":
            return self.env._("This is canceled: %s", self.failure_reason or "")
        if len(self) == 1 and self.state == "sent":
            return self.env._("This is sent already. “Send again” tells it once more.")
        return self.env._("Nothing of this waits, or has a text to send.")
