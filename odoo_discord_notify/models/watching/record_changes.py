"""One watched record in one transaction: what its notification will need to know."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from odoo import SUPERUSER_ID, fields, models
from odoo.http import request
from odoo.tools import frozendict, json_default

from ...discord.clip import REASON_MAX, clip
from ...discord.markdown import is_blank, one_line
from ..discord_checks_mixin import MANAGER, UNWRITABLE
from .rule_watch import EDIT

# Of kept values, what no placeholder can be called: old values, the context's reason.
OLD, SAID, COMPANY = "old", "!reason", "!company"


@dataclass(slots=True)
class RecordChanges:
    """What is known of the record.

    It is kept in the cursor's `data`, which Odoo's tests deepcopy.
    """

    happened: ClassVar = None  # when, if that was in another transaction

    user_id: int
    silenced: bool  # when it was created, or asked for
    company_id: int | None = None  # for which the user works; None: the usual one
    created: bool = False
    gone: bool = False  # a hint: the deletion may have been undone
    reason: str = ""  # given by context
    written: frozenset = frozenset()  # reason and followed fields that were assigned
    unsilenced: frozenset = frozenset()  # noted fields assigned so that it is told
    # Replaced, never changed: copies share them.
    old: dict = frozendict()  # {(field name, lang): first old value}
    # {(rule id, placeholder): text}, read before what it names went away
    words: dict = frozendict()
    # {rule id: Saying} of its deletion, written before it
    farewells: dict = frozendict()

    @classmethod
    def asked(cls, env, known):
        """Return those of a record that an action or a person wants told.

        :param known: what this transaction did to the record, or None
        """
        asked = cls(env.uid, is_silent(env), company_in(env), reason=reason_in(env))
        if known:
            asked.reason = asked.reason or known.reason
            asked.written, asked.old = known.written, known.old
            asked.words = known.words
        return asked

    def remember(self, name, lang, value):
        """Keep a field's value as the first old one, unless there is one."""
        if (name, lang) not in self.old:
            self.old = {**self.old, (name, lang): comparable(value)}

    def knows(self, names, langs):
        """Return whether what these fields were before needs no reading."""
        return self.created or all(
            (name, lang) in self.old for name in names for lang in langs
        )

    def has_news(self, watch):
        """Return whether it is new, or a watched field of it has changed.

        :param watch: the `ModelWatch`
        """
        names = watch.watched_fields
        return self.created or any(name in names for name, _lang in self.old)

    def has_noted(self, watch, names):
        """Return whether nothing is to be noted of an assignment of these fields.

        :param watch: the `ModelWatch`
        """
        kept = [name for name in names if name in watch.remembered_fields]
        followed = set(names).intersection(watch.followed_fields)
        return self.created or (
            followed <= self.written and self.knows(kept, watch.langs)
        )

    def kept(self, rule):
        """Return what only this transaction knows, for a text that is written later.

        As JSON, to be kept among the values of a notification.
        """
        old = {
            name: _as_json(value)
            for (name, lang), value in self.old.items()
            if lang == rule.lang and name in rule.remembered_fields
        }
        known = {
            name: text
            for (id_, name), text in self.words.items()
            if id_ == rule.rule_id
        }
        if old:
            known[OLD] = old
        if self.company_id:
            known[COMPANY] = self.company_id
        if self.reason:
            known[SAID] = self.reason
        elif not (self.created or rule.reason_field in self.written):
            known["reason"] = ""
        return known

    def is_silenced(self, rule):
        """Return whether nothing that `rule` tells of this record was meant to be."""
        if names := rule.follow if rule.trigger == EDIT else rule.watched_fields:
            return self.unsilenced.isdisjoint(names)
        return self.silenced


def comparable(value):
    """Return a field's value in a form that outlives the cache.

    A record becomes `(model name, id)`; an empty text is the same as none; sums that
    differ by the order of their terms only are the same.
    """
    if isinstance(value, models.BaseModel):
        return value._name, value.id
    if isinstance(value, float):
        return float(f"{value:.14g}")
    return False if value == "" else value


def _as_json(value):
    if isinstance(value, str):
        return clip(value)  # no more of it could be shown
    return json_default(value) if isinstance(value, date) else value


def from_json(kind, value):
    """Return what `comparable` made of a value that was kept as JSON since.

    :param kind: the type of the field
    """
    if isinstance(value, list):
        return tuple(value)
    if kind == "datetime":
        return fields.Datetime.to_datetime(value)
    return fields.Date.to_date(value) if kind == "date" else value


def agent_id(env):
    """Return who acts: pages of the portal act as superuser for whoever is there."""
    if env.uid == SUPERUSER_ID and request and request.env:
        return request.env.uid or env.uid
    return env.uid


def company_in(env):
    """Return the id of the company that was chosen to work for, or None.

    Anybody can send a context, with what is no list, no company or none of his: only
    of programs that act as the superuser any company is taken.
    """
    chosen = env.context.get("allowed_company_ids")
    first = chosen[0] if chosen and isinstance(chosen, (list, tuple)) else None
    if type(first) is not int:
        return None
    is_program = env.uid == SUPERUSER_ID
    return first if is_program or first in env.user._get_company_ids() else None


def is_silent(env):
    """Return whether what is done in `env` is not meant to be told.

    Anybody can send a context, and `sudo()` keeps it: so it is obeyed of programs that
    act as the superuser, and of managers.
    """
    if not env.context.get("discord_notify_disable"):
        return False
    return env.uid == SUPERUSER_ID or bool(env.uid and env.user.has_group(MANAGER))


def reason_in(env):
    """Return the reason that a program gives for what it does in `env`, in one line.

    "" if it gives none, or nothing that can be seen.
    """
    given = env.context.get("discord_notify_reason") or ""
    # Whatever a client gives: what cannot be written must not cost the message.
    try:
        given = clip(str(given), REASON_MAX)
    except Exception:  # lists in lists in lists
        return ""
    reason = one_line(UNWRITABLE.sub("", given))
    return "" if is_blank(reason) else reason
