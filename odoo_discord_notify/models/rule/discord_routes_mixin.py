"""Where a rule tells of which records, and of which of them it calls somebody."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ..saying.author_rights import placeholders_in
from ..watching.old_in_domain import names_old
from ..watching.rule_syntax import names_in
from ..watching.watchable import domain_failure, domain_problem, field_problem
from .template_problems import old_value_problems

ASKED_ABOUT = 20  # records: of those that it told last
RECENTLY = 10_000  # notifications: so far back one looks for them, by their key
LAST_TOLD = """
SELECT res_id FROM discord_notification
 WHERE id > (SELECT max(id) FROM discord_notification) - %s
   AND rule_id = %s AND res_model = %s
 ORDER BY id DESC LIMIT %s"""


class DiscordRoutesMixin(models.AbstractModel):
    _name = "discord.routes.mixin"
    _description = "Where a Discord rule tells what, and whom it calls"
    _inherit = "discord.calls.mixin"

    mention_domain = fields.Char(
        string="Call only for",
        help="It calls only for records that match this when they are saved. Empty: "
        "for all that it tells. A value may be what was before, for example "
        "[('date_ecriture', '>', '{old.date_ecriture} +7d')].",
    )
    route_field = fields.Char(
        string="Webhook by",
        help="The field that decides which webhook tells it. For example the city.",
    )
    route_ids = fields.One2many(
        "discord.rule.route",
        "rule_id",
        string="Routes",
        copy=True,
        help="One webhook per value, the first that fits. All other values, and those "
        "whose webhook has no URL, go to the rule's own webhook.",
    )

    def _webhooks(self):
        """Return the webhooks by which these rules may tell something."""
        rules = self.sudo()
        routed = rules.filtered("route_field").route_ids.webhook_id
        return (rules.webhook_id | routed)._origin

    def _own_webhook(self, webhook_id):
        """Return the webhook of what goes to the route with this one, or to none."""
        return self.env["discord.webhook"].browse(webhook_id or self.webhook_id.id)

    def _routes(self):
        """Return [(value, webhook id)], in their order."""
        routes = self.route_ids.sorted("sequence") if self.route_field else ()
        return [(route.value, route.webhook_id.id) for route in routes if route.value]

    def _calls(self):
        """Return [(kind, number, name)] of whom it calls, as a `RuleWatch` has them."""
        return [tuple(one.values()) for one in self.mention_ids._as_call()]

    def _address_problems(self, model):
        """Return what keeps it from choosing a webhook, or whom to call; sentences."""
        name = self.route_field
        told = [field_problem(model, name, "routed")] if name else []
        if not self.mention_ids:
            return told
        label = self._fields["mention_domain"]._description_string(self.env)
        domain = self.mention_domain
        olds = placeholders_in([domain]) if names_old(domain) else ()
        watched = names_in(self.watched_fields) if self.trigger == "on_write" else None
        return [
            *told,
            domain_problem(self.env, model, domain, label)
            or self._call_failure(self._last_told(model)),
            *old_value_problems(self.env, olds, watched),
        ]

    def _call_failure(self, records):
        """Return why it cannot be asked which records call, as a sentence, or None.

        What compares with old values is asked in memory, when it happens.
        """
        domain = self.mention_domain
        if not (records and self.mention_ids and domain) or names_old(domain):
            return None
        label = self._fields["mention_domain"]._description_string(self.env)
        about = {"run": True, "label": label, "ids": records.ids}
        return domain_failure(records.browse(), domain, **about)

    def _last_told(self, model):
        """Return some records that it told last, as its filters see them.

        None of a draft: whoever saves it is refused what cannot be asked.
        """
        asked = isinstance(self.id, int) and self.mention_domain
        asked = self._as_it_asks(model) if asked else None
        if asked is None:
            return model.browse()
        query = SQL(LAST_TOLD, RECENTLY, self.id, model._name, ASKED_ABOUT)
        ids = {id_ for [id_] in self.env.execute_query(query)}
        return asked.browse(ids)

    @api.constrains("route_field", "mention_domain", "model_name")
    def _check_address(self):
        for rule in self:
            if len(names_in(rule.route_field)) > 1:
                raise ValidationError(
                    self.env._("One field decides which webhook tells it, not several.")
                )
            model = self.env.get(rule.model_name)
            label = self._fields["mention_domain"]._description_string(self.env)
            domain = rule.mention_domain
            if problem := domain_problem(self.env, model, domain, label):
                raise ValidationError(problem)

    @api.onchange("model_id")
    def _onchange_route_model(self):
        if self.route_field and self.model_id != self._origin.model_id:
            self.update({"route_field": False, "mention_domain": False})
