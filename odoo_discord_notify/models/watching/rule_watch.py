"""What noticing and saying know of rules, read once for all records."""

from collections import defaultdict
from contextlib import suppress
from typing import NamedTuple

from ...discord.markdown import is_blank
from ...template.editing import without_lines, without_words
from ...template.embed import EmbedTemplate
from ...template.syntax import TemplateError, field_path, placeholders
from .cascades import Cascade, cascades
from .following import usual_follow
from .rule_syntax import names_in
from .watchable import can_be_watched

# The fields with what is said, and how.
MESSAGE_FIELDS = (
    *("template", "message_format", "embed_title", "embed_color", "embed_fields"),
    *("embed_timestamp", "embed_link"),
)
# All that noticing and saying need of a rule.
RULE_FIELDS = (
    *("model_name", "trigger", "watched_fields", "reason_field", "filter_domain"),
    *("required_fields", "audit_line", "lang", "company_id", "author_id"),
    *MESSAGE_FIELDS,
    *("known_fields", "follow", "follow_fields", "mention_domain", "route_field"),
)
# What a rule that follows tells of records that it told before; see `RuleWatch.edits`.
EDIT, STRIKE = "edit", "strike"
EVENTS = {
    **{"on_create": "created", "on_write": "changed", "on_unlink": "deleted"},
    **{"on_demand": "manual", EDIT: "edited", STRIKE: "deleted"},
}


class RuleWatch(NamedTuple):
    """What noticing and saying need of a rule, without reading the rule."""

    rule_id: int
    trigger: str
    watched_fields: tuple[str, ...]
    reason_field: str
    domain: str
    required_fields: tuple[str, ...]
    template: str
    audit_line: str
    lang: str
    company_id: int | None
    author_id: int | None  # whose rights limit what is told; None: nobody's
    embed: EmbedTemplate | None  # None: the template is the message
    webhook_id: int | None = None  # for what has no other
    # (kind, Discord's number, name) of each whom it calls, and of which records
    mentions: tuple[tuple[str, str, str], ...] = ()
    mention_domain: str = ""
    # ((value, webhook id), …) of those that have a URL, and whose value it is
    route_field: str = ""
    routes: tuple[tuple[str, int], ...] = ()
    follow: tuple[str, ...] = ()  # fields whose changes edit what was told
    currencies: tuple[str, ...] = ()  # fields with those of the sums that it watches

    # Not annotated, so no parts of it: what a recap says otherwise to the outbox.
    told_by = "rule_id"  # the column of a notification that names who tells
    period_start = None

    @property
    def templates(self):
        """All texts with placeholders: what is said, and the line of the log."""
        others = self.embed.templates if self.embed else ()
        return (self.template, *others, self.audit_line)

    @property
    def remembered_fields(self):
        """The fields whose old values its texts may need."""
        return (*self.watched_fields, *self.currencies) if self.watched_fields else ()

    @property
    def event(self):
        """What the notifications of this rule say has happened."""
        return EVENTS[self.trigger]

    def edits(self, trigger):
        """Return it as what edits messages that it told: by `EDIT`, or `STRIKE`.

        What is told already is edited whatever the record has or has not now, where it
        was told, and calls nobody.
        """
        none = dict.fromkeys(("required_fields", "watched_fields"), ())
        none |= dict.fromkeys(("mentions", "routes"), ())
        return self._replace(trigger=trigger, **none)


class ModelWatch(NamedTuple):
    """What is watched on one model."""

    rules: tuple[RuleWatch, ...]
    watched_fields: tuple[str, ...]
    followed_fields: tuple[str, ...]
    reason_fields: tuple[str, ...]
    langs: tuple[str, ...]
    remembered_fields: tuple[str, ...]  # whose old values are told, or needed for it

    @property
    def noted_fields(self):
        """The fields whose changes are noted."""
        return (*self.remembered_fields, *self.followed_fields)

    @property
    def tells_deletions(self):
        return any(rule.follow or rule.trigger == "on_unlink" for rule in self.rules)


class WatchMap(NamedTuple):
    """What is watched, on all models."""

    models: dict[str, ModelWatch] = {}
    relations: dict[str, list] = {}  # {model: [(model, its many2one field to it)]}
    cascades: dict[str, Cascade] = {}  # {model: which deletions with it are told}

    @classmethod
    def of(cls, env, watches):
        """Return the map of the models' watches.

        :param watches: {model name: ModelWatch}
        """
        relations = defaultdict(list)
        for name, watch in watches.items():
            for field_name in watch.noted_fields if name in env else ():
                field = env[name]._fields[field_name]
                if field.type == "many2one":
                    relations[field.comodel_name].append((name, field_name))
        missed = [name for name, watch in watches.items() if watch.tells_deletions]
        return cls(watches, dict(relations), cascades(env, missed))


