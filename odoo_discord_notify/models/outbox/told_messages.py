"""What a rule has told of records, as its messages say it now: where edits begin."""

from datetime import datetime
from typing import NamedTuple

from odoo.tools import SQL

from ..watching.record_changes import COMPANY, RecordChanges

# In which state an edit begins, by that of the notification which it edits: while
# nobody knows whether that arrived, it waits. What is not to be told is not edited,
# unless it is put back.
FIRST_STATES = {
    **{"outgoing": "outgoing", "sent": "outgoing"},
    **{"error": "resting", "in_doubt": "resting"},
}


class _FirstTelling(RecordChanges):
    """What was known of a record when it was told."""


class Told(NamedTuple):
    """A notification that may be edited, with the newest text of its message."""

    id: int
    state: str
    failure_type: str | None
    user_id: int | None
    values: dict | None
    is_unknown: bool  # nobody knows what it says: it failed, or is emptied by retention
    event: str  # of what gave it its newest text
    content: str
    embed: dict | None

    @property
    def is_withdrawn(self):
        return self.event == "withdrawn"

    @property
    def is_unwritten(self):
        """Whether its text is still to be written, once its rule is mended."""
        return self.is_unknown and self.state in ("error", "canceled")

    def says(self, saying):
        """Return whether the message says that already."""
        return (self.content, self.embed) == (saying.content, saying.embed)

    def first_telling(self, rule, changes):
        """Return what was known when it was told.

        Who did it and why stay what they were in each text; the rest is read now.

        :param changes: the `RecordChanges` that make it edited
        """
        values = self.values or {}
        first = _FirstTelling(self.user_id, silenced=False, created=True)
        first.company_id = values.get(COMPANY)
        first.unsilenced = changes.unsilenced
        first.words = {
            (rule.rule_id, name): text
            for name, text in values.items()
            if name.partition(":")[0] in ("agent", "reason")
        }
        if moment := (self.embed or {}).get("timestamp"):
            first.happened = datetime.fromisoformat(moment).replace(tzinfo=None)
        return first


def told_messages(env, rule, model_name, res_ids, but=(), put_off=False):
    """Return {record id: Told} of what a rule told and may edit: one query.

    :param but: ids of notifications that do not count: this transaction's own edits
    :param put_off: also what was canceled, or silenced, and may be told after all
    """
    query = SQL(
        """
        SELECT told.res_id, told.id, told.state, told.failure_type, told.user_id,
               told."values", coalesce(told.content, '') = '',
               coalesce(newest.event, told.event),
               CASE WHEN newest.id IS NULL THEN told.content ELSE newest.content END,
               CASE WHEN newest.id IS NULL THEN told.embed ELSE newest.embed END
          FROM discord_notification told
          LEFT JOIN LATERAL (
                SELECT id, event, content, embed FROM discord_notification
                 WHERE edit_of_id = told.id AND state NOT IN ('canceled', 'error')
                   AND id <> ALL(%s)
                 ORDER BY id DESC LIMIT 1
          ) newest ON TRUE
         WHERE told.event = 'created' AND told.rule_id = %s AND told.res_model = %s
           AND told.res_id = ANY(%s)
           AND (told.state = ANY(%s)
                OR %s AND told.state = 'canceled'
                   AND told.failure_type IN ('canceled', 'silenced'))
        """,
        *(list(but), rule.rule_id, model_name, list(res_ids)),
        *(list(FIRST_STATES), put_off),
    )
    env.cr.execute(query, log_exceptions=False)
    return {res_id: Told(*told) for res_id, *told in env.cr.fetchall()}
