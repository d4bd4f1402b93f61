from odoo import api, fields, models

from ..watching.old_in_domain import with_samples
from ..watching.rule_watch import RULE_FIELDS
from ..watching.watchable import domain_failure
from .discord_menus import MENU_FIELDS

# Editing these changes what is watched or said: every worker must know at once.
WATCHING_FIELDS = {"active", "sequence", "webhook_id", "mention_ids", *RULE_FIELDS}


class DiscordRule(models.Model):
    _name = "discord.rule"
    _description = "Discord rule"
    _inherit = [
        "discord.checks.mixin",
        "discord.teller.mixin",
        "discord.author.mixin",
        "discord.baseline.mixin",
        "discord.becomes.mixin",
        "discord.diagnosis.mixin",
        "discord.embed.mixin",
        "discord.fields.mixin",
        "discord.follow.mixin",
        "discord.mending.mixin",
        "discord.named.mixin",
        "discord.preview.mixin",
        "discord.ready.made.mixin",
        "discord.routes.mixin",
    ]
    _order = "sequence, id"
    _lets_out = frozenset({"model_id", "webhook_id", *RULE_FIELDS}) - {
        *("author_id", "known_fields")
    }
    _told_by = "rule_id"

    name = fields.Char(
        required=True,
        translate=True,
        help="What people call it in the log. For example: New order",
    )
    active = fields.Boolean(
        default=True,
        help="An archived rule watches nothing; what it already told still goes out.",
    )
    sequence = fields.Integer(default=10)
    trigger = fields.Selection(
        [
            ("on_create", "A record is created"),
            ("on_write", "A field changes"),
            ("on_unlink", "A record is deleted"),
            ("on_demand", "Only when asked"),
        ],
        required=True,
        default="on_create",
        help="A deletion is told with the words that the record had just before. A "
        "rule that tells only when asked speaks for server actions: automation rules, "
        "scheduled actions, the Action menu.",
    )
    watched_fields = fields.Char(
        string="Watched fields",
        help="For a change: the fields to watch. Kept as technical names with commas "
        "between them, for example: date_ecriture",
    )
    filter_domain = fields.Char(
        string="Only records matching",
        help="The rule tells only records that match when they are saved. A wider "
        "filter reaches back: the next synchronization tells what matches now and was "
        "never told, of all since the rule began to watch. Empty: all.",
    )
    required_fields = fields.Char(
        string="Required fields",
        help="Fields without which a record is not told: it is kept as canceled, with "
        "the reason. Technical names with commas between them, for example: client",
    )
    reason_field = fields.Char(
        string="Reason",
        help="The field that explains a change. {reason} shows it only if it was "
        "given together with the change. For example: comment",
    )
    template = fields.Text(
        help="Discord Markdown with {field} placeholders; the description of an embed. "
        "For example: **{display_name}** : {create_date:%d-%m-%Y %H:%M}",
    )
    audit_line = fields.Char(
        string="Audit line",
        help="What the server log says of each record after [NOUVEAU] or [SKIP]. "
        "For example: ref={reference_no} client={client} montant={solde}",
    )
    webhook_id = fields.Many2one(
        "discord.webhook",
        required=True,
        ondelete="restrict",
        help="Where to tell it. Another webhook holds for new events only.",
    )
    in_action_menu = fields.Boolean(
        string="In the Action menu",
        help="Adds to the Action menu of the records “Discord messages”, for Discord "
        "users, and “Send to Discord now”, for Discord managers.",
    )
    notification_ids = fields.One2many("discord.notification", "rule_id")

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create(vals_list)
        self.env["discord.watch"]._changed()
        if any(rule.in_action_menu for rule in rules):
            rules._update_menus()
        return rules

    def write(self, vals):
        if name := vals.get("model_name"):  # another model: another beginning
            self.filtered(lambda rule: rule.model_name != name).baseline_date = False
        result = super().write(vals)
        if not WATCHING_FIELDS.isdisjoint(vals):
            self.env["discord.watch"]._changed()
        if not MENU_FIELDS.isdisjoint(vals):
            self._update_menus()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["discord.watch"]._changed()
        self._update_menus()
        return result

    def _tells_otherwise(self, saved):
        return self._routes() != saved._routes() or super()._tells_otherwise(saved)

    def _asking_problem(self, model):
        label = self._fields["mention_domain"]._description_string(self.env)
        calls = with_samples(self.mention_domain, model)
        return super()._asking_problem(model) or domain_failure(
            model, calls, run=True, label=label
        )

    def _update_menus(self):
        if self.env.registry.ready:  # else once all models are loaded
            self.env["discord.menus"]._reconcile()

    def action_test(self):
        """Send what the preview shows, and tell whether it arrived."""
        self.ensure_one()
        self.check_access("write")
        return self._test()

    def action_test_call(self):
        """Send what the preview shows, calling whom it calls, and tell what came."""
        self.ensure_one()
        self.check_access("write")
        return self._test(calls=True)

    def action_take_over(self):
        """Make it tell as the system, as what an administrator saves."""
        self._take_over()
        return True

    def action_send_failed(self):
        """Write what could not be written, and send it; tell what came of it."""
        self.ensure_one()
        self.check_access("write")
        return self._send_failed()

    def action_open_notifications(self):
        return self._open_notifications()
