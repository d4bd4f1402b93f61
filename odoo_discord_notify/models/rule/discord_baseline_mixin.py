"""Where a rule began to watch: what is older is history, and is not told."""

from odoo import api, fields, models

from ..syncing.sync_candidates import baseline_since, newest_id


class DiscordBaselineMixin(models.AbstractModel):
    _name = "discord.baseline.mixin"
    _description = "Where a Discord rule began to watch"

    baseline_date = fields.Datetime(
        string="Watching since", compute="_compute_baseline", store=True, copy=False
    )
    baseline = fields.Integer(
        compute="_compute_baseline",
        store=True,
        copy=False,
        help="The newest record when the rule began to watch creation.",
    )
    # Scheduled runs look at a batch each of the incomplete records whose required
    # fields SQL does not know: computed ones.
    looked_after = fields.Integer(copy=False, readonly=True)

    @api.depends(
        *("active", "model_name", "trigger"),
        *("webhook_id.url_secret", "webhook_id.env_key", "route_field"),
        *("route_ids.webhook_id.url_secret", "route_ids.webhook_id.env_key"),
    )
    def _compute_baseline(self):
        """Begin where a rule begins to watch, and stay as long as it does."""
        for rule in self:
            if not rule._watches_creation():
                rule.baseline_date, rule.baseline = False, 0
            elif not rule.baseline_date:
                rule.baseline_date = fields.Datetime.now()
                rule.baseline = newest_id(self.env[rule.model_name])

    def _watches_creation(self):
        return bool(
            self.active
            and self.trigger == "on_create"
            and self.model_name in self.env
            and self._webhooks()._configured()
        )

    def _look_again(self):
        """Note what came or went with a restart: models, environment variables."""
        self.filtered(
            lambda rule: rule._watches_creation() != bool(rule.baseline_date)
        )._compute_baseline()

    def _first_untold(self, date_from=None):
        """Return the id above which to look for what was never told.

        :param date_from: look at history, too: at what was created since
        """
        self.ensure_one()
        if date_from:
            since = baseline_since(self.env[self.model_name], date_from)
            if since is not None:
                return min(since, self.baseline)
        return self.baseline

    def _creation_watch(self):
        """Return (`RuleWatch`, empty recordset of its model in its environment).

        None if the rule tells nothing of created records at present.
        """
        watch = self.env["discord.watch"]._for_model(self.model_name)
        for rule in watch.rules if watch and self.model_name in self.env else ():
            if rule.rule_id == self.id and rule.trigger == "on_create":
                model = self.env[self.model_name]
                reading = self.env["discord.watch"]._reading
                return rule, reading(model, rule.lang, rule.company_id)
        return None
