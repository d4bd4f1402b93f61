"""What a rule says about a record."""

import logging
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ...discord.clip import MESSAGE_MAX, clip
from ...discord.embeds import in_markdown
from ...discord.markdown import flat_value
from ...discord.places import escape_in
from ...template.embed import render
from ...template.syntax import TemplateError, fill, fill_all, placeholders
from ..settings import link_base, timezone
from ..watching.record_changes import COMPANY
from .author_rights import unreadable
from .columns import prefetched
from .companies import by_company
from .placeholder_texts import PlaceholderTexts
from .required_fields import gaps
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
    webhook_id: int | None = None  # None: its rule's own
    mentions: list[dict] | None = None  # whom it calls: see `discord.calling`
    edit_of_id: int | None = None  # the notification whose message it edits


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
    def _say(self, rule, records, changes):
        """Return a `Saying` for each of `records`; none fails because of another.

        :param rule: a `RuleWatch`
        :param records: in the rule's environment (`discord.watch._reading`)
        :param changes: {record id: RecordChanges}
        """
        denied = unreadable(rule, records, changes) if rule.author_id else ()
        readable = records
        if denied:
            readable = records.browse(id_ for id_ in records._ids if id_ not in denied)
        with prefetched(readable, _wanted(rule)):
            sayings = self._say_aloud(rule, readable, changes)
        said = {
            one.res_id: self._silenced(one)
            if changes[one.res_id].is_silenced(rule)
            else one
            for one in sayings
        }
        said |= {one.res_id: one for one in self._hidden(rule, denied, changes)}
        return [said[id_] for id_ in records._ids]

    def _hidden(self, rule, ids, changes):
        """Return a `Saying` for each record that a rule's author may not read."""
        if not ids:
            return []
        author = self.env["res.users"].sudo().browse(rule.author_id)
        why = self.env._(
            "The rule's author, %s, may not read this. An administrator can take the "
            "rule over.",
            flat_value(author.name),
        )
        outcome = ("canceled", "", {}, "forbidden", why)
        return [Saying(id_, changes[id_].user_id, *outcome) for id_ in ids]

    def _silenced(self, saying):
        """Return it as not to be told, unless a person asks for it."""
        reason = self.env._("Silenced: saved with “discord_notify_disable”.")
        why = {"failure_type": "silenced", "failure_reason": reason}
        return saying._replace(state="canceled", **why)

    def _say_aloud(self, rule, records, changes):
        """Return a `Saying` for each of `records`, read as its company sees it."""
        try:
            groups = by_company(rule, records, changes)
        except psycopg2.Error:
            raise
        except Exception:
            if len(records) > 1:  # one of them spoils it for all
                alone = (record.with_prefetch() for record in records)
                said = (self._say_aloud(rule, one, changes) for one in alone)
                return list(chain.from_iterable(said))
            groups = [records]
        said = (self._say_alike(rule, group, changes) for group in groups)
        return list(chain.from_iterable(said))

    def _say_alike(self, rule, records, changes):
        """Return a `Saying` for each of `records`, which one company sees."""
        texts = {}  # {placeholder name: its text for each record}
        try:
            messages = _messages(rule, records, changes, texts)
            missing = gaps(records, rule.required_fields)
        except psycopg2.Error:
            raise  # the transaction is broken: the outbox's savepoint deals with it
        except Exception as error:
            if len(records) > 1:  # one of them spoils it for all
                alone = (record.with_prefetch() for record in records)
                said = (self._say_alike(rule, one, changes) for one in alone)
                return list(chain.from_iterable(said))
            read_texts(PlaceholderTexts(rule, records, changes), _news(rule), texts)
            change = changes[records.id]
            known = change.kept(rule) | {name: text for name, [text] in texts.items()}
            reason = self._failure_reason(records, error)
            outcome = ("error", "", known, "template", reason)
            return [Saying(records.id, change.user_id, *outcome)]
        sayings = []
        for id_, (content, values, embed) in zip(records._ids, messages, strict=True):
            agent, reason = changes[id_].user_id, missing.get(id_)
            if rule.follow and (company_id := changes[id_].company_id):
                values[COMPANY] = company_id  # an edit reads as the same company
            state, why = ("canceled", "incomplete") if reason else ("outgoing", None)
            sayings.append(
                Saying(id_, agent, state, content, values, why, reason, embed)
            )
        return sayings

    def _names(self, rule):
        """Return (text, embed or None) with the names of fields for their values."""
        texts = {p.name: f"{{{p.name.split(':')[0]}}}" for p in _wanted(rule)}
        text = fill(rule.template, texts)
        if not rule.embed:
            return text, None
        url, moment = link_base(self.env), fields.Datetime.now()
        embed = render(rule.embed, text, texts, url, moment)
        return in_markdown(embed), embed

    def _failure_reason(self, record, error):
        if isinstance(error, TemplateError):
            return error.sentence(self.env)
        if isinstance(error, AccessError):
            reader = flat_value(record.env.user.name)
            return self.env._("It shows what %s has no right to read.", reader)
        # Exception texts of other modules may hold anything; the class is enough.
        return self.env._(
            "The message could not be written (%s). Check the rule's template.",
            type(error).__name__,
        )


