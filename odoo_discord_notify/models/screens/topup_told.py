"""What Discord was told of a top-up, as SQL: whichever rule told it, or a hand."""

from odoo import fields
from odoo.tools import SQL

# Of several notifications the one that most needs a person counts.
URGENCY = ["error", "in_doubt", "outgoing", "sent", "canceled"]


class Told(fields.Selection):
    """What became of a top-up, looked for where there are few such.

    Looking at each of a million top-ups in turn takes seconds.
    """

    def _condition_to_sql(self, field_expr, operator, value, model, alias, query):
        condition = super()._condition_to_sql(
            field_expr, operator, value, model, alias, query
        )
        source, states = model._source(), set(value) if operator == "in" else set()
        if not states or source is None:
            return condition
        topup_id = SQL.identifier(alias, "id")
        if states <= set(URGENCY):
            few = SQL(
                """%s IN (SELECT res_id FROM discord_notification
                           WHERE res_model = %s AND state IN %s)""",
                *(topup_id, source._name, tuple(states)),
            )
        elif not states & set(URGENCY):
            few = SQL(
                """NOT EXISTS (SELECT FROM discord_notification
                                WHERE event = 'created' AND rule_id IS NOT NULL
                                  AND res_model = %s AND res_id = %s)""",
                *(source._name, topup_id),
            )
        else:
            return condition
        return SQL("(%s AND %s)", few, condition)


def told_values(source, query):
    """Return {column: SQL}, joined to a query on top-ups so that who asks not pays not.

    Whoever told it: where and why not is for those who may read what was told.
    Notifications without a rule are of records that left with an earlier installation
    of the customer's module.
    """
    model = source.env["discord.notification"].sudo()
    topup_id = SQL.identifier(source._table, "id")
    one = SQL(
        """told.id = (SELECT id FROM discord_notification
                       WHERE res_model = %s AND res_id = %s
                         AND event IN ('created', 'manual') AND rule_id IS NOT NULL
                       ORDER BY array_position(%s, state) LIMIT 1)""",
        *(source._name, topup_id, URGENCY),
    )
    query.add_join("LEFT JOIN", "told", model._table, one)
    own = source.env["ir.rule"]._compute_domain(model._name, "read")
    own = own.optimize_full(model)._to_sql(model, "told", query)
    told = SQL(
        """CASE WHEN told.state IS NOT NULL THEN told.state
                WHEN %s <= (SELECT min(baseline) FROM discord_rule
                             WHERE model_name = %s AND baseline_date IS NOT NULL)
                THEN 'history' ELSE 'untold' END""",
        *(topup_id, source._name),
    )
    return {
        "told": told,
        "sent_date": SQL("told.sent_date"),
        "failure_reason": SQL("CASE WHEN %s THEN told.failure_reason END", own),
        "webhook_id": SQL("CASE WHEN %s THEN told.webhook_id END", own),
        "notification_id": SQL("CASE WHEN %s THEN told.id END", own),
    }
