"""What people do with notifications: their buttons, and who pressed them."""

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...discord.message_link import PROBLEM, read_link
from ..sending.claimed_items import called_since
from ..toast import toast, toast_of
from ..words import translator

# What a notification hands on to the one that tells its text once more.
HANDED_ON = (
    *("rule_id", "recap_id", "period_start", "webhook_id", "company_id"),
    *("res_model", "res_id"),
    *("event", "user_id", "content", "embed", "values"),
    *("mentions", "silent", "breaks_quiet", "create_date"),
)
CALL_AGAIN = "discord_notify_call"  # of the context: what is sent again calls again
# What is told by a new row when it is put back.
RETOLD = ("changed", "deleted", "manual", "test")


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    hands = fields.Json(
        readonly=True, help="What people did with it: [[what, who, when in UTC], …]"
    )

    def _note_hand(self, what):
        """Note for its story that the present user did something with it.

        :param what: “retried”, “sent_again”, “arrived”, “canceled” or “put_back”
        """
        now = fields.Datetime.to_string(fields.Datetime.now())
        for notification in self.sudo():
            done = [what, self.env.user.name, now]
            notification.hands = [*(notification.hands or []), done]

    # === BUTTONS === #

    def action_send_now(self):
        """Send what waits of `self`, retry what failed, and tell what came of it."""
        sendable = self._fit_for("send_now", "retry", "send_after_all")

        def prepare(env):
            again = sendable.with_env(env)
            # What another server has sent meanwhile is not sent once more.
            again._filtered_fit("retry", "send_after_all")._retry()
            return again

        outcomes = self.env["discord.dispatcher"]._send_now(prepare)
        return self._toast_of_sending(outcomes, self - sendable)

    def _toast_of_sending(self, outcomes, others):
        return toast_of(self.env, outcomes, len(others), others._left_out())

    def action_retry(self):
        """Send one that failed, or put several back into the queue; texts stay."""
        failed = self._fit_for("retry", "send_after_all")
        if len(self) == 1:
            return failed.action_send_now()
        failed._retry()
        return failed._tell_queued(self - failed)

    def _retry(self):
        """Put what failed back into the queue, because a person says so."""
        self._queue_again()
        self._note_hand("retried")

    def _tell_queued(self, others):
        """Let them leave; say how many of so many they are, and why not the others."""
        self.env["discord.dispatcher"]._wake()
        counts = {"queued": len(self), "count": len(self) + len(others)}
        message = self.env._("Back in the queue: %(queued)s of %(count)s", **counts)
        return _toast_of_some(message, others)

    def action_ask_send_again(self):
        """Ask whether to tell once more what was told."""
        return self.env["discord.question"]._ask("send_again", self)

    def action_send_again(self):
        """Tell them once more, each as a new notification sent by hand.

        Whom they called is called again only if the context asks for it.
        """
        told = self._fit_for("send_again")
        calls = bool(self.env.context.get(CALL_AGAIN))
        values = told._handed_on(calls, event="manual", user_id=self.env.uid)
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        told._note_hand("sent_again")
        return self._toast_of_sending(outcomes, self - told)

    def _handed_on(self, calls=None, **values):
        """Return the values of new notifications that tell these texts once more.

        :param calls: whether they call the same people; None: if it is not long ago
        """
        made = []
        for row in self.sudo().sorted("id").read(HANDED_ON, load=None):
            happened = row.pop("create_date")
            if not (calls or calls is None and happened >= called_since()):
                row["mentions"] = False
            made.append({**row, "repeat_of_id": row.pop("id"), **values})
        return made

    def _call_nobody_twice(self):
        """Return `self`; of records that their rule has told, it calls nobody.

        Unless the context asks for it.
        """
        asked = self.env.context.get(CALL_AGAIN)
        calling = self.browse() if asked else self.sudo().filtered("mentions")
        for (rule, model_name), same in calling.grouped(
            lambda one: (one.rule_id, one.res_model)
        ).items():
            told = [("rule_id", "=", rule.id), ("res_model", "=", model_name)]
            told += [("res_id", "in", same.mapped("res_id")), ("state", "=", "sent")]
            others = self.sudo().with_context(active_test=False)
            sent = others.search_fetch(told, ["res_id"]).grouped("res_id")
            same.browse(one.id for one in same if one.res_id in sent).mentions = False
        return self

    def action_arrived(self, message_link=None):
        """Somebody has seen the message in Discord: the doubt is over.

        :param message_link: as “Copy Message Link” gives it: then later changes of
            what was told can be made to it
        """
        doubted = self._fit_for("arrived")
        known = doubted._learn_message(message_link) if message_link else {}
        doubted._set_state("sent", sent_date=fields.Datetime.now(), **known)
        doubted._note_hand("arrived")
        self.env["discord.dispatcher"]._wake()  # for the edits that have waited for it
        counts = {"arrived": len(doubted), "count": len(self)}
        message = self.env._("Arrived: %(arrived)s of %(count)s", **counts)
        return _toast_of_some(message, self - doubted)

    def action_ask_cancel(self):
        """Ask whether to take them out of the queue, and say what that means."""
        return self.env["discord.question"]._ask("cancel", self)

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
        """Take waiting or failed notifications out, until somebody puts them back."""
        unwanted = self._fit_for("cancel")
        reason = self.env._("Canceled by %s", self.env.user.name)
        unwanted._set_state("canceled", failure_type="canceled", failure_reason=reason)
        unwanted._note_hand("canceled")
        counts = {"canceled": len(unwanted), "count": len(self)}
        message = self.env._("Will not be sent: %(canceled)s of %(count)s", **counts)
        return _toast_of_some(message, self - unwanted)

    def action_put_back(self):
        """Let what was canceled by hand be sent after all.

        What tells a creation keeps its row, which is what tells synchronizations that
        it was told, and so its place. News of what came later are a new row that names
        the old one: what was canceled stays as it was, and nothing waits behind it.
        """
        canceled = self._fit_for("put_back")
        retold = canceled.filtered(lambda n: n.event in RETOLD and not n.edit_of_id)
        (canceled - retold)._queue_again()
        repeats = self.sudo().create(retold._handed_on()) if retold else self.browse()
        (canceled | repeats.with_env(self.env))._note_hand("put_back")
        return canceled._tell_queued(self - canceled)

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
        record = self.env[self.res_model].browse(self.res_id)
        if not record.exists():
            raise UserError(
                self.env._("This record was deleted. What was told of it stays here.")
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self.res_model,
            "res_id": self.res_id,
            "view_mode": "form",
        }

    @api.model
    def _list_of(self, name, domain):
        """Return the action that lists some, forgotten ones too, as the menu's does."""
        menu = "odoo_discord_notify.discord_notification_action"
        shown = self.env["ir.actions.act_window"]._for_xml_id(menu)
        return self._get_records_action(
            name=name,
            views=[(False, kind) for kind in ("list", "kanban", "form")],
            domain=domain,
            context={"active_test": False, "search_default_messages": 1},
            help=shown["help"],
        )

    def _queue_again(self):
        canceled = self.filtered(lambda one: one.state == "canceled")
        self._set_state("outgoing", next_attempt=False, attempts=0, reported=False)
        canceled._catch_up()


def _toast_of_some(message, others):
    """Return what tells of some, and why the others were left out."""
    parts = [message, *others._left_out()]
    return toast("warning" if others else "success", " · ".join(parts))
