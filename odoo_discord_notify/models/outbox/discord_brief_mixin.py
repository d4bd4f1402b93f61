"""A notification in short, for lists: what it says is not fetched for that."""

from odoo import api, fields, models
from odoo.tools import SQL

from ...template.syntax import placeholders
from ..watching.rule_watch import MESSAGE_FIELDS

NOTHING = "–"  # where a field was, or is, empty
SHOWN = 100  # characters of each value: a line has room for no more


class DiscordBriefMixin(models.AbstractModel):
    _name = "discord.brief.mixin"
    _description = "A Discord notification in short"

    summary = fields.Char(
        compute="_compute_summary",
        help="What the message tells, in short. For example: Dépôt Maârif · 1 500,00",
    )
    has_text = fields.Boolean(compute="_compute_summary")

    @api.depends("content", "values", *(f"rule_id.{name}" for name in MESSAGE_FIELDS))
    def _compute_summary(self):
        short = self._in_short()
        for notification in self:
            first_line, values = short.get(notification.id, ("", {}))
            texts = _in_pairs(notification._wanted(), values)
            told = " · ".join(dict.fromkeys(filter(None, texts)))
            notification.summary = told or first_line
            notification.has_text = bool(first_line)

    def _in_short(self):
        """Return {id: (first line, {placeholder: text})}, each text cut short.

        By PostgreSQL: values of many megabytes never leave it.
        """
        self.flush_recordset(["content", "values"])
        query = SQL(
            """
            SELECT id, split_part(left(ltrim(content), %(most)s), E'\n', 1), (
                    SELECT jsonb_object_agg(key, left(value, %(most)s))
                      FROM jsonb_each_text("values"))
              FROM discord_notification WHERE id = ANY(%(ids)s)
            """,
            most=SHOWN,
            ids=self.ids,
        )
        rows = self.env.execute_query(query)
        return {id_: (line or "", values or {}) for id_, line, values in rows}

    def _wanted(self):
        """Return the names that the rule's message asks for, in its order."""
        templates = self.rule_id._message_templates()
        wanted = (p.name for text in templates for p in placeholders(text))
        return [name for name in wanted if name != "record_url"]

    def _teller_name(self):
        """Return what people call the rule or the recap that tells it."""
        return self.rule_id.name or self.recap_id.name or self.env._("Test")

    @api.depends("rule_id", "recap_id", "summary")
    def _compute_display_name(self):
        for notification in self:
            name = notification._teller_name()
            summary = notification.summary
            notification.display_name = f"{name} — {summary}" if summary else name


def _in_pairs(names, values):
    """Yield the texts of placeholders; of old and new both, with an arrow between."""
    for name in names:
        side, _dot, path = name.partition(".")
        old, new = values.get(f"old.{path}"), values.get(f"new.{path}")
        if side not in ("old", "new") or not {f"old.{path}", f"new.{path}"} <= {*names}:
            yield values.get(name)
        elif side == "old" and (old or new):
            yield f"{old or NOTHING} → {new or NOTHING}"
