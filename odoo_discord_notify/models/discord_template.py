"""Room two, the words: what a rule says about a record."""

import logging
from functools import lru_cache
from typing import NamedTuple

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..discord.embeds import in_markdown
from .embed_template import render
from .field_text import field_text
from .settings import link_base, timezone
from .template_syntax import (
    SPECIAL_NAMES,
    TemplateError,
    fill,
    placeholders,
)
from .transaction_notes import restore
from .zone_data import stale_zone_data

_logger = logging.getLogger(__name__)


class Saying(NamedTuple):
    """What to put in the outbox for one record."""

    res_id: int
    user_id: int
    state: str
    content: str
    values: dict  # {placeholder: plain text}
    failure_type: str | None
    failure_reason: str | None
    embed: dict | None = None  # as Discord has it; `content` says the same as a text


class DiscordTemplate(models.AbstractModel):
    _name = "discord.template"
    _description = "What Discord rules say"

    def _register_hook(self):
        super()._register_hook()
        zone = timezone(self.env).zone
        if stale_zone_data(zone):
            _logger.warning(
                "The time zone data of this server are too old for %s: messages tell "
                "the wrong hour. Install pytz 2026.6 or newer with pip, or upgrade the "
                "system's tzdata to 2026f or newer, and restart.",
                zone,
            )

    @api.model
    def _say(self, rule, records, traces):
        """Yield a `Saying` for each of `records`; never fails for one of them.

        :param rule: a `RuleWatch`
        :param records: in the rule's environment (`discord.watch._reading`)
        :param traces: {record id: Trace}
        """
        self._prefetch(rule, records)
        alone = False  # computing one at a time, since one spoils it for all
        for record in records:
            trace = traces[record.id]
            said = self._say_one(
                rule, record.with_prefetch() if alone else record, trace
            )
            if said[0] == "error" and not alone:
                alone = True
                said = self._say_one(rule, record.with_prefetch(), trace)
            yield Saying(record.id, trace.user_id, *said)

    def _say_one(self, rule, record, trace):
        """Return (state, content, values, failure type, failure reason, embed)."""
        if trace.is_silenced(rule):
            reason = record.env._("Silenced: saved with “discord_notify_disable”.")
            return "canceled", "", {}, "silenced", reason
        values = {}
        try:
            self._read(rule, record, trace, values)
            content, embed = self._message(rule, record, trace, values)
            missing = [name for name in rule.required_fields if _is_empty(record, name)]
        except psycopg2.Error:
            raise  # the transaction is broken: the outbox's savepoint deals with it
        except Exception as error:
            return "error", "", values, "template", self._failure_reason(record, error)
        if missing:
            labels = ", ".join(record._fields[name].string for name in missing)
            reason = record.env._("%(fields)s not filled in", fields=labels)
            return "canceled", content, values, "incomplete", reason, embed
        return "outgoing", content, values, None, None, embed

    def _read(self, rule, record, trace, values):
        """Put the texts of all placeholders into `values`; fail once all are tried."""
        failures = []
        for placeholder in _wanted(rule):
            name = placeholder.name
            try:
                values[name] = self._text(rule, record, trace, placeholder)
            except psycopg2.Error:
                raise
            except Exception as error:
                failures.append(error)
        if failures:
            raise failures[0]

    def _names(self, rule):
        """Return (text, embed or None) with the names of fields for their values."""
        texts = {p.name: f"{{{p.name.split(':')[0]}}}" for p in _wanted(rule)}
        text = fill(rule.template, texts)
        if not rule.embed:
            return text, None
        url, moment = link_base(self.env), fields.Datetime.now()
        embed = render(rule.embed, text, texts, url, moment)
        return in_markdown(embed), embed

    def _message(self, rule, record, trace, texts):
        """Return (text, embed or None)."""
        text = fill(rule.template, texts)
        if not rule.embed:
            return text, None
        url, moment = self._record_url(record), _moment(record, trace)
        embed = render(rule.embed, text, texts, url, moment)
        return in_markdown(embed), embed

    def _text(self, rule, record, trace, placeholder):
        first, *rest = placeholder.path
        if first == "agent":
            return self._agent_name(trace.user_id)
        if first == "record_url":
            return self._record_url(record)
        if first == "reason":
            return self._reason(rule, record, trace)
        if first == "old":
            return self._old_text(rule, record, trace, placeholder)
        path = rest if first == "new" else placeholder.path
        return self._field_text(rule, record, path, placeholder.spec)

    def _field_text(self, rule, record, path, spec):
        *relations, name = path
        for step in relations:
            record = _value(record, step)
            if not isinstance(record, models.BaseModel):
                raise TemplateError(self.env._("“%s” is not a relation", step))
            if not record:
                return ""
        texts = [
            self._format(rule, _value(one, name), one._fields[name], one.env, spec)
            for one in (record if relations else [record])
        ]
        return ", ".join(filter(None, texts))

    def _old_text(self, rule, record, trace, placeholder):
        _old, name, *rest = placeholder.path
        if name not in record._fields:
            raise TemplateError(_no_field(record, name))
        if (name, rule.lang) not in trace.old:
            return ""
        value = restore(record.env, trace.old[name, rule.lang])
        if rest:
            return self._field_text(rule, value, rest, placeholder.spec)
        return self._format(
            rule, value, record._fields[name], record.env, placeholder.spec
        )

    def _format(self, rule, value, field, env, spec):
        return field_text(value, field, env, spec, rule.lang)

    def _reason(self, rule, record, trace):
        given = trace.created or rule.reason_field in trace.written
        if trace.reason or not (rule.reason_field and given):
            return trace.reason
        return self._field_text(rule, record, (rule.reason_field,), "")

    def _agent_name(self, user_id):
        user = self.env["res.users"].sudo().browse(user_id)
        return user.with_context(prefetch_fields=False).name or ""

    def _record_url(self, record):
        path = f"/mail/view?model={record._name}&res_id={record.id}"
        return link_base(self.env) + path

    def _prefetch(self, rule, records):
        """Read what the texts need in as many queries as they have relations."""
        firsts = dict.fromkeys(placeholder.path[0] for placeholder in _wanted(rule))
        names = [name for name in firsts if name not in SPECIAL_NAMES]
        records.fetch([name for name in names if name in records._fields])
        for name in names:
            field = records._fields.get(name)
            if field is not None and field.type == "many2one":
                records.mapped(name).fetch(["display_name"])

    def _failure_reason(self, record, error):
        if isinstance(error, TemplateError):
            return error.sentence(self.env)
        if isinstance(error, AccessError):
            reader = record.env.user.name
            return self.env._("It shows what %s has no right to read.", reader)
        # Exception texts of other modules may hold anything; the class is enough.
        return self.env._(
            "The message could not be written (%s). Check the rule's template.",
            type(error).__name__,
        )


@lru_cache(maxsize=512)
def _wanted(rule):
    """Return the placeholders of all that a rule says and logs, each text once."""
    others = rule.embed.templates if rule.embed else ()
    templates = (rule.template, *others, rule.audit_line)
    wanted = (one for template in templates for one in placeholders(template))
    return tuple({placeholder.name: placeholder for placeholder in wanted}.values())


def _moment(record, trace):
    """Return when it happened, in UTC: what SQL created may be found much later."""
    created = trace.created and record._log_access and record.create_date
    return created or fields.Datetime.now()


def _value(record, name):
    if name not in record._fields:
        raise TemplateError(_no_field(record, name))
    return record[name]


def _no_field(record, name):
    return record.env._(
        "%(model)s has no field “%(name)s”", model=record._name, name=name
    )


def _is_empty(record, name):
    """Whether a required field has no value: zero is a number, NULL is a gap."""
    value = _value(record, name)
    if record._fields[name].type in ("integer", "float", "monetary"):
        return record._fields[name]._get_cache(record.env).get(record.id) is None
    return not value
