"""What a person reads of a notification: its message, its values, a search for it."""

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.sql import escape_psql

from ...discord.calling import NOBODY, Call, names
from ...discord.drawing import drawing
from ...discord.markdown import escape
from ...discord.packing import Item, pack
from ..field_labels import field_label
from ..watching.record_changes import COMPANY, OLD, SAID


def _trigrams(registry):
    """Index the texts for searches, once they have left the queue.

    Never in the user's transaction, whose rows are all in the queue. Without pg_trgm
    there is none, and a search reads the whole log.
    """
    if not registry.has_trigram:
        return ""
    content = registry.unaccent("content")
    return f"USING gin ({content} gin_trgm_ops) WHERE state != 'outgoing'"


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    search_text = fields.Char(
        string="Client, reference, BC or BL",
        compute="_compute_search_text",
        search="_search_search_text",
        help="Any words of the message. Example: BL/2026/0071",
    )
    facts = fields.Json(
        string="Values",
        compute="_compute_facts",
        help="What the message was written from, as it was at that moment.",
    )
    drawing = fields.Json(
        compute="_compute_drawing", help="What Discord's apps draw of the message."
    )

    _words = models.Index(_trigrams)

    def _compute_search_text(self):
        self.search_text = False  # without, a read of all fields asks for a default

    @api.depends("content", "embed", "mentions", "delivery_ids.create_date")
    def _compute_drawing(self):
        for one in self:
            is_late = one._was_too_late_to_call(one._last_attempt())
            call = NOBODY if is_late else Call.of(one.mentions)
            item = Item(one.content or "", embed=one.embed, call=call)
            one.drawing = drawing(pack([item]).payload, names(one.mentions))

    @api.model
    def _search_search_text(self, operator, value):
        """Find a text in messages; in the values of those that have no message.

        Each branch says the condition of a partial index, and is looked up in it.
        """
        if operator == "not ilike":
            return NotImplemented  # Odoo asks again for what it is not
        if operator != "ilike" or not isinstance(value, str):
            raise UserError(self.env._("This is searched for words it contains."))
        # What the SQL below reads.
        self.flush_model(["content", "edit_of_id", "state", "values"])
        # As it stands between backticks in a message, and as it stands elsewhere.
        patterns = [f"%{escape_psql(text)}%" for text in {value, escape(value)}]
        unaccent = self.env.registry.unaccent

        def like(column):
            found = [
                SQL("%s ILIKE %s", unaccent(column), unaccent(SQL("%s", pattern)))
                for pattern in patterns
            ]
            return SQL("(%s)", SQL(" OR ").join(found))

        def to_sql(_model, alias, _query):
            return SQL(
                "(%(state)s != 'outgoing' AND %(text)s"
                " OR %(state)s = 'outgoing' AND %(edit_of)s IS NULL AND %(text)s"
                " OR %(state)s = 'outgoing' AND %(edit_of)s IS NOT NULL AND %(text)s"
                " OR %(state)s IN ('error', 'in_doubt') AND %(values)s)",
                state=SQL.identifier(alias, "state"),
                edit_of=SQL.identifier(alias, "edit_of_id"),
                text=like(SQL.identifier(alias, "content")),
                values=like(SQL("%s::text", SQL.identifier(alias, "values"))),
            )

        return Domain.custom(to_sql=to_sql)

    # === VALUES === #

    @api.depends("values")
    def _compute_facts(self):
        for notification in self:
            texts = notification.values or {}
            # In the message's order: the database keeps none.
            others = texts.keys() - {OLD, SAID, COMPANY}
            told = [*notification._wanted(), *sorted(others)]
            names = dict.fromkeys(name.removeprefix("old.") for name in told)
            notification.facts = [
                {
                    "name": name,
                    "label": notification._label_of(name),
                    "value": texts.get(name, ""),
                    "before": texts.get(f"old.{bare}"),
                }
                for name in names
                if (bare := name.removeprefix("new.")) and name in texts
            ]

    def _label_of(self, name):
        """Return what the form of the record calls a placeholder's field."""
        if words := self._words_of_ours().get(name):
            return words
        model, labels = self.env.get(self.res_model), []
        path, _colon, _format = name.removeprefix("new.").partition(":")
        for step in path.split("."):
            field = model is not None and model._fields.get(step)
            if not field:
                return name
            labels.append(field_label(self.env, field))
            model = self.env.get(field.comodel_name)
        return " → ".join(labels)

    def _words_of_ours(self):
        return {
            "agent": self.env._("Agent"),
            "record_url": self.env._("Link to the record"),
            "reason": self.env._("Reason"),
            "display_name": self.env._("Name"),
        }
