"""What came of a notification, and the one door by which that changes."""

from odoo import fields, models

from ..webhook.reworded import reworded

TROUBLED = ("error", "in_doubt")  # a person is needed


class DiscordOutcomeMixin(models.AbstractModel):
    _name = "discord.outcome.mixin"
    _description = "Outcome of a Discord notification"

    state = fields.Selection(
        [
            ("outgoing", "In queue"),
            ("resting", "Waits for its message"),
            ("sent", "Sent"),
            ("in_doubt", "In doubt"),
            ("error", "Error"),
            ("canceled", "Canceled"),
        ],
        default="outgoing",
        required=True,
        readonly=True,
        help="In queue: it is sent by itself. Waits for its message: an edit of what "
        "is in doubt or in error. Sent: Discord has confirmed it. In doubt: nobody can "
        "know whether it arrived. Error: it needs a person. Canceled: it was not to "
        "be told.",
    )
    failure_type = fields.Selection(
        [
            ("silenced", "Silenced"),
            ("forbidden", "Hidden from the rule's author"),
            ("incomplete", "Incomplete record"),
            ("template", "Template"),
            ("internal", "Internal error"),
            ("empty", "Nothing to recap"),
            ("lost", "Lost with its record"),
            ("refused", "Refused by Discord"),
            ("in_doubt", "Nobody knows"),
            ("canceled", "Canceled by hand"),
            ("message_gone", "Its message is gone"),
            ("message_unknown", "Nobody knows its message"),
        ],
        string="Failure type",
        readonly=True,
        help="What kept it from being sent, in one word.",
    )
    failure_reason = fields.Char(
        string="Failure reason",
        readonly=True,
        help="Why, in Discord's words where it gave a reason.",
    )
    reported = fields.Boolean(
        readonly=True, help="The administrators were told of its failure."
    )
    attempts = fields.Integer(
        readonly=True, help="Failed attempts. Waiting for a rate limit is none."
    )
    next_attempt = fields.Datetime(
        string="Next attempt",
        readonly=True,
        help="Not before then is it sent again, by itself.",
    )
    sent_date = fields.Datetime(
        string="Sent on",
        readonly=True,
        help="When Discord, or a person, confirmed that it arrived.",
    )
    discord_message_id = fields.Char(
        string="Discord message",
        readonly=True,
        help="Discord's number of the message. In a burst several share one. Discord "
        "gives it by “Copy Message ID”, with Developer Mode switched on.",
    )

    def _why_not_sent(self):
        """Return a reason for people, or nothing when it is sent."""
        if self.state == "sent":
            return ""
        why = reworded(self.env, self.failure_reason)
        return why or self.webhook_id.state_message or ""

    def _set_state(self, state, **values):
        """The one door for state changes."""
        reset = {"failure_type": False, "failure_reason": False}
        self.sudo().write({"state": state, **reset, **values})
