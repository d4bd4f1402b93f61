"""Which models are watched: one map for the database, cached and never stale."""

import logging

import psycopg2

from odoo import SUPERUSER_ID, api, models, tools
from odoo.tools import SQL

from ..trouble import log_trouble
from .rule_watch import RULE_FIELDS, WatchMap, model_watch, rule_watch

_logger = logging.getLogger(__name__)

CHANGED = "odoo_discord_notify.rules_changed"  # by this transaction
# To browsers: which forms have a button of ours may have changed.
NEWS = "odoo_discord_notify.rules"
MAP = "odoo_discord_notify.map"  # as this transaction sees it
# Of what the map is made, and of a rule what it has in other tables.
READ_MODELS = (
    *("discord.rule", "discord.rule.route", "discord.mention", "discord.webhook"),
)
CALLS_AND_ROUTES = SQL(
    """
    (SELECT json_agg(json_build_array(kind, coalesce(discord_id, ''), mention.name)
                     ORDER BY mention.name, mention.id)
       FROM discord_mention_discord_rule_rel
       JOIN discord_mention mention ON mention.id = discord_mention_id
      WHERE discord_rule_id = rule.id) AS mentions,
    (SELECT json_agg(json_build_array(value, route.webhook_id) ORDER BY sequence, id)
       FROM discord_rule_route route
      WHERE rule_id = rule.id) AS routes
    """
)


