"""Which records the database deletes with others: they never pass through `unlink`."""

from collections import defaultdict
from typing import NamedTuple

from odoo.tools import SQL


class Cascade(NamedTuple):
    """What is to be looked for when records of one model are deleted."""

    models: frozenset[str]  # of what is looked for; maybe the one itself
    links: tuple[tuple[str, str, str], ...]  # (model, its many2one field, owner)

    def found(self, records):
        """Return {model name: ids} of all that goes with `records`: at most one query.

        What they are themselves is among them, if it is there: core lets one delete
        once more what is gone.
        """
        if not self.links:
            return {records._name: list(records.exists()._ids)}
        env = records.env
        steps = [
            SQL(
                "SELECT %s::text AS model, link.id FROM %s link"
                " WHERE gone.model = %s AND %s = gone.id",
                *(name, SQL.identifier(env[name]._table), owner),
                SQL.identifier("link", field),
            )
            for name, field, owner in self.links
        ]
        query = SQL(
            """
            WITH RECURSIVE gone (model, id) AS (
                SELECT %s::text, id FROM %s WHERE id = ANY(%s)
                 UNION
                SELECT found.model, found.id
                  FROM gone CROSS JOIN LATERAL (%s) found
            )
            SELECT model, array_agg(id ORDER BY id) FROM gone
             WHERE model = ANY(%s) GROUP BY model
            """,
            *(records._name, SQL.identifier(records._table), list(records._ids)),
            *(SQL(" UNION ALL ").join(steps), list(self.models)),
        )
        env.cr.execute(query, log_exceptions=False)
        return dict(env.cr.fetchall())


def cascades(env, wanted):
    """Return {model name: Cascade}: with whose records such of `wanted` models go.

    :param wanted: names of models
    """
    links, look = defaultdict(list), [name for name in wanted if name in env]
    known = set(look)
    while look:
        model = env[look.pop()]
        for name in _cascading(model):
            owner = model._fields[name].comodel_name
            links[owner].append((model._name, name, owner))
            if owner not in known:
                known.add(owner)
                look.append(owner)
    return {name: _below(name, links, wanted) for name in known}


def _below(name, links, wanted):
    """Return the `Cascade` that begins at a model, of the links by owner."""
    models, found = [name], []
    for owner in models:  # which grows meanwhile
        found += links.get(owner, ())
        models += [link[0] for link in links.get(owner, ()) if link[0] not in models]
    return Cascade(frozenset(models) & frozenset(wanted), tuple(found))


def _cascading(model):
    """Yield the names of the fields whose owner takes a record of `model` along."""
    for field in model._fields.values():
        is_column = field.store and field.type == "many2one" and not field.inherited
        if (
            is_column
            and field.ondelete == "cascade"
            and field.comodel_name in model.env
        ):
            yield field.name
