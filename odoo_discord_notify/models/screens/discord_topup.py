from odoo import api, fields, models
from odoo.tools import SQL

from ..watching.rule_syntax import domain_fields
from .topup_columns import can_show, to_sql
from .topup_told import Told, told_values

SOURCE = "alimenteur.solde"
# The customer's fields, by the names of the user's plan.
COLUMNS = (
    *("client", "solde", "state", "date_done", "avoir", "reference_no"),
    *("date_creation", "date_refus", "refus_raisons", "source", "created_by"),
    "create_date",
)
TOLD = ("told", "sent_date", "webhook_id", "notification_id", "failure_reason")


class DiscordTopup(models.Model):
    """The user's plan's audit: each top-up, and whether, when and where it was told.

    The customer's model may be absent, and its fields missing or of another type. So
    nothing here refers to it while models are set up: the table is a query, made for
    whoever asks, of the records and the fields that this user may read.
    """

    _name = "discord.topup"
    _description = "Discord audit of top-ups"
    _inherit = "discord.checks.mixin"
    _auto = False
    _order = "id desc"
    _depends = {
        "discord.notification": (
            *("res_model", "res_id", "event", "state", "sent_date"),
            *("webhook_id", "company_id", "failure_reason"),
        ),
        "discord.rule": ("model_name", "baseline", "baseline_date"),
    }

    display_name = fields.Char(help="What the customer's own form calls it.")
    client = fields.Char(help="Whose account was credited. Example: Dépôt Maârif")
    solde = fields.Float(digits=(16, 2), help="The amount. Example: 1500")
    state = fields.Char(help="Where it stands in Odoo, as its own form says it.")
    date_done = fields.Datetime(string="Validated on", help="When it was validated.")
    avoir = fields.Char(help="The credit note that it comes from, if any.")
    reference_no = fields.Char(
        string="Reference no.", help="Its reference. Example: ALM/2026/0001"
    )
    date_creation = fields.Datetime(string="Dated", help="Its own date.")
    date_refus = fields.Datetime(string="Refused on", help="When it was refused.")
    refus_raisons = fields.Text(
        string="Reasons for refusal", help="Why it was refused."
    )
    source = fields.Char(help="Where it comes from. Example: Caisse")
    created_by = fields.Char(string="Created by", help="Who entered it.")
    create_date = fields.Datetime(
        string="Recorded on", help="When it came into the database."
    )

    told = Told(
        "_selection_told",
        help="What became of it in Discord. “Not told”: the next synchronization tells "
        "it. “Before the rule”: only a run of the console with “History since” does.",
    )
    sent_date = fields.Datetime(string="Told on", help="When Discord confirmed it.")
    webhook_id = fields.Many2one(
        "discord.webhook", help="Where it was told. Example: Alimentations de solde"
    )
    notification_id = fields.Many2one(
        "discord.notification",
        help="What was told, and its story. Of several, the one that needs a person.",
    )
    failure_reason = fields.Char(
        string="Why not",
        help="What kept it from Discord. For example: Client not filled in",
    )

    discord_link = fields.Char(related="notification_id.discord_link")

    @api.model
    def _selection_told(self):
        states = self.env["discord.notification"]._fields["state"]
        untold = {
            "untold": self.env._("Not told"),
            "history": self.env._("Before the rule"),
        }
        known = states._description_selection(self.env)
        known = [(state, label) for state, label in known if state != "resting"]
        return [*untold.items(), *known]

    def _compute_display_name(self):
        for topup in self:
            topup.display_name = self._source().browse(topup.id).display_name

    # === BUTTONS === #

    def action_open_topup(self):
        """Open the top-up itself, in the customer's own form."""
        self._check_there()
        return self._source().browse(self.id)._get_records_action()

    def action_open_notifications(self):
        """Open what was told of it, by whichever rule or hand."""
        self._check_there()
        told = [("res_model", "=", SOURCE), ("res_id", "=", self.id)]
        name = self.env._("Discord messages")
        return self.env["discord.notification"]._list_of(name, told)

    def _check_there(self):
        self.check_access("read")
        self.ensure_one()
        self._check_exists()

    # === WHAT THERE IS === #

    @api.model
    def _source(self):
        """Return an empty recordset of top-ups; None if the user can read none."""
        source = self.env.get(SOURCE)
        if source is None or not source.has_access("read"):
            return None
        return source

    @api.model
    def _shown(self):
        """Return the names of the customer's fields that the user can be shown."""
        source = self._source()
        if source is None:
            return ()
        return tuple(name for name in COLUMNS if can_show(source, self._fields[name]))

    @api.model
    def _has_field_access(self, field, operation):
        there = field.name not in COLUMNS or field.name in self._shown()
        return there and super()._has_field_access(field, operation)

    @api.model
    def fields_get(self, allfields=None, attributes=None):
        """Describe the customer's fields with the customer's labels."""
        described = super().fields_get(allfields, attributes)
        if names := described.keys() & set(self._shown()):
            theirs = self._source().fields_get(names, ["string", "help"])
            for name, texts in theirs.items():
                described[name] |= {key: texts[key] for key in texts if texts[key]}
        return described

    @api.model
    def _get_view_cache_key(self, view_id=None, view_type="form", **options):
        key = super()._get_view_cache_key(view_id, view_type, **options)
        return (*key, self._shown())

    @api.model
    def _get_view(self, view_id=None, view_type="form", **options):
        """Leave out what names a field that is not there."""
        arch, view = super()._get_view(view_id, view_type, **options)
        absent = set(COLUMNS).difference(self._shown())
        for node in arch.xpath("//*[@name]"):
            names = {node.get("name").removeprefix("by_")}
            names |= {path[0] for path in domain_fields(node.get("domain"))}
            if names & absent:
                node.getparent().remove(node)
        return arch, view

    # === TABLE === #

    @property
    def _table_query(self):
        source = self._source()
        query = None if source is None else source._search([], active_test=False)
        values = dict.fromkeys(("id", *COLUMNS, *TOLD))
        if query is None or query.is_empty():
            return SQL("SELECT %s WHERE FALSE", SQL(", ").join(self._terms(values)))
        values["id"] = SQL.identifier(source._table, "id")
        for name in self._shown():
            values[name] = to_sql(source, self._fields[name], query)
        values |= told_values(source, query)
        return query.select(*self._terms(values))

    def _terms(self, values):
        """Return what to select: {column: SQL or None}, each of its column's type."""
        return [
            SQL(
                "%s::%s AS %s",
                *(value, SQL(self._fields[name].column_type[1])),
                SQL.identifier(name),
            )
            for name, value in values.items()
        ]