def rule_watch(model, rule):
    """Return the `RuleWatch` of a rule.

    :param model: an empty recordset, or None when the model is absent
    :param rule: {name: value} of its id and `RULE_FIELDS`, and of its `webhook_id`,
        `mentions` and `routes` as `RuleWatch` has them, if in lists
    """
    watched = names_in(rule["watched_fields"]) if rule["trigger"] == "on_write" else ()
    currencies = ()
    if model is not None:
        # Reading the others could fail in a user's write.
        watched = [n for n in watched if can_be_watched(model, n)]
        currencies = _currencies(model, watched)
        rule = _without_lost(rule, lost_fields(model, rule["known_fields"]))
    return RuleWatch(
        rule_id=rule["id"],
        trigger=rule["trigger"],
        watched_fields=tuple(watched),
        reason_field=rule["reason_field"] or "",
        domain=rule["filter_domain"] or "",
        required_fields=names_in(rule["required_fields"]),
        template=rule["template"] or "",
        audit_line=rule["audit_line"] or "",
        lang=rule["lang"] or "fr_FR",
        company_id=rule["company_id"],
        author_id=rule["author_id"] or None,
        embed=EmbedTemplate.of(rule) if rule["message_format"] == "embed" else None,
        webhook_id=rule["webhook_id"] or None,
        mentions=tuple(map(tuple, rule["mentions"] or ())),
        mention_domain=rule["mention_domain"] or "",
        route_field=rule["route_field"] or "",
        routes=tuple(map(tuple, rule["routes"] or ())) if rule["route_field"] else (),
        follow=_follow(model, rule),
        currencies=currencies,
    )


def follow_paths(rule):
    """Return the paths of the fields that a rule's message shows.

    :param rule: {name: value} of `MESSAGE_FIELDS`, or a record
    """
    texts = [rule["template"] or ""]
    if rule["message_format"] == "embed":
        texts += EmbedTemplate.of(rule).templates
    paths = {}
    for text in texts:
        with suppress(TemplateError):  # it tells nothing so far
            paths |= dict.fromkeys(map(field_path, placeholders(text)))
    return [path for path in paths if path]


def _currencies(model, names):
    """Return the names of the fields with the currencies of those that are sums."""
    fields = (model._fields[name] for name in names)
    sums = (field for field in fields if field.type == "monetary")
    found = dict.fromkeys(field.get_currency_field(model) for field in sums)
    return tuple(n for n in found if n not in names and can_be_watched(model, n))


def _follow(model, rule):
    """Return the names of the fields whose changes edit what a rule told."""
    if not rule["follow"] or rule["trigger"] != "on_create" or model is None:
        return ()
    names = (n for n in names_in(rule["follow_fields"]) if can_be_watched(model, n))
    return tuple(names) or usual_follow(model, follow_paths(rule))


def lost_fields(model, known):
    """Return the names of fields whose changes a rule told before they went away.

    :param known: those that there were when it was saved, as text
    """
    return [name for name in names_in(known) if name not in model._fields]


def _without_lost(rule, names):
    """Return a rule's values without what it says of the changes of lost fields."""
    if not names:
        return rule
    message, title, fields = (
        without_lines(rule[name] or "", names)
        for name in ("template", "embed_title", "embed_fields")
    )
    is_embed = rule["message_format"] == "embed"
    if is_blank(message) and not (is_embed and f"{title}{fields}".strip()):
        message = "{display_name}"  # a message must say something
    line = without_words(rule["audit_line"] or "", names)
    said = {"embed_title": title, "embed_fields": fields, "audit_line": line}
    return {**rule, "template": message, **said}


def model_watch(rules):
    """Return the `ModelWatch` of the rules of one model."""
    watched = dict.fromkeys(name for rule in rules for name in rule.watched_fields)
    kept = dict.fromkeys(name for rule in rules for name in rule.remembered_fields)
    followed = dict.fromkeys(name for rule in rules for name in rule.follow)
    reasons = dict.fromkeys(rule.reason_field for rule in rules if rule.reason_field)
    langs = dict.fromkeys(rule.lang for rule in rules if rule.watched_fields)
    return ModelWatch(
        tuple(rules), *map(tuple, (watched, followed, reasons, langs, kept))
    )
