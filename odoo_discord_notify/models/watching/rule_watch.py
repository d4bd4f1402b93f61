"""What noticing and saying know of rules, read once for all records."""

from typing import NamedTuple

from ...template.embed import EmbedTemplate
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
)
EVENTS = {"on_create": "created", "on_write": "changed", "on_demand": "manual"}


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

    @property
    def event(self):
        """What the notifications of this rule say has happened."""
        return EVENTS[self.trigger]


class ModelWatch(NamedTuple):
    """What is watched on one model."""

    rules: tuple[RuleWatch, ...]
    watched_fields: tuple[str, ...]
    reason_fields: tuple[str, ...]
    langs: tuple[str, ...]


def rule_watch(model, rule):
    """Return the `RuleWatch` of a rule.

    :param model: an empty recordset, or None when the model is absent
    :param rule: {name: value} of its id and `RULE_FIELDS`
    """
    watched = names_in(rule["watched_fields"]) if rule["trigger"] == "on_write" else ()
    if model is not None:  # reading the others could fail in a user's write
        watched = (n for n in watched if can_be_watched(model, n))
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
    )


def model_watch(rules):
    """Return the `ModelWatch` of the rules of one model."""
    watched = dict.fromkeys(name for rule in rules for name in rule.watched_fields)
    reasons = dict.fromkeys(rule.reason_field for rule in rules if rule.reason_field)
    langs = dict.fromkeys(rule.lang for rule in rules if rule.watched_fields)
    return ModelWatch(tuple(rules), tuple(watched), tuple(reasons), tuple(langs))
