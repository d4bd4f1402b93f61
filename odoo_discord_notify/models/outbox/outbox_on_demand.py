"""What an action asks for goes into the same outbox, whatever the rule watches."""

import logging

import psycopg2

from odoo import api, models
from odoo.exceptions import UserError

from ...discord.markdown import flat_line, flat_value
from ..retrying import RETRIED_ERRORS
from ..toast import toast_of
from ..trouble import log_trouble
from ..watching.record_changes import RecordChanges
from ..watching.rule_syntax import domain_fields
from ..watching.transaction_changes import TransactionChanges
from .matching import table_domain

_logger = logging.getLogger(__name__)


class DiscordOutbox(models.AbstractModel):
    _inherit = "discord.outbox"

    @api.model
    def _tell_all(self, rule, model):
        """Tell what `rule` says of all records that match it: of a schedule.

        Of none if it matches all: nobody means to tell a whole table every day.
        """
        rule = rule.sudo()
        if rule.model_name != model._name or not domain_fields(rule.filter_domain):
            return
        try:
            with self.env.cr.savepoint():
                ids = self._asked_for(rule._as_watch(), model)
                records = model.search([("id", "in", ids)], order="id")
        except RETRIED_ERRORS:
            raise
        except Exception as error:
            log_trouble(_logger, error, "Discord rule %s could not be asked", rule.id)
        else:
            self._tell_asked(rule, records)

    @api.model
    def _asked_for(self, rule, model):
        """Return the `Query` of what a rule is about, whoever looks: as `_tell` does.

        :param rule: a `RuleWatch`
        """
        reading = self.env["discord.watch"]._reading
        seen = reading(model.browse(), rule.lang, rule.company_id)
        return seen._search(table_domain(rule, seen), active_test=False)

    @api.model
    def _tell_asked(self, rule, records):
        """Tell what `rule` says of `records` as they are now; never fails.

        Now and not at the commit: an action on deletion speaks of what goes. Asked
        again in the same transaction, the text is written anew.
        """
        try:
            # An action with groups is run without looking at rights on records.
            records = records._filtered_access("read")
            if problem := _why_not(rule.sudo(), records):
                _logger.warning("Nothing is told to Discord: %s", flat_line(problem))
                return
            watch = rule.sudo()._as_watch()
        except psycopg2.Error:
            raise
        except Exception as error:
            log_trouble(_logger, error, "Discord rule %s could not be asked", rule.id)
            return
        # The user's own errors first, outside of what we forgive ourselves.
        self.env.flush_all()
        changes = TransactionChanges.of(self.env)
        known = changes.of_model(self.env, records._name)
        traces = {
            id_: RecordChanges.asked(records.env, known.get(id_)) for id_ in records.ids
        }
        watch = watch._replace(trigger="on_demand", watched_fields=())
        self._tell_safely(watch, records._name, list(traces), traces, changes)

    @api.model
    def _send_asked(self, rule, records, again=False):
        """Send what `rule` says of `records` while a person waits; tell what came.

        Asks first where it was told, or waits to be.

        :param again: whether the person has answered that it is to be sent again
        """
        records.check_access("read")
        rule = rule.with_env(records.env)
        rule._check_manager()  # and the menu does not know of companies
        rule = rule.sudo()
        if problem := _why_not(rule, records):
            raise UserError(self.env._("Nothing is told to Discord: %s", problem))
        if not again and (told := self._told_of(rule, records)):
            about = {"rule_id": rule.id, "record_ids": records.ids}
            return records.env["discord.question"]._ask("tell_again", told, **about)

        def prepare(env):
            outbox = self.with_env(env)
            outbox._tell_asked(rule.with_env(env), records.with_env(env))
            told = TransactionChanges.of(env).row_ids()
            if not told:
                raise UserError(
                    env._(
                        "The rule “%s” tells nothing of these records: look at its "
                        "filter and its company.",
                        rule.sudo().name,
                    )
                )
            return env["discord.notification"].browse(told)._call_nobody_twice()

        return toast_of(self.env, self.env["discord.dispatcher"]._send_now(prepare))

    def _told_of(self, rule, records):
        """Return the notifications of `records` that were sent, or may yet be.

        Those that the person may read: of others nobody learns here. An edit tells
        nobody, and so is none of them.
        """
        told = [("rule_id", "=", rule.id), ("res_model", "=", records._name)]
        told += [("res_id", "in", records.ids), ("edit_of_id", "=", False)]
        told += [("state", "in", ("sent", "outgoing", "in_doubt"))]
        notifications = records.env["discord.notification"]
        return notifications.with_context(active_test=False).search(told)


def _why_not(rule, records):
    """Return why a rule cannot tell anything of records, and what to do; or None."""
    env, rule = records.env, rule.sudo()
    if not rule:
        return env._("the action names no rule, choose one.")
    name = flat_value(rule.name)
    if not rule.active:
        return env._("the rule “%s” is archived, unarchive it.", name)
    if rule.model_name != records._name:
        return env._(
            "the rule “%(rule)s” is about %(model)s, choose another one.",
            rule=name,
            model=rule.model_name,
        )
    if not rule._webhooks()._configured():
        return env._(
            "the webhook “%s” has no URL, enter it in Configuration → Webhooks.",
            flat_value(rule.webhook_id.name),
        )
    if not records.ids:
        reader = flat_value(env.user.name)
        return env._("there is no record that %s may read.", reader)
    return None
