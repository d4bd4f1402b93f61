"""Taking back what was sent: a person deletes it in Discord, from here."""

from odoo import fields, models
from odoo.exceptions import UserError

from ..sending.edited_message import why_not_editable
from ..toast import toast, toast_of

KEPT = ("rule_id", "webhook_id", "company_id", "res_model", "res_id")


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    is_withdrawn = fields.Boolean(
        "Taken back",
        compute="_compute_is_withdrawn",
        help="Its message, or its text in a message that several share, was deleted "
        "in Discord from here, or is about to be.",
    )

    def _compute_is_withdrawn(self):
        withdrawn = self.search(
            [
                *[("edit_of_id", "in", self.ids), ("event", "=", "withdrawn")],
                ("state", "in", ("outgoing", "sent")),
            ]
        ).edit_of_id
        for notification in self:
            notification.is_withdrawn = notification in withdrawn

    def action_delete_in_discord(self):
        """Delete its message in Discord; of a message that several share, its text.

        Told as a notification of its own, which says who did so and when.
        """
        self._check_manager()
        for notification in self:
            if problem := notification._why_not_withdrawn():
                raise UserError(problem)
        what = {"event": "withdrawn", "user_id": self.env.uid}
        rows = [
            {
                **{name: values[name] for name in KEPT},
                **what,
                "edit_of_id": values["id"],
            }
            for values in self.sudo().read(KEPT, load=None)
        ]
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(rows)
        )
        if all(state == "sent" for state, _why in outcomes.values()):
            return toast("success", self.env._("Deleted in Discord."))
        return toast_of(self.env, outcomes)

    def _why_not_withdrawn(self):
        """Return why its message cannot be deleted from here, or None."""
        if self.state != "sent" or self.edit_of_id:
            return self.env._("Only what was sent can be deleted in Discord.")
        if self.is_withdrawn:
            return self.env._("This was deleted in Discord already.")
        address = self.webhook_id.sudo()._address()
        problem = why_not_editable(self, self.sudo()._posting(), address)
        return problem and problem[1]
