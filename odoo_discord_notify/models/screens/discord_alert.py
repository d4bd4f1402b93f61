"""The plan's fallback: when Discord cannot tell it, a mail and the log do."""

import logging

from markupsafe import Markup

from odoo import api, fields, models
from odoo.fields import Domain

from ...discord.markdown import flat_line, flat_value
from ..outbox.discord_outcome_mixin import TROUBLED
from ..settings import fallback_addresses
from ..webhook.reworded import reworded
from ..words import in_utc

_logger = logging.getLogger(__name__)

LINES = 50  # in one mail; the list in Odoo has them all
# The rule's fault, and shown on it: known as long as one row of it stands.
OF_THE_RULE = ("template", "internal")


class DiscordAlert(models.AbstractModel):
    _name = "discord.alert"
    _description = "Discord alert"

    @api.model
    def _tell_administrators(self):
        """Tell once of each webhook in trouble and each cause of failures.

        One digest mail to the addresses of the settings page, through Odoo's own mail
        queue, and a warning in the log. Neither holds a token or a message's text.
        """
        self = self._in_their_language()
        troubled = Domain("trouble", "!=", False) | Domain("edits_trouble", "!=", False)
        webhooks = self.env["discord.webhook"].search(
            troubled & Domain("alerted", "!=", True)
        )
        causes = self._unreported_causes()
        # Whose trouble is over, unknown to who was told of it.
        over = ~troubled & Domain("alerted", "=", True)
        healed = self.env["discord.webhook"].search(over)
        lines = [self._webhook_line(one) for one in webhooks.filtered("trouble")]
        lines += [self._edits_line(one) for one in webhooks.filtered("edits_trouble")]
        lines += [self._healed_line(webhook) for webhook in healed]
        lines += self._author_lines()
        news = [failed for failed in causes if not self._is_known(failed[:1])]
        lines += map(self._cause_line, news[:LINES])
        if len(news) > LINES:
            lines.append(self.env._("… and more causes: %s", len(news) - LINES))
        lines = list(map(flat_line, lines))  # a name cannot forge a line of the log
        for line in lines:
            _logger.warning("%s", line)
        if lines:
            self._mail(lines)
        webhooks.alerted = True
        healed.alerted = False
        for failed in causes:
            failed.reported = True

    def _in_their_language(self):
        """Return it in the language of who reads the mails, else of the company.

        The sender, who writes them, is nobody's reader.
        """
        known = [("email", "in", fallback_addresses(self.env))]
        reader = self.env["res.users"].search(known, limit=1)
        lang = reader.lang or self.env.company.partner_id.lang
        is_installed = self.env["res.lang"]._get_code(lang)
        return self.with_context(lang=lang) if is_installed else self

    def _author_lines(self):
        """Return a line for each whose author has lost what it tells, once."""
        lines, limited = [], [("author_id", "!=", False)]
        rules = self.env["discord.rule"].search(limited)
        for teller in (*rules, *self.env["discord.recap"].search(limited)):
            model = self.env.get(teller.model_name)
            problem = None if model is None else teller._author_problem(model)
            if problem and not teller.author_alerted:
                names = {"rule": teller.name, "reason": problem}
                line = self.env._("Rule “%(rule)s”: %(reason)s", **names)
                if teller._name == "discord.recap":
                    line = self.env._("Recap “%(rule)s”: %(reason)s", **names)
                lines.append(line)
            if bool(problem) != teller.author_alerted:
                teller.author_alerted = bool(problem)
        return lines

    def _unreported_causes(self):
        """Return the notifications nobody was told of: one recordset per cause."""
        domain = [("state", "in", TROUBLED), ("reported", "!=", True)]
        by = ("rule_id", "recap_id", "state", "failure_type", "failure_reason")
        groups = self.env["discord.notification"]._read_group(
            domain, by, ["id:recordset"], order="id:min"
        )
        return [failed.sorted("id") for *_cause, failed in groups]

    def _is_known(self, one):
        """Whether somebody was told why it failed, and has not mended it since."""
        if one.failure_type not in OF_THE_RULE:
            return False
        domain = [
            ("state", "in", TROUBLED),
            ("rule_id", "=", one.rule_id.id),
            ("failure_type", "=", one.failure_type),
            ("failure_reason", "=", one.failure_reason),
            ("reported", "=", True),
        ]
        return bool(self.env["discord.notification"].search_count(domain, limit=1))

    def _webhook_line(self, webhook):
        oldest = webhook.oldest_waiting or fields.Datetime.now()
        return self.env._(
            "Webhook “%(name)s”: %(reason)s %(count)s waiting since %(since)s UTC.",
            name=flat_value(webhook.name),
            reason=reworded(self.env, webhook.trouble),
            count=webhook.waiting_count,
            since=in_utc(self.env, oldest),
        )

    def _edits_line(self, webhook):
        return self.env._(
            "Webhook “%(name)s” edits nothing that was sent: %(reason)s",
            name=flat_value(webhook.name),
            reason=reworded(self.env, webhook.edits_trouble),
        )

    def _healed_line(self, webhook):
        return self.env._(
            "Webhook “%(name)s” sends again. %(count)s waiting.",
            name=flat_value(webhook.name),
            count=webhook.waiting_count,
        )

    def _cause_line(self, failed):
        first = failed[0]
        values = {
            "id": first.id,
            "count": len(failed),
            "rule": flat_value(first._teller_name()),
            "model": first.res_model,
            "record": first.res_id,
            "reason": reworded(self.env, first.failure_reason),
        }
        if len(failed) == 1:
            return self.env._(
                "Notification %(id)s (%(rule)s) of %(model)s %(record)s: %(reason)s",
                **values,
            )
        return self.env._(
            "%(count)s notifications (%(rule)s), the first of %(model)s %(record)s: "
            "%(reason)s",
            **values,
        )

    def _mail(self, lines):
        addresses = fallback_addresses(self.env)
        if not addresses:
            return
        items = Markup("").join(Markup("<li>%s</li>") % line for line in lines)
        self.env["mail.mail"].create(
            {
                "subject": self.env._("Discord notifications need attention"),
                "body_html": Markup("<ul>%s</ul>") % items,
                "email_to": ", ".join(addresses),
                "auto_delete": True,
            }
        )
