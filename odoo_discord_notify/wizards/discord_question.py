"""What is asked before a channel hears twice of something, or not at all."""

from odoo import api, fields, models
from odoo.tools import format_datetime

from ..discord.calling import names
from ..models.discord_checks_mixin import LARGEST
from ..models.outbox.notification_hands import CALL_AGAIN

# What a question is about, and the method of the notifications that does it.
DONE_BY = {"cancel": "action_cancel", "send_again": "action_send_again"}


class DiscordQuestion(models.TransientModel):
    _name = "discord.question"
    _description = "A question before something is sent again, or not at all"
    _inherit = "discord.checks.mixin"

    command = fields.Selection(
        [
            ("cancel", "Cancel"),
            ("send_again", "Send again"),
            ("tell_again", "Send the records again"),
        ],
        required=True,
        readonly=True,
        help="What is done if the answer is yes.",
    )
    notification_ids = fields.Many2many(
        "discord.notification",
        readonly=True,
        context={"active_test": False},
        help="Those that were chosen, or that told of the records before.",
    )
    rule_id = fields.Many2one(
        "discord.rule", readonly=True, help="The rule that would tell of the records."
    )
    record_ids = fields.Json(readonly=True, help="The numbers of those records.")
    called = fields.Char(
        compute="_compute_called", help="Whom those that were sent have called."
    )
    call_again = fields.Boolean(
        string="Call again",
        help="Without, what is sent again calls nobody: it has been heard of.",
    )
    question = fields.Text(
        compute="_compute_question", help="Of how many it is asked, and what it means."
    )

    @api.model
    def _ask(self, command, notifications, **about):
        """Return the action that opens the question.

        :param about: `rule_id` and `record_ids`, to tell of records again
        :raise UserError: it can be done to none of them; says why
        """
        if command in DONE_BY:
            notifications._fit_for(command)
        values = {"command": command, "notification_ids": notifications.ids}
        asking = self.create({**values, **about})
        no, again = self.env._("Not send it?"), self.env._("Send it again?")
        name = no if command == "cancel" else again
        size = {"dialog_size": "medium"}
        return asking._get_records_action(name=name, target="new", context=size)

    @api.depends("command", "notification_ids.mentions")
    def _compute_called(self):
        for asking in self:
            told = asking.notification_ids if asking.command != "cancel" else ()
            called = {name for one in told for name in names(one.mentions).values()}
            asking.called = ", ".join(sorted(called))

    @api.depends("command", "notification_ids", "record_ids")
    def _compute_question(self):
        for asking in self:
            ask = getattr(asking, f"_question_of_{asking.command}", str)
            asking.question = ask()

    def _question_of_cancel(self):
        chosen = self.notification_ids
        kept = self.env._(
            "What is canceled stays in the list, and can be put back into the queue."
        )
        if len(chosen) == 1:
            parts = [self.env._("Discord will not be told of this.")]
        else:
            fit = chosen.filtered(lambda n: "cancel" in n.commands.split())
            counts = {"fit": len(fit), "count": len(chosen)}
            words = self.env._(
                "%(fit)s of %(count)s will not be sent to Discord.", **counts
            )
            parts = [words, *_sentence((chosen - fit)._left_out())]
        return "\n".join([*parts, kept])

    def _question_of_send_again(self):
        chosen = self.notification_ids
        if len(chosen) == 1:
            return "\n".join([self._once_more(), *self._last_sent()])
        fit = chosen.filtered(lambda n: "send_again" in n.commands.split())
        counts = {"fit": len(fit), "count": len(chosen)}
        words = self.env._(
            "%(fit)s of %(count)s were sent already. Send them once more?", **counts
        )
        return "\n".join([words, *_sentence((chosen - fit)._left_out())])

    def _question_of_tell_again(self):
        chosen = set(self._records().ids)
        told = chosen.intersection(self.notification_ids.mapped("res_id"))
        if len(chosen) == 1:
            words = self._once_more()
        else:
            words = self.env._(
                "%(told)s of %(count)s were sent already, or wait in the queue. Send "
                "all of them?",
                **{"told": len(told), "count": len(chosen)},
            )
        return "\n".join([words, *self._last_sent()])

    def _once_more(self):
        if "sent" in self.notification_ids.mapped("state"):
            return self.env._("This was sent already. Send it once more?")
        return self.env._("This waits in the queue already. Send it once more?")

    def _last_sent(self):
        """Yield when the last of them went, if one did."""
        dates = self.notification_ids.filtered("sent_date").mapped("sent_date")
        if dates:
            last = format_datetime(self.env, max(dates), dt_format="short")
            yield self.env._("Sent on %s.", last)

    def _records(self):
        """Return the records that are asked about."""
        model = self.env.get(self.rule_id.model_name, self.browse())
        numbers = self.record_ids if isinstance(self.record_ids, list) else ()
        return model.browse(filter(_is_id, numbers))

    # === THE ANSWER === #

    def action_confirm(self):
        """Do what was asked about."""
        self.ensure_one()
        self = self.with_context(**{CALL_AGAIN: self.call_again})
        notifications = self.notification_ids
        if self.command in DONE_BY:
            return getattr(notifications, DONE_BY[self.command])()
        notifications._check_manager()
        outbox = self.env["discord.outbox"]
        return outbox._send_asked(self.rule_id, self._records(), again=True)


def _is_id(number):
    """Whether a program that made the question itself has named a record."""
    return type(number) is int and 0 < number <= LARGEST


def _sentence(words):
    """Yield a line of a few words each, if there are any."""
    if words:
        line = " · ".join(words)
        yield line[:1].upper() + line[1:]
