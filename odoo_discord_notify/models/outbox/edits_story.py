from odoo import fields, models

from ..webhook.reworded import reworded

LEVELS = {
    **{"sent": "success", "canceled": "muted"},
    **{"error": "danger", "in_doubt": "danger"},
}


class DiscordNotification(models.Model):
    """The edits of a notification: its message as it was, and as it became."""

    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    edit_ids = fields.One2many(
        "discord.notification",
        "edit_of_id",
        string="Edits",
        context={"active_test": False},
        help="What has become of its message since, each with its text.",
    )

    def _steps_of_edits(self):
        """Return the steps of its story since it was told: who made it say what."""
        titles = {
            "edited": self.env._("Message edited"),
            "deleted": self.env._("Struck out: the record was deleted"),
            "withdrawn": self.env._("Message taken back"),
        }
        return [self._step_edit(one, titles) for one in self.edit_ids.sorted("id")]

    def _step_edit(self, edit, titles):
        states = dict(self._fields["state"]._description_selection(self.env))
        said = [
            edit.user_id and self.env._("by %s", edit.user_id.name),
            states[edit.state],
            reworded(self.env, edit.failure_reason),
        ]
        return self._step(
            LEVELS.get(edit.state, "info"),
            titles[edit.event],
            edit.create_date,
            " · ".join(filter(None, said)),
            text=edit.content or "",
            edit_id=edit.id,
        )
