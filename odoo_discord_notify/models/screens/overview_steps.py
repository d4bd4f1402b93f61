"""The first steps: one webhook, what tells it, and rules to begin with."""

from odoo import models
from odoo.fields import Domain

from ..discord_checks_mixin import ADMINISTRATOR

RULES = 20  # of one webhook, the first of them: each is shown with its preview
RULE = ["name", "state", "state_message", "preview"]


class DiscordOverview(models.AbstractModel):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.overview"

    def _steps(self, webhooks, wanted):
        """Return {webhook_id, rules, ready_made}, or False where they are not shown.

        :param webhooks: the cards, as `read_all` returns them
        :param wanted: see `read_all`
        """
        if wanted is None:
            wanted = not any(webhook["last_success"] for webhook in webhooks)
        if not (wanted and webhooks and self.env.user.has_group(ADMINISTRATOR)):
            return False
        webhook_id = self._webhook_of_steps(webhooks, wanted)
        rules = self.env["discord.rule"]
        told = rules.search(self._telling(webhook_id), limit=RULES)
        return {
            "webhook_id": webhook_id,
            # What works comes first.
            "rules": sorted(told.read(RULE), key=lambda r: r["state"] != "watching"),
            "ready_made": rules._selection_ready_made(),
        }

    def _telling(self, webhook_id):
        """Return the domain of the rules that tell a webhook: all, or by a route."""
        routed = Domain("route_field", "!=", False)
        routed &= Domain("route_ids.webhook_id", "=", webhook_id)
        return Domain("webhook_id", "=", webhook_id) | routed

    def _webhook_of_steps(self, webhooks, wanted):
        """Return the id of the wanted webhook, else of the first that sent nothing."""
        ids = [webhook["id"] for webhook in webhooks]
        if wanted is not True and wanted in ids:
            return wanted
        new = (webhook["id"] for webhook in webhooks if not webhook["last_success"])
        return next(new, ids[0])