class DiscordWatch(models.AbstractModel):
    _name = "discord.watch"
    _description = "What Discord rules watch"

    @api.model
    def _for_model(self, model_name):
        """Return the `ModelWatch` of a model, or None where nothing is watched.

        One cached lookup.
        """
        return self._harmless_map().models.get(model_name)

    @api.model
    def _pointing_to(self, model_name):
        """Return (model name, field name) of the watched many2one fields to a model."""
        return self._harmless_map().relations.get(model_name, ())

    @api.model
    def _leaving_with(self, model_name):
        """Return the `Cascade` of what is told when records of a model are deleted.

        None where nothing is.
        """
        return self._harmless_map().cascades.get(model_name)

    @api.model
    @tools.ormcache("model_name", "gone", cache="stable")
    def _goes_with(self, model_name, gone):
        """Whether the database deletes records of a model with those of another.

        :param gone: the name of the latter, which its records belong to, or those that
            they belong to
        """
        owners, look = set(), [model_name]
        while look:
            model = self.env.get(look.pop(), self.browse())
            for field in model._fields.values():
                owner = field.type == "many2one" and field.store and field.comodel_name
                if owner and field.ondelete == "cascade" and owner not in owners:
                    owners.add(owner)
                    look.append(owner)
        return gone in owners

    @api.model
    def _harmless_map(self):
        """Return the `WatchMap`; no state of rules and keys makes it fail.

        Errors of the database pass.
        """
        try:
            return self._map()
        except (psycopg2.errors.UndefinedTable, psycopg2.errors.UndefinedColumn):
            # Another worker uninstalled or upgraded the addon; this one still has
            # the old registry until its next request.
            return WatchMap()
        except psycopg2.Error:
            raise
        except Exception as error:
            sentence = "Nothing is watched, the Discord rules cannot be read"
            log_trouble(_logger, error, sentence)
            return WatchMap()

    @api.model
    def _map(self):
        """Return the `WatchMap` of this transaction's point of view.

        What it has not committed is for itself only: others must not see it, and a
        savepoint can take it back. `precommit.data` is emptied by such a rollback.
        """
        cr = self.env.cr
        if CHANGED in cr.postcommit.data:
            if MAP not in cr.precommit.data:
                cr.precommit.data[MAP] = self._read_map()[0]
            return cr.precommit.data[MAP]
        memory = self._memory()
        watch_map, seen = memory["map"]
        if seen < self.pool.cache_sequences["stable"]:
            mine = MAP, cr.now()
            watch_map, seen = cr.postcommit.data.get(mine) or self._read_map()
            if seen >= self.pool.cache_sequences["stable"]:
                memory["map"] = watch_map, seen
            else:  # a long transaction: it sees rules as they were long ago, to its end
                cr.postcommit.data[mine] = watch_map, seen
        return watch_map

    @api.model
    @tools.ormcache(cache="stable")
    def _memory(self):
        """Return the map as this worker knows it, and the last signal seen then.

        Whoever looks compares the signals: the map of an old snapshot, whenever it was
        put here, is used by nobody who can know better.
        """
        return {"map": (WatchMap(), -1)}

    @api.model
    def _read_map(self):
        """Return (`WatchMap`, the last change signaled), uncached."""
        for model_name in READ_MODELS:
            self.env[model_name].flush_model()
        with self.env.cr.savepoint(flush=False):
            watch_map = self._query_map()
            query = SQL("SELECT max(id) FROM orm_signaling_stable")
            self.env.cr.execute(query, log_exceptions=False)
            return watch_map, self.env.cr.fetchone()[0]

    def _query_map(self):
        """Return the `WatchMap` of all rules that can tell something."""
        columns = ("id", "webhook_id", *RULE_FIELDS)
        query = SQL(
            "SELECT %s, %s FROM discord_rule rule"
            " WHERE active AND trigger <> 'on_demand' ORDER BY sequence, id",
            SQL(", ").join(SQL.identifier("rule", name) for name in columns),
            CALLS_AND_ROUTES,
        )
        self.env.cr.execute(query, log_exceptions=False)
        rules = self.env.cr.dictfetchall()
        webhook_ids = {rule["webhook_id"] for rule in rules}
        webhook_ids |= {id_ for rule in rules for _value, id_ in rule["routes"] or ()}
        webhooks = self.env(user=SUPERUSER_ID, su=True)["discord.webhook"]
        configured = set(webhooks.browse(webhook_ids)._configured().ids)
        by_model = {}
        for rule in rules:
            routes = [one for one in rule["routes"] or () if one[1] in configured]
            rule["routes"] = routes if rule["route_field"] else []
            if not (rule["routes"] or rule["webhook_id"] in configured):
                continue
            model_name = rule["model_name"]
            try:  # a rule that cannot be read must not silence the others
                watch = rule_watch(self.env.get(model_name), rule)
            except Exception as error:
                sentence = "Discord rule %s cannot be read"
                log_trouble(_logger, error, sentence, rule["id"])
            else:
                by_model.setdefault(model_name, []).append(watch)
        models = {name: model_watch(rules) for name, rules in by_model.items()}
        return WatchMap.of(self.env, models)

    @api.model
    def _changed(self):
        """Make every worker of every server see a change of rules at its commit.

        Before the commit another thread may cache the map as it was, so it is
        cleared after it, on both sides of the signal.
        """
        cr, registry = self.env.cr, self.env.registry
        if not registry.ready:  # installing: all caches are dropped at the end
            return

        def publish():
            registry.clear_cache("stable")
            registry.signal_changes()
            registry.clear_cache("stable")

        cr.precommit.data.pop(MAP, None)
        if CHANGED not in cr.postcommit.data:
            cr.postcommit.data[CHANGED] = True
            cr.postcommit.add(publish)
            readers = self.sudo().env.ref("odoo_discord_notify.group_discord_user")
            readers._bus_send(NEWS, {})
            # Odoo's test cursors share one transaction and have no `postcommit`.
            registry.clear_cache("stable")

    @api.model
    @tools.ormcache("user_id")
    def _is_active(self, user_id):
        """Return whether a user is there and not archived, asked once per change."""
        return self.env["res.users"].sudo().browse(user_id).exists().active

    @api.model
    def _reading(self, records, lang, company_id=None, as_user=False):
        """Return `records` in the one environment in which rules read values.

        Old and new values must be read alike whoever saves, in whatever language
        and company: as superuser, in the rule's own or in none. Without
        `prefetch_fields`, a field read through a relation fetches every column.

        :param as_user: with the user's own rights instead, for a preview
        """
        context = {"prefetch_fields": False}
        if self.env["res.lang"]._get_code(lang):  # it is installed
            context["lang"] = lang
        if company_id:
            context["allowed_company_ids"] = [company_id]
        if as_user:
            return records.with_env(self.env(su=False, context=context))
        return records.with_env(self.env(user=SUPERUSER_ID, su=True, context=context))
