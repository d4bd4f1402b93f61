"""Why a top-up was not told, or when it will be: beside the date of those that were."""

from odoo import api, fields, models

from ..webhook.reworded import reworded
from .discord_topup import SOURCE


class DiscordTopup(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.topup"

    outlook = fields.Char(
        string="Why not, or when",
        compute="_compute_outlook",
        compute_sudo=True,
        help="Of what was not told: what kept it, or what will tell it.",
    )

    @api.depends("told", "failure_reason", "notification_id.outlook")
    @api.depends_context("lang", "tz", "uid")
    def _compute_outlook(self):
        untold = self._words_of_untold()
        for topup in self:
            reason = reworded(self.env, topup.failure_reason)
            words = topup.notification_id.outlook or reason
            topup.outlook = topup.told != "sent" and untold.get(topup.told, words)

    def _words_of_untold(self):
        """Return {told: what a person should know} of what has no notification."""
        rules = self.env["discord.rule"].search([("model_name", "=", SOURCE)])
        will = self.env._("The next synchronization tells it.")
        wont = self.env._("No rule that watches top-ups can tell it.")
        watches = rules.filtered(lambda rule: rule._creation_watch())
        return {
            "untold": will if watches else wont,
            "history": self.env._(
                "Older than the rule: only “History since” tells it."
            ),
        }
