"""The link in a recap's message: to the list of the period's records in Odoo.

It is signed, so that whoever has the message can open it, and nobody can ask for the
filter of a recap by guessing its number. The list shows what its reader may read.
"""

from datetime import datetime, timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import consteq, hmac

from ..settings import link_base
from ..watching.rule_syntax import domain_of

SCOPE = "discord-recap"  # of the signatures
SIGNATURE = 16  # letters: nobody guesses so many
EPOCH = datetime(1970, 1, 1)


class DiscordRecapLinkMixin(models.AbstractModel):
    _name = "discord.recap.link.mixin"
    _description = "The list of what a Discord recap counts"

    def _link(self, start, end):
        """Return the address of the list of a period's records, or ""."""
        base = link_base(self.env)
        if not (base and self._origin):
            return ""
        moments = ((one - EPOCH) // timedelta(seconds=1) for one in (start, end))
        key = "-".join(map(str, (self._origin.id, *moments)))
        # A server action of this path hands it to `_open_link`.
        return f"{base}/odoo/discord-recap?active_id={key}-{self._signature(key)}"

    def _signature(self, key):
        return hmac(self.env(su=True), SCOPE, key)[:SIGNATURE]

    @api.model
    def _open_link(self, signed):
        """Return the list that a link leads to, whoever follows it.

        :param signed: what stands at its end
        """
        key, _dash, signature = str(signed or "").rpartition("-")
        if not consteq(self._signature(key), signature):
            raise AccessError(
                self.env._("This link is not whole: copy it from Discord once more.")
            )
        recap_id, *moments = map(int, key.split("-"))
        start, end = (EPOCH + timedelta(seconds=one) for one in moments)
        return self.sudo().browse(recap_id).exists()._open_list(start, end)

    def _open_period_of(self, notification):
        """Return the list of what a notification gives the figures of."""
        recap = self.sudo()
        moment = notification.period_start or notification.create_date  # of a test
        period = recap._calendar().period_at(moment)
        start = notification.period_start or period.start
        return recap._open_list(start, period.end)

    def _open_list(self, start, end):
        if not self or self.model_name not in self.env:
            raise UserError(
                self.env._(
                    "The app of these records is not installed any more, or the recap "
                    "is gone."
                )
            )
        kind = fields.Datetime
        if self._is_of_days():
            kind, zone = fields.Date, self._calendar().zone
            start, end = (zone.fromutc(one).date() for one in (start, end))
        bounds = (">=", start), ("<", end)
        period = [(self.date_field, sign, kind.to_string(at)) for sign, at in bounds]
        return {
            "type": "ir.actions.act_window",
            "name": self.name,
            "res_model": self.model_name,
            "views": [(False, "list"), (False, "form")],
            "domain": [
                *(*period, *self._company_domain()),
                *domain_of(self.filter_domain),
            ],
            "context": {"active_test": False, "create": False},
        }
