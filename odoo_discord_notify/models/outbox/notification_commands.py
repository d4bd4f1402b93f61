"""What may be done with a notification: asked by its buttons and by its doors."""

from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import UserError

from .discord_outcome_mixin import TROUBLED


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    repeat_of_id = fields.Many2one(
        "discord.notification",
        string="Repeat of",
        readonly=True,
        index="btree_not_null",
        help="The notification whose text this one tells once more, or after all.",
    )
    repeat_ids = fields.One2many(
        "discord.notification", "repeat_of_id", string="Told again by", readonly=True
    )
    commands = fields.Char(
        compute="_compute_commands",
        compute_sudo=True,
        help="The names of the buttons that do something to it.",
    )

    @api.depends("state", "failure_type", "has_text", "repeat_ids")
    def _compute_commands(self):
        is_copy = bool(self.env["discord.database"]._silenced())
        for notification in self:
            names = notification._commands_by_state(is_copy)
            notification.commands = " ".join(names)

    def _commands_by_state(self, is_copy):
        if self.state == "outgoing":
            return ("send_now", "cancel")
        if self.state == "canceled":
            return self._commands_of_canceled(is_copy)
        if self.state == "sent":
            return ("send_again",) if self.has_text and not self.edit_of_id else ()
        if self.state == "resting":
            return ("cancel",)
        if self.state not in TROUBLED:
            return ()
        return (
            *(("arrived",) if self.state == "in_doubt" else ()),
            *(("retry",) if self._can_be_sent() else ()),
            "cancel",
        )

    def _can_be_sent(self):
        """Whether it has a text, or needs none: what takes one back."""
        return self.has_text or self.event == "withdrawn"

    def _commands_of_canceled(self, is_copy):
        """Not for what was incomplete or was emptied; a copy sends nothing of its own.

        What was canceled by hand is put back once: then its repeat is what counts.
        """
        if not self._can_be_sent():
            return ()
        if self.failure_type == "silenced" and not is_copy:
            return ("send_after_all",)
        is_by_hand = self.failure_type == "canceled"
        return ("put_back",) if is_by_hand and not self.repeat_ids else ()

    def _fit_for(self, *commands):
        """Return those of `self` that one of the commands does something to.

        :raise UserError: there is none; says why
        """
        self._check_manager()
        fit = self._filtered_fit(*commands)
        if not fit:
            raise UserError(self._why_not())
        return fit

    def _filtered_fit(self, *commands):
        """Return those of `self` that one of the commands does something to."""
        wanted = set(commands)
        return self.filtered(lambda n: not wanted.isdisjoint(n.commands.split()))

    def _why_not(self):
        """Return what a person should know who asks for what cannot be done."""
        if len(self) == 1 and self.state == "canceled":
            reason = self.reason or ""
            return self.env._("This is canceled: %s", reason)
        if len(self) == 1 and self.state == "sent":
            return self.env._("This is sent already. “Send again” tells it once more.")
        nothing = self.env._("Nothing of this can be done to what you have chosen.")
        return " · ".join([nothing, *self._left_out()])

    def _left_out(self):
        """Return for those that a command leaves out what they are, each a few words.

        In words that fit one as well as many, in any language: “Sent already: 3”.
        """
        counts = Counter(n._kind_left_out() for n in self)
        words = self._words_left_out()
        return [words[kind] % counts[kind] for kind in words if counts[kind]]

    def _kind_left_out(self):
        needs_text = self.state in TROUBLED and not self._can_be_sent()
        return "textless" if needs_text else self.state

    def _words_left_out(self):
        """Return {kind: text with a place for the count}."""
        return {
            "sent": self.env._("already sent: %s"),
            "canceled": self.env._("already canceled: %s"),
            "outgoing": self.env._("waiting in the queue: %s"),
            "resting": self.env._("waiting for their message: %s"),
            "in_doubt": self.env._("in doubt: %s"),
            "error": self.env._("in error: %s"),
            "textless": self.env._("without a text, mend the rule: %s"),
        }
