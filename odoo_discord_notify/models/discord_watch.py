"""Which models are watched: one map for the database, cached and never stale."""

from typing import NamedTuple

import psycopg2

from odoo import SUPERUSER_ID, api, models, tools
from odoo.tools.safe_eval import safe_eval

# Serialization failures and deadlocks: Odoo retries the whole request on these.
RETRIED_ERRORS = tuple(
    getattr(psycopg2.errors, name)
    for name in ("SerializationFailure", "DeadlockDetected", "LockNotAvailable")
)


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


class ModelWatch(NamedTuple):
    """What is watched on one model."""

    rules: tuple[RuleWatch, ...]
    watched_fields: tuple[str, ...]
    reason_fields: tuple[str, ...]


class SnapshotTooOld(Exception):
    """The map was read in a snapshot older than the last known change of a rule."""

    def __init__(self, watch_map):
        super().__init__()
        self.watch_map = watch_map


class DiscordWatch(models.AbstractModel):
    _name = "discord.watch"
    _description = "What Discord rules watch"

    @api.model
    def _for_model(self, model_name):
        """Return the `ModelWatch` of a model, or None where nothing is watched.

        One cached lookup. A map from an old snapshot is used once and not cached,
        or a long transaction would bring back rules as they were long ago.
        """
        try:
            return self._cached_map().get(model_name)
        except SnapshotTooOld as error:
            return error.watch_map.get(model_name)
        except RETRIED_ERRORS:
            raise
        except (psycopg2.errors.UndefinedTable, psycopg2.errors.UndefinedColumn):
            # Another worker uninstalled or upgraded the addon; this one still has
            # the old registry until its next request.
            return None

    @api.model
    @tools.ormcache(cache="stable")
    def _cached_map(self):
        with self.env.cr.savepoint(flush=False):
            watch_map = self._read_map()
            self.env.cr.execute(
                "SELECT max(id) FROM orm_signaling_stable", log_exceptions=False
            )
            seen = self.env.cr.fetchone()[0]
        if seen < self.pool.cache_sequences["stable"]:
            raise SnapshotTooOld(watch_map)
        return watch_map

    @api.model
    def _read_map(self):
        """Return {model name: ModelWatch} for all rules that can tell something."""
        for model_name in ("discord.rule", "discord.webhook"):
            self.env[model_name].flush_model()
        self.env.cr.execute(
            """
            SELECT r.id, r.model_name, r.trigger, r.watched_fields, r.reason_field,
                   r.filter_domain, r.required_fields, r.template, r.audit_line,
                   r.lang, r.company_id, r.webhook_id
              FROM discord_rule r
             WHERE r.active
             ORDER BY r.sequence, r.id
            """,
            log_exceptions=False,
        )
        rows = self.env.cr.fetchall()
        webhook_ids = list({row[-1] for row in rows})
        webhooks = self.env(user=SUPERUSER_ID, su=True)["discord.webhook"]
        configured = set(webhooks.browse(webhook_ids)._configured().ids)
        by_model = {}
        for row in rows:
            if row[-1] in configured:
                by_model.setdefault(row[1], []).append(_rule_watch(*row[:-1]))
        return {name: _model_watch(rules) for name, rules in by_model.items()}

    @api.model
    def _changed(self):
        """Make every worker of every server see a change of rules at its commit.

        Clearing at once serves this transaction. After the commit another thread
        may have cached the map of before, so it is cleared again on both sides of
        the signal; and a rollback must not leave what only we have seen.
        """
        registry = self.env.registry
        if not registry.ready:  # installing: all caches are dropped at the end
            return

        def publish():
            registry.clear_cache("stable")
            registry.signal_changes()
            registry.clear_cache("stable")

        registry.clear_cache("stable")
        self.env.cr.postcommit.add(publish)
        self.env.cr.postrollback.add(lambda: registry.clear_cache("stable"))

    @api.model
    def _reading(self, records, rule=None):
        """Return `records` in the one environment in which rules read values.

        Old and new values must be read alike whoever saves, in whatever language
        and company: as superuser, in the rule's own or in none. Without
        `prefetch_fields`, a field read through a relation fetches every column.
        """
        context = {"prefetch_fields": False}
        if rule and rule.lang in dict(self.env["res.lang"].get_installed()):
            context["lang"] = rule.lang
        if rule and rule.company_id:
            context["allowed_company_ids"] = [rule.company_id]
        return records.with_env(self.env(user=SUPERUSER_ID, su=True, context=context))


def names_in(text):
    """Return the field names of a comma separated list, as a tuple."""
    return tuple(filter(None, (name.strip() for name in (text or "").split(","))))


def domain_of(text):
    """Return the domain written in `text`; empty means every record."""
    return safe_eval(text, {}) if text and text.strip() else []


def _rule_watch(
    rule_id,
    _model_name,
    trigger,
    watched_fields,
    reason_field,
    filter_domain,
    required_fields,
    template,
    audit_line,
    lang,
    company_id,
):
    return RuleWatch(
        rule_id=rule_id,
        trigger=trigger,
        watched_fields=names_in(watched_fields) if trigger == "on_write" else (),
        reason_field=reason_field or "",
        domain=filter_domain or "",
        required_fields=names_in(required_fields),
        template=template or "",
        audit_line=audit_line or "",
        lang=lang or "fr_FR",
        company_id=company_id,
    )


def _model_watch(rules):
    watched = dict.fromkeys(name for rule in rules for name in rule.watched_fields)
    reasons = dict.fromkeys(rule.reason_field for rule in rules if rule.reason_field)
    return ModelWatch(tuple(rules), tuple(watched), tuple(reasons))
