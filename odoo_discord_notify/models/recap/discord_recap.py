from odoo import api, fields, models
from odoo.fields import Domain

from ..watching.rule_syntax import names_in
from .recap_fields import LETS_OUT, TOLD, recap_field_choices

# Another hour makes other periods: of those before, some were told already.
BEGINS_ANEW = ("model_name", "date_field", "period", "hour", "tz")


class DiscordRecap(models.Model):
    _name = "discord.recap"
    _description = "Discord recap"
    _inherit = [
        "discord.checks.mixin",
        "discord.teller.mixin",
        "discord.author.mixin",
        "discord.recap.diagnosis.mixin",
        "discord.recap.fields.mixin",
        "discord.recap.link.mixin",
        "discord.recap.schedule.mixin",
        "discord.recap.telling.mixin",
        "discord.calls.mixin",
        "discord.recap.preview.mixin",
    ]
    _order = "id"
    _lets_out = LETS_OUT
    _told_by = "recap_id"

    name = fields.Char(
        required=True,
        translate=True,
        help="The title of the message. For example: Top-ups of the day",
    )
    active = fields.Boolean(
        default=True,
        help="An archived recap tells nothing; what it already told still goes out.",
    )
    date_field = fields.Char(
        string="By date",
        required=True,
        default="create_date",
        help="The field with the date that puts a record into a period. Of a date "
        "without an hour, whole days count. For example: create_date",
    )
    group_by = fields.Char(
        string="Group by",
        help="A stored field: the ten largest of its values are named, the rest is one "
        "line. Empty: only the total. For example: client",
    )
    measures = fields.Char(
        string="Sums",
        help="Stored numbers to add up; how many records there are is always told. "
        "Money is added up by currency. Technical names with commas between them, for "
        "example: solde",
    )
    filter_domain = fields.Char(
        string="Only records matching",
        help="Which records count. Empty: all of the period, archived ones, too.",
    )
    webhook_id = fields.Many2one(
        "discord.webhook",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["discord.webhook"].search([], limit=1),
        help="Where to tell it. Another webhook holds for the next periods.",
    )
    skip_empty = fields.Boolean(
        string="Leave out empty periods",
        help="Say nothing of a period in which there was nothing.",
    )

    @api.model
    def _domain_model_id(self):
        watchable = Domain(super()._domain_model_id())
        return list(Domain("model", "=", TOLD) | watchable)

    @api.onchange("model_id")
    def _onchange_model_id(self):
        """Forget the fields of another model, and propose a name."""
        former = self.model_name
        super()._onchange_model_id()
        model = self.env.get(self.model_name or "")
        if model is None or former == self.model_name:
            return
        names = model._fields
        self.date_field = self.date_field if self.date_field in names else "create_date"
        self.group_by = self.group_by if self.group_by in names else False
        kept = (name for name in names_in(self.measures) if name in names)
        self.measures = ", ".join(kept) or False
        self.name = self.name or self.env._("Recap: %s", self.model_id.name)

    @api.model
    @api.readonly
    def field_choices(self, model_name, purpose="group"):
        """Return the fields of a model to choose from, and why not the others.

        :param purpose: "date", "group" or "measure"
        :return: a list of `{name, label, why}`; `why` is empty for what may be chosen
        """
        self.check_access("write")
        return recap_field_choices(self.env, model_name, purpose)

    def write(self, vals):
        changed = vals.keys() & set(BEGINS_ANEW)
        anew = self.filtered(lambda one: any(vals[n] != one[n] for n in changed))
        result = super().write(vals)
        for recap in anew:
            recap.since = recap._is_on() and recap._since_now()
        return result

    def _tells_other(self, vals):
        return bool(vals.get("active")) or super()._tells_other(vals)

    def action_send_now(self):
        """Tell the period under way, so far, and say what came of it."""
        self.ensure_one()
        self.check_access("write")
        return self._send_now()

    def action_test(self):
        """Send what the preview shows, and tell whether it arrived."""
        self.ensure_one()
        self.check_access("write")
        return self._test()

    def action_take_over(self):
        """Make it tell as the system, as what an administrator saves."""
        self._take_over()
        return True

    def action_open_notifications(self):
        return self._open_notifications()
