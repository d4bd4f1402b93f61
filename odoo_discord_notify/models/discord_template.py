"""Room two, the words: what a rule says about a record."""

from typing import NamedTuple

import psycopg2

from odoo import api, models

from .field_text import field_text
from .settings import link_base, timezone
from .template_syntax import SPECIAL_NAMES, TemplateError, fill, placeholders
from .transaction_notes import restore


class Saying(NamedTuple):
    """What to put in the outbox for one record."""

    res_id: int
    user_id: int
    state: str
    content: str
    values: dict  # {placeholder: plain text}
    failure_type: str | None
    failure_reason: str | None


class DiscordTemplate(models.AbstractModel):
    _name = "discord.template"
    _description = "What Discord rules say"

    @api.model
    def _say(self, rule, records, traces):
        """Yield a `Saying` for each of `records`; never fails for one of them.

        :param rule: a `RuleWatch`
        :param records: in the rule's environment (`discord.watch._reading`)
        :param traces: {record id: Trace}
        """
        self._prefetch(rule, records)
        for record in records:
            trace = traces[record.id]
            yield Saying(record.id, trace.user_id, *self._say_one(rule, record, trace))

    def _say_one(self, rule, record, trace):
        """Return (state, content, values, failure type, failure reason)."""
        if trace.silenced:
            reason = self.env._("Silenced: saved with “discord_notify_disable”.")
            return "canceled", "", {}, "silenced", reason
        values = {}
        try:
            texts = self._texts(rule, record, trace, rule.template, values)
            content = fill(rule.template, texts)
            self._texts(rule, record, trace, rule.audit_line, values)
        except psycopg2.Error:
            raise  # the transaction is broken: the outbox's savepoint deals with it
        except Exception as error:
            return "error", "", values, "template", self._failure_reason(error)
        missing = [name for name in rule.required_fields if _is_empty(record, name)]
        if missing:
            labels = ", ".join(record._fields[name].string for name in missing)
            reason = self.env._("%(fields)s not filled in", fields=labels)
            return "canceled", content, values, "incomplete", reason
        return "outgoing", content, values, None, None

    def _texts(self, rule, record, trace, template, values):
        """Return {placeholder: text} of a template, and add it to `values` by name."""
        texts = {}
        for placeholder in placeholders(template):
            texts[placeholder] = self._text(rule, record, trace, placeholder)
            values[placeholder.name] = texts[placeholder]
        return texts

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
        if name not in trace.old:
            return ""
        value = restore(record.env, trace.old[name])
        if rest:
            return self._field_text(rule, value, rest, placeholder.spec)
        return self._format(
            rule, value, record._fields[name], record.env, placeholder.spec
        )

    def _format(self, rule, value, field, env, spec):
        return field_text(value, field, env, spec, rule.lang, timezone(env))

    def _reason(self, rule, record, trace):
        given = trace.created or rule.reason_field in trace.written
        if trace.reason or not (rule.reason_field and given):
            return trace.reason
        return str(_value(record, rule.reason_field) or "")

    def _agent_name(self, user_id):
        user = self.env["res.users"].sudo().browse(user_id)
        return user.with_context(prefetch_fields=False).name or ""

    def _record_url(self, record):
        path = f"/mail/view?model={record._name}&res_id={record.id}"
        return link_base(self.env) + path

    def _prefetch(self, rule, records):
        """Read what the template needs in as many queries as it has relations."""
        names = {
            placeholder.path[0]: placeholder.path[1:]
            for placeholder in placeholders(rule.template)
            if placeholder.path[0] not in SPECIAL_NAMES
        }
        records.fetch([name for name in names if name in records._fields])
        for name in names:
            field = records._fields.get(name)
            if field is not None and field.type == "many2one":
                records.mapped(name).fetch(["display_name"])

    def _failure_reason(self, error):
        if isinstance(error, TemplateError):
            return str(error)
        # Exception texts of other modules may hold anything; the class is enough.
        return self.env._(
            "The message could not be written (%s). Check the rule's template.",
            type(error).__name__,
        )


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
    value = record[name]
    if record._fields[name].type in ("integer", "float", "monetary"):
        return record._fields[name]._get_cache(record.env).get(record.id) is None
    return not value
