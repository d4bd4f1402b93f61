"""What people do with notifications: their buttons, and who pressed them."""

from odoo import fields, models
from odoo.exceptions import UserError

from ...discord.message_link import PROBLEM, read_link
from ..toast import toast, toast_of
from ..words import translator
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
        """Tell it once more, as a new notification sent by hand.

        Whom it called is called again only if the context asks for it.
        """
        self._check_manager()
        self.ensure_one()
        if not self.content or self.edit_of_id:
            raise UserError(self._why_not_sendable())
        kept = ["rule_id", "webhook_id", "company_id", "res_model", "res_id"]
        kept += ["silent", "breaks_quiet"]
        if self.env.context.get("discord_notify_call"):
            kept.append("mentions")
        values = self.sudo().read([*kept, "content", "embed", "values"], load=None)[0]
        del values["id"]
        values.update(event="manual", user_id=self.env.uid)
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        return toast_of(self.env, outcomes)

    def action_send_and_call_again(self):
        return self.with_context(discord_notify_call=True).action_send_again()

    def _call_nobody_twice(self):
        """Return `self`; of records that their rule has told, it calls nobody."""
        for one in self.filtered("mentions"):
            same = [("rule_id", "=", one.rule_id.id), ("res_id", "=", one.res_id)]
            same += [("res_model", "=", one.res_model), ("id", "!=", one.id)]
            others = self.sudo().with_context(active_test=False)
            if others.search_count([*same, ("state", "=", "sent")], limit=1):
                one.sudo().mentions = False
        return self

    def action_arrived(self, message_link=None):
        """Somebody has seen the message in Discord: the doubt is over.

        :param message_link: as “Copy Message Link” gives it: then later changes of
            what was told can be made to it
        """
        self._check_manager()
        if self.filtered(lambda n: n.state != "in_doubt"):
            raise UserError(
                self.env._("Only what is in doubt can be confirmed: choose only those.")
            )
        known = self._learn_message(message_link) if message_link else {}
        self._set_state("sent", sent_date=fields.Datetime.now(), **known)
        return True

    def _learn_message(self, message_link):
        """Note which message has brought them; returns what the rows keep of it."""
        link = read_link(message_link)
        if not link:
            raise UserError(translator(self.env)(PROBLEM))
        known = {"discord_message_id": link.message_id}
        for notification in self.sudo():
            last = notification.delivery_ids.filtered(lambda d: d.state == "in_doubt")
            last.sorted("id")[-1:].write(known)
        return known

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
        self.ensure_one()
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
