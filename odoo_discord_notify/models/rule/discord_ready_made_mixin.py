"""Rules to begin with, for records that many have: chosen, looked at, then edited."""

from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...discord.words import _lt
from ..watching.rule_syntax import domain_fields, names_in
from ..words import translator


class ReadyMade(NamedTuple):
    """What such a rule watches and says; who takes it has it in their language."""

    name: str
    model_name: str
    watched_fields: str  # none: that a record is created
    filter_domain: str
    template: str


# Written down here, and put into somebody's language where it is taken.
# pylint: disable=prefer-env-translation
READY_MADE = {
    "sale": ReadyMade(
        _lt("Confirmed sale"),
        "sale.order",
        "state",
        "[('state', '=', 'sale')]",
        _lt(
            "🛒 **Sale confirmed: {name}**\n\n"
            "> **Customer**: `{partner_id}`\n"
            "> **Amount**: **{amount_total:currency}**\n"
            "> **Salesperson**: `{user_id}`\n"
            "> [🔗 Open in Odoo]({record_url})"
        ),
    ),
    "invoice": ReadyMade(
        _lt("Paid invoice"),
        "account.move",
        "payment_state",
        "[('move_type', '=', 'out_invoice'), ('payment_state', '=', 'paid')]",
        _lt(
            "💶 **Invoice paid: {name}**\n\n"
            "> **Customer**: `{partner_id}`\n"
            "> **Amount**: **{amount_total:currency}**\n"
            "> [🔗 Open in Odoo]({record_url})"
        ),
    ),
    # Nothing is saved at the hour from which it is late: the next synchronization finds
    # it, as it finds all that matches only later.
    "delivery": ReadyMade(
        _lt("Late delivery"),
        "stock.picking",
        "",
        "[('picking_type_id.code', '=', 'outgoing'), "
        "('state', 'in', ['confirmed', 'waiting', 'assigned']), "
        "('scheduled_date', '<', 'now')]",
        _lt(
            "🚚 **Delivery late: {name}**\n\n"
            "> **Customer**: `{partner_id}`\n"
            "> **Planned for**: `{scheduled_date}`\n"
            "> **Order**: `{origin}`\n"
            "> [🔗 Open in Odoo]({record_url})"
        ),
    ),
    "contact": ReadyMade(
        _lt("New contact"),
        "res.partner",
        "",
        "[('type', '=', 'contact')]",
        _lt(
            "👤 **New contact: {display_name}**\n\n"
            "> **E-mail**: `{email}`\n"
            "> **Phone**: `{phone}`\n"
            "> **Added by**: `{agent}`\n"
            "> [🔗 Open in Odoo]({record_url})"
        ),
    ),
}


class DiscordReadyMadeMixin(models.AbstractModel):
    _name = "discord.ready.made.mixin"
    _description = "Discord rules to begin with"

    ready_made = fields.Selection(
        selection="_selection_ready_made",
        string="Begin with",
        compute="_compute_ready_made",
        readonly=False,
        help="A rule that is ready to use: it fills in this form, and you may change "
        "all of it. Empty: a rule of your own.",
    )

    def _compute_ready_made(self):
        self.ready_made = False  # without, a reader's look asks for a default

    @api.model
    def _selection_ready_made(self):
        """Return those whose models are installed, and for the user to read."""
        return [
            (key, translator(self.env)(one.name))
            for key, one in READY_MADE.items()
            if self._is_possible_here(one)
        ]

    @api.model
    def _is_possible_here(self, one):
        model = self.env.get(one.model_name)
        if model is None or not model.has_access("read"):
            return False
        paths = domain_fields(one.filter_domain)
        names = (*names_in(one.watched_fields), *(path[0] for path in paths))
        return model._fields.keys() >= set(names)

    @api.onchange("ready_made")
    def _onchange_ready_made(self):
        if self.ready_made:
            self.update(self._ready_made_values(self.ready_made))

    @api.model
    def _ready_made_values(self, key):
        one = READY_MADE[key]
        known, translate = dict(self._selection_lang()), translator(self.env)
        return {
            "name": translate(one.name),
            "model_name": one.model_name,
            "trigger": "on_write" if one.watched_fields else "on_create",
            "watched_fields": one.watched_fields or False,
            "filter_domain": one.filter_domain,
            "template": translate(one.template),
            "lang": self.env.lang if self.env.lang in known else "fr_FR",
        }

    def _preview_ready_made(self, key):
        """Return what the preview of a rule to begin with shows."""
        if key not in [known for known, _name in self._selection_ready_made()]:
            raise UserError(self.env._("This is no more: reload the page."))
        return self.new(self._ready_made_values(key)).preview
