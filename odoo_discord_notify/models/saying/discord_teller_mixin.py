"""What rules and recaps have in common: of which model they tell, in which language."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..watching.watchable import watchable_models


class DiscordTellerMixin(models.AbstractModel):
    _name = "discord.teller.mixin"
    _description = "What tells Discord of a model's records"
    _told_by = ""  # the field of a notification that names its teller

    company_id = fields.Many2one(
        "res.company", help="Tell only records of this company. Empty: of all."
    )
    model_name = fields.Char(
        string="Technical model",
        required=True,
        help="For example alimenteur.solde. The model may be installed later: it waits "
        "and starts by itself.",
    )
    model_id = fields.Many2one(
        "ir.model",
        compute="_compute_model_id",
        inverse="_inverse_model_id",
        domain=lambda self: self._domain_model_id(),
        help="The kind of record to tell of.",
    )
    lang = fields.Selection(
        selection="_selection_lang",
        default="fr_FR",
        required=True,
        help="The language of numbers, labels and names in the message.",
    )
    notification_count = fields.Integer(
        string="Notifications",
        compute="_compute_notification_count",
        help="What it told, waits or failed.",
    )

    @api.model
    def _domain_model_id(self):
        return watchable_models(self.env)

    @api.model
    def _selection_lang(self):
        installed = dict(self.env["res.lang"].get_installed())
        return list({"fr_FR": "French / Français", **installed}.items())

    @api.depends("model_name")
    def _compute_model_id(self):
        for teller in self:
            teller.model_id = self.env["ir.model"]._get(teller.model_name or "")

    def _inverse_model_id(self):
        for teller in self:
            if teller.model_id:  # else it may be named, and installed later
                teller.model_name = teller.model_id.model

    @api.onchange("model_id")
    def _onchange_model_id(self):
        self.model_name = self.model_id.model

    def _compute_notification_count(self):
        groups = self._notifications()._read_group(
            [(self._told_by, "in", self.ids), ("edit_of_id", "=", False)],
            [self._told_by],
            ["__count"],
        )
        counts = dict(groups)
        for teller in self:
            teller.notification_count = counts.get(teller, 0)

    def _notifications(self):
        """Return the empty recordset whose searches find archived ones, too."""
        return self.env["discord.notification"].with_context(active_test=False)

    def copy_data(self, default=None):
        # Archived, or what happens until it is changed would be told twice.
        copies = super().copy_data({"active": False, **(default or {})})
        if "name" not in (default or {}):
            for teller, copied in zip(self, copies, strict=True):
                copied["name"] = self.env._("%s (copy)", teller.name)
        return copies

    @api.ondelete(at_uninstall=False)
    def _unlink_except_told(self):
        told = self._notifications().sudo()
        if told.search_count([(self._told_by, "in", self.ids)], limit=1):
            raise ValidationError(
                self.env._("This has told something: archive it instead.")
            )

    def _open_notifications(self):
        self.ensure_one()
        return self.env["discord.notification"]._list_of(
            self.env._("Told by “%s”", self.name), [(self._told_by, "=", self.id)]
        )
