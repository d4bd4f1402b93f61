"""What every door of our models looks at: who comes in, with what, and what goes out.

Superuser's own work passes unseen: the sender and the synchronization are in a hurry.
"""

import re

from odoo import api, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

# PostgreSQL keeps neither U+0000 nor half of a surrogate pair.
UNWRITABLE = re.compile("[\0\ud800-\udfff]")
LARGEST = 2**31 - 1  # of PostgreSQL's integers
# Spreadsheets take a text that begins so for a formula. Odoo itself disarms "=", "+"
# and "-", in CSV files only.
FORMULA = tuple(["=", "{=", "@", "\t", "\r", "\n", *"＝＋－＠"])
NO_IDS = (str, float, list)
LISTS = ("one2many", "many2many")
INTEGERS = ("integer", "many2one_reference")
ADMINISTRATOR = "base.group_system"
MANAGER = "odoo_discord_notify.group_discord_manager"


class DiscordChecksMixin(models.AbstractModel):
    _name = "discord.checks.mixin"
    _description = "What Discord's models refuse and disarm"

    def _check_manager(self):
        """Buttons work with superuser's rights: ask for the right to press them."""
        self.check_access("read")
        if not self.env.user.has_group(MANAGER):
            raise AccessError(
                self.env._(
                    "Only a Discord manager may do this. An administrator gives this "
                    "role in Settings → Users."
                )
            )

    def _check_exists(self):
        if self != self.exists():
            raise UserError(self.env._("This is no more: reload the page."))

    def ensure_one(self):
        """Say in words what Odoo would answer to a program with a traceback."""
        # A program may name a record 0: none has that number.
        if (len(self) != 1 or self._ids == (0,)) and not self.env.su:
            raise UserError(self.env._("This takes one record, neither none nor more."))
        return super().ensure_one()

    # === IN === #

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_values(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_values(vals)
        result = super().write(vals)
        if not {"company_id", "webhook_id"}.isdisjoint(vals):
            # Odoo has asked before: nobody may push a record over a company's wall.
            self.check_access("write")
        return result

    @api.model
    def _search(self, domain, *args, **kwargs):
        if not self.env.su:
            refuse_unwritable(self.env, Domain(domain))
        return super()._search(domain, *args, **kwargs)

    @api.model
    def default_get(self, fields):
        none = self.browse()  # a default may say what is not for all
        if not none.has_access("write"):
            none.check_access("create")
        defaults = super().default_get(fields)
        self._check_values(defaults)  # a context may hold any
        return defaults

    def onchange(self, values, field_names, fields_spec):
        self._check_values(values)
        # Odoo reads the lists that have changed, and stumbles where none asks for them.
        lists = [name for name in field_names if self._is_list(name)]
        fields_spec = {**{name: {} for name in lists}, **fields_spec}
        return super().onchange(values, field_names, fields_spec)

    def _check_values(self, vals):
        """Say in words what Odoo would answer with a traceback."""
        for name, value in () if self.env.su else vals.items():
            refuse_unwritable(self.env, value)
            if not self._is_possible(name, value):
                raise ValidationError(
                    self.env._("%(field)s: this value is not possible.", field=name)
                )

    def _is_list(self, name):
        return name in self._fields and self._fields[name].type in LISTS

    def _is_possible(self, name, value):
        field = self._fields.get(name)
        if not field:
            return False
        if field.type == "many2one" and (value is True or isinstance(value, NO_IDS)):
            return False
        if isinstance(value, dict) and field.type in INTEGERS:
            return False
        if self._is_list(name):
            return _are_records(value)
        try:
            kept = field.convert_to_cache(value, self.browse())
        except (TypeError, ValueError, OverflowError):
            return False
        # Of a float, Odoo keeps the integer in an integer field.
        return not any(isinstance(n, int) and abs(n) > LARGEST for n in (value, kept))

    # === OUT === #

    def export_data(self, fields_to_export):
        exported = super().export_data(fields_to_export)
        rows = exported["datas"]
        exported["datas"] = [[disarmed(value) for value in row] for row in rows]
        return exported

    @api.model
    def formatted_read_group(self, domain, groupby=(), aggregates=(), **kwargs):
        groups = super().formatted_read_group(domain, groupby, aggregates, **kwargs)
        if "id:array_agg" in aggregates:  # an export: the groups' names are cells
            for group in groups:
                group.update({name: disarmed(group[name]) for name in groupby})
        return groups


def _are_records(value):
    """Whether Odoo takes it for several records: commands, or ids."""
    if value is None or value is False or isinstance(value, models.BaseModel):
        return True
    return isinstance(value, (list, tuple)) and all(
        isinstance(one, int) or _is_command(one) for one in value
    )


def _is_command(one):
    match one:
        case [0 | 1, int() | str() | None, dict()] | [4, int(), *_] | [5, *_]:
            return True
        case [2 | 3, id_, *_]:  # a form numbers its new lines in its own way
            return isinstance(id_, int) or str(id_).startswith("virtual_")
        case [6, _, list() | tuple() as ids]:
            return all(isinstance(id_, int) for id_ in ids)
    return False


def refuse_unwritable(env, value):
    """Refuse texts that PostgreSQL cannot keep, wherever they are in `value`.

    :raise ValidationError: says so, and does not repeat the text
    """
    if isinstance(value, str) and UNWRITABLE.search(value):
        raise ValidationError(
            env._(
                "A text has a character that cannot be stored (U+0000, or half of a "
                "character). Type it again."
            )
        )
    if isinstance(value, Domain):
        value = [condition.value for condition in value.iter_conditions()]
    if isinstance(value, dict):
        value = (*value, *value.values())
    if isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            refuse_unwritable(env, part)


def disarmed(value):
    """Return a text, also as the name of (id, name), so that no spreadsheet runs it."""
    if isinstance(value, tuple):
        return tuple(map(disarmed, value))
    is_formula = isinstance(value, str) and value.startswith(FORMULA)
    return f"'{value}" if is_formula else value
