from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...discord.calling import LARGEST_ID, pasted, shown_name

KINDS_WITH_NUMBER = ("role", "user")


class DiscordMention(models.Model):
    _name = "discord.mention"
    _description = "Who Discord can call"
    _inherit = "discord.checks.mixin"
    _order = "name, id"

    name = fields.Char(
        required=True, help="As Discord shows it, and people know it. Example: @compta"
    )
    kind = fields.Selection(
        [
            ("role", "A role"),
            ("user", "A person"),
            ("here", "@here: who is online"),
            ("everyone", "@everyone: who reads the channel"),
        ],
        required=True,
        help="Whom Discord calls.",
    )
    discord_id = fields.Char(
        string="Number",
        help="Discord's number of the role or person. In Discord, type \\@compta, send "
        "it and copy what comes: <@&…> of a role, <@…> of a person. Or “Copy ID”, "
        "with Developer Mode switched on.",
    )

    @api.model
    def default_get(self, fields):
        """Read what was pasted where a name is typed."""
        defaults = super().default_get(fields)
        found = pasted(defaults.get("name") or "")
        if not found:
            return defaults
        kind, number = found
        read = {"kind": kind, "discord_id": number or False}
        read["name"] = f"@{kind}" if kind and not number else False
        return {**defaults, **{name: read[name] for name in read if name in fields}}

    @api.model
    def name_create(self, name):
        """Keep, or find, what somebody pastes into a rule.

        :raise ValidationError: it is nothing that Discord copies, or a bare number
        """
        found = pasted(name)
        if not found or not found[0]:
            raise ValidationError(self._how_to_paste(found))
        kind, number = found
        domain = [("kind", "=", kind), ("discord_id", "=", number or False)]
        mention = self.search(domain, limit=1) or self.create(
            {
                "name": shown_name({"kind": kind, "discord_id": number}),
                "kind": kind,
                "discord_id": number,
            }
        )
        return mention.id, mention.display_name

    def _how_to_paste(self, found):
        if found:
            return self.env._(
                "Is %(number)s a role or a person? Paste <@&%(number)s> of a role, "
                "<@%(number)s> of a person.",
                number=found[1],
            )
        return self.env._(
            "Discord calls nobody by that: paste what it copies, <@&…> of a role, "
            "<@…> of a person, or type @here or @everyone."
        )

    @api.onchange("discord_id")
    def _onchange_discord_id(self):
        self.update(self._read_number({"discord_id": self.discord_id}))

    @api.model_create_multi
    def create(self, vals_list):
        mentions = super().create([self._read_number(vals) for vals in vals_list])
        self.env["discord.watch"]._changed()
        return mentions

    def write(self, vals):
        vals = self._read_number(vals)
        if vals.get("kind", KINDS_WITH_NUMBER[0]) not in KINDS_WITH_NUMBER:
            self.filtered(lambda one: one.kind != vals["kind"])._check_uncalled()
        result = super().write(vals)
        self.env["discord.watch"]._changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["discord.watch"]._changed()
        return result

    @api.model
    def _read_number(self, vals):
        """Return values, of what was pasted as a number its kind and the number."""
        number = vals.get("discord_id")
        found = isinstance(number, str) and pasted(number)
        if not found:
            return vals
        kind, number = found
        return {
            **vals,
            "discord_id": number or False,
            **({"kind": kind} if kind else {}),
        }

    @api.constrains("kind", "discord_id")
    def _check_number(self):
        for mention in self:
            number = mention.discord_id or ""
            if mention.kind not in KINDS_WITH_NUMBER:
                if number:
                    raise ValidationError(
                        self.env._("@here and @everyone have no number.")
                    )
            elif not (number.isascii() and number.isdecimal()):
                raise ValidationError(
                    self.env._(
                        "A role or person is called by its number: paste what Discord "
                        "copies, <@&…> of a role, <@…> of a person."
                    )
                )
            elif not 0 < int(number[:30]) <= LARGEST_ID:
                raise ValidationError(
                    self.env._("Discord has no such number: %s", number)
                )

    def _check_uncalled(self):
        """Whoever calls everybody is asked first: where it is called, not here.

        :raise ValidationError: a rule or a recap calls one of them already
        """
        calls = [("mention_ids", "in", self.ids)]
        for name in ("discord.rule", "discord.recap"):
            callers = self.env[name].sudo().with_context(active_test=False)
            if caller := callers.search(calls, limit=1):
                raise ValidationError(
                    self.env._(
                        "“%s” is called already, and so would many more be: add @here "
                        "or @everyone where you want it, which asks first.",
                        (caller.mention_ids & self)[:1].name,
                    )
                )

    def _as_call(self):
        """Return whom they call, as `discord.calling` has it, to be kept as JSON."""
        return [
            {"kind": one.kind, "discord_id": one.discord_id or "", "name": one.name}
            for one in self.sudo()
        ]