@lru_cache(maxsize=512)
def _wanted(rule):
    """Return the placeholders of all that a rule says and logs, each text once."""
    wanted = (one for template in rule.templates for one in placeholders(template))
    return tuple({placeholder.name: placeholder for placeholder in wanted}.values())


def _messages(rule, records, changes, texts):
    """Return (text, what stands for each placeholder, embed or None) of each record.

    :param texts: a dictionary, which keeps what is known should it fail
    """
    source = PlaceholderTexts(rule, records, changes)
    if failures := read_texts(source, _wanted(rule), texts):
        raise failures[0]
    rows = zip(*texts.values(), strict=True) if texts else [()] * len(records)
    values = [dict(zip(texts, row, strict=True)) for row in rows]
    filled = fill_all(rule.template, texts, len(records))
    contents = [clip(text, MESSAGE_MAX) for text in filled]
    embeds = [None] * len(records)
    if rule.embed:
        moments = [_moment(record, changes[record.id]) for record in records]
        parts = zip(contents, values, source.record_urls(), moments, strict=True)
        escape = cache(escape_in)  # what records share is escaped once
        embeds = [render(rule.embed, *each, escape) for each in parts]
        contents = [clip(in_markdown(embed), MESSAGE_MAX) for embed in embeds]
    return list(zip(contents, values, embeds, strict=True))


def wanted_of(rule):
    """Return the placeholders of all that a rule may ever say, each text once."""
    every = (*_wanted(rule), *_news(rule))
    return {placeholder.name: placeholder for placeholder in every}.values()


@lru_cache(maxsize=512)
def _news(rule):
    """Return the placeholders of what only the moment knows, whatever is said of it.

    None where an author was not asked for his right to it.
    """
    if rule.author_id:
        return ()
    changes = (f"{{old.{name}}}{{new.{name}}}" for name in rule.watched_fields)
    return placeholders("".join(["{reason}", *changes]))


def read_texts(source, wanted, texts):
    """Put the texts of all placeholders into `texts`; return what failed.

    Where a format does not fit its field, the error names the placeholder.

    :param source: a `PlaceholderTexts`
    :param texts: {placeholder name: its text for each record}
    """
    failures = []
    for placeholder in wanted:
        try:
            texts[placeholder.name] = source.of(placeholder)
        except psycopg2.Error:
            raise
        except Exception as error:
            if placeholder.spec and type(error) is ValueError:
                error = TemplateError("format", f"{{{placeholder.name}}}")
            failures.append(error)
    return failures


def _moment(record, change):
    """Return when it happened, in UTC: what SQL created may be found much later."""
    if change.happened:
        return change.happened
    created = change.created and record._log_access and record.create_date
    return created or fields.Datetime.now()
