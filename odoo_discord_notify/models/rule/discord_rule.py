from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..watching.rule_watch import RULE_FIELDS
from ..watching.watchable import watchable_models
from .discord_author_mixin import LETS_OUT
from .discord_menus import MENU_FIELDS

# Editing these changes what is watched or said: every worker must know at once.
WATCHING_FIELDS = {"active", "sequence", "webhook_id", "mention_ids", *RULE_FIELDS}


class DiscordRule(models.Model):
    _name = "discord.rule"
    _description = "Discord rule"
    _inherit = [
        "discord.checks.mixin",
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
    company_id = fields.Many2one(
        "res.company", help="Tell only records of this company. Empty: of all."
    )
    model_name = fields.Char(
        string="Technical model",
        required=True,
        help="For example alimenteur.solde. The model may be installed later: the rule "
        "waits and starts by itself.",
    )
    model_id = fields.Many2one(
        "ir.model",
        compute="_compute_model_id",
        inverse="_inverse_model_id",
        domain=lambda self: watchable_models(self.env),
        help="The kind of record to watch.",
    )
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
    lang = fields.Selection(
        selection="_selection_lang",
        default="fr_FR",
        required=True,
        help="The language of numbers, labels and names in the message.",
    )
    in_action_menu = fields.Boolean(
        string="In the Action menu",
        help="Adds to the Action menu of the records “Discord messages”, for Discord "
        "users, and “Send to Discord now”, for Discord managers.",
    )
    notification_ids = fields.One2many("discord.notification", "rule_id")
    notification_count = fields.Integer(
        string="Notifications",
        compute="_compute_notification_count",
        help="What it told, waits or failed.",
    )

    @api.model
    def _selection_lang(self):
        installed = dict(self.env["res.lang"].get_installed())
        return list({"fr_FR": "French / Français", **installed}.items())

    @api.depends("model_name")
    def _compute_model_id(self):
        for rule in self:
            rule.model_id = self.env["ir.model"]._get(rule.model_name or "")

    def _inverse_model_id(self):
        for rule in self:
            if rule.model_id:  # else it may be named, and installed later
                rule.model_name = rule.model_id.model

    @api.onchange("model_id")
    def _onchange_model_id(self):
        self.model_name = self.model_id.model

    def _compute_notification_count(self):
        notifications = self.env["discord.notification"].with_context(active_test=False)
        counts = dict(
            notifications._read_group(
                [("rule_id", "in", self.ids), ("edit_of_id", "=", False)],
                ["rule_id"],
                ["__count"],
            )
        )
        for rule in self:
            rule.notification_count = counts.get(rule, 0)

    @api.model_create_multi
    def create(self, vals_list):
        rules = super().create([self._with_author(vals) for vals in vals_list])
        rules._check_author()
        self.env["discord.watch"]._changed()
        if any(rule.in_action_menu for rule in rules):
            rules._update_menus()
        return rules

    def write(self, vals):
        if name := vals.get("model_name"):  # another model: another beginning
            self.filtered(lambda rule: rule.model_name != name).baseline_date = False
        if not LETS_OUT.isdisjoint(vals) or "author_id" in vals:
            vals = self._with_author(vals)
        result = super().write(vals)
        if not LETS_OUT.isdisjoint(vals):
            self._check_author()
        if not WATCHING_FIELDS.isdisjoint(vals):
            self.env["discord.watch"]._changed()
        if not MENU_FIELDS.isdisjoint(vals):
            self._update_menus()
        return result

    def copy_data(self, default=None):
        # Archived, or what happens until it is changed would be told twice.
        copies = super().copy_data({"active": False, **(default or {})})
        if "name" not in (default or {}):
            for rule, copied in zip(self, copies, strict=True):
                copied["name"] = self.env._("%s (copy)", rule.name)
        return copies

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        told = self.env["discord.notification"].sudo().with_context(active_test=False)
        if told.search_count([("rule_id", "in", self.ids)], limit=1):
            raise ValidationError(
                self.env._("This rule has told something: archive it instead.")
            )

    def unlink(self):
        result = super().unlink()
        self.env["discord.watch"]._changed()
        self._update_menus()
        return result

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
        self.ensure_one()
        self.check_access("write")
        self._take_over()
        return True

    def action_send_failed(self):
        """Write what could not be written, and send it; tell what came of it."""
        self.ensure_one()
        self.check_access("write")
        return self._send_failed()

    def action_open_notifications(self):
        self.ensure_one()
        return self.env["discord.notification"]._list_of(
            self.env._("Told by “%s”", self.name), [("rule_id", "=", self.id)]
        )
