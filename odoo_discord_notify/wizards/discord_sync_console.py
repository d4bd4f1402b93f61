from odoo import api, fields, models

from ..models.retrying import RETRIED_ERRORS
from ..models.syncing.sync_candidates import NoCreationDate, count_untold
from ..models.syncing.sync_types import ALL, sync_label, sync_type_of
from .history_question import ask_once


class DiscordSyncConsole(models.TransientModel):
    _name = "discord.sync.console"
    _description = "Discord synchronization console"
    _inherit = "discord.checks.mixin"

    sync_type = fields.Selection(
        selection="_selection_sync_type",
        string="Synchronization",
        required=True,
        default=ALL,
        help="The kind of record to look for. Everything: orders, then top-ups, then "
        "the rest.",
    )
    date_from = fields.Datetime(
        string="History since",
        help="Tells records created since then, too, though the rule did not watch "
        "yet. Empty: only what was missed since it watches.",
    )
    dry_run = fields.Boolean(
        string="Dry run", help="Counts and lists what it finds, and tells nothing."
    )
    preview = fields.Text(
        string="What it would find",
        compute="_compute_preview",
        help="What was never told, as it is now.",
    )
    # What was asked, of these choices: others are asked about anew.
    question = fields.Text(compute="_compute_question", store=True)

    @api.model
    def _selection_sync_type(self):
        names = self.env["discord.sync"]._rules(ALL).mapped("model_name")
        types = [ALL, *map(sync_type_of, dict.fromkeys(names))]
        labels = {one: sync_label(self.env, one) for one in types}
        # The user's plan names them: here, and here only, one may look for its names.
        return [
            (one, label if one in (ALL, label) else f"{label} ({one})")
            for one, label in labels.items()
        ]

    @api.depends("sync_type", "date_from")
    def _compute_preview(self):
        for console in self:
            rules = self.env["discord.sync"]._rules(console.sync_type)
            console.preview = "\n".join(map(console._preview_of, rules))

    @api.depends("sync_type", "date_from", "dry_run")
    def _compute_question(self):
        self.question = False

    def _preview_of(self, rule):
        """Return what a run would find for a rule now, as a sentence."""
        watch = rule._creation_watch()
        if not watch:
            return self._not_asked(rule, rule.state_message)
        try:
            with self.env.cr.savepoint():  # the filter is somebody else's
                after = rule._first_untold(self.date_from)
                count = count_untold(*reversed(watch), after)
        except RETRIED_ERRORS:
            raise
        except NoCreationDate as error:
            return self._not_asked(rule, error)
        except Exception as error:  # its text may hold values
            return self._not_asked(rule, type(error).__name__)
        if not count:
            return self.env._("%s: everything was told", rule.name)
        return self.env._(
            "%(rule)s: never told until now, and will be unless incomplete: %(count)s",
            rule=rule.name,
            count=count,
        )

    def _not_asked(self, rule, reason):
        return self.env._("Rule “%(rule)s”: %(reason)s", rule=rule.name, reason=reason)

    def action_run_now(self):
        """Request the run and open its log; the work goes on in the background.

        History is told only after a question that says how much that is.
        """
        self.ensure_one()
        tells_history = self.date_from and not self.dry_run
        if tells_history and (asking := ask_once(self, self.sync_type)):
            return asking
        log = self.env["discord.sync.log"]._request(
            self.sync_type, date_from=self.date_from, dry_run=self.dry_run
        )
        return log._get_records_action()
