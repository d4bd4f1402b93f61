"""What a rule says as an embed, instead of a text."""

from odoo import fields, models

from ...discord.limits import EMBED_FIELD_NAME_MAX, EMBED_FIELDS_MAX
from ...discord.markdown import is_blank
from ...discord.web_address import is_public
from ...template.embed import COLOR, EmbedTemplate, field_lines, field_template
from ..settings import link_base


class DiscordEmbedMixin(models.AbstractModel):
    _name = "discord.embed.mixin"
    _description = "What a Discord rule says as an embed"

    message_format = fields.Selection(
        [("markdown", "Text"), ("embed", "Embed")],
        string="Message format",
        required=True,
        default="markdown",
        help="An embed is a card with a coloured edge, a title and fields. Bursts of "
        "texts share more messages: one message carries at most ten embeds.",
    )
    embed_title = fields.Char(
        string="Title",
        help="Shown in bold; Discord shows no links in it. For example: "
        "💸 Nouvelle alimentation de {client}",
    )
    embed_color = fields.Char(
        string="Color", help="Of the embed's edge. For example: #5865F2"
    )
    embed_fields = fields.Text(
        string="Fields",
        help="One per line: a name, “=” and what to show. A field that comes out empty "
        "is left out. Fields whose lines end with “ |” stand beside each other. For "
        "example: Montant = **{solde} MAD** |",
    )
    embed_timestamp = fields.Boolean(
        string="Show the time",
        help="When it happened, in each reader's own time zone.",
    )
    embed_link = fields.Boolean(
        string="Link to the record", help="The title opens the record in Odoo."
    )

    def _message_templates(self):
        """Return the templates of what is said, in the order in which it is read."""
        if self.message_format != "embed":
            return [self.template or ""]
        title, *values = EmbedTemplate.of(self).templates
        return [title, self.template or "", *values]

    def _embed_problems(self):
        """Return what Discord would not show, as sentences."""
        if self.message_format != "embed":
            return []
        lines = field_lines(self.embed_fields)
        problems = [self._field_problem(line) for line in lines]
        if self.embed_color and not COLOR.fullmatch(self.embed_color):
            problems.append(
                self.env._("“%s” is no color: write it as #5865F2.", self.embed_color)
            )
        if self.embed_link and is_blank(self.embed_title or ""):
            problems.append(
                self.env._("Only a title can link to the record: write one.")
            )
        if len(lines) > EMBED_FIELDS_MAX:
            problems.append(
                self.env._(
                    "An embed has at most %s fields: take some out.", EMBED_FIELDS_MAX
                )
            )
        return [problem for problem in problems if problem]

    def _link_problems(self):
        """Return why the title does not link to the record, as sentences."""
        if self.message_format != "embed" or not self.embed_link:
            return []
        base = link_base(self.env)
        if is_public(base):
            return []
        return [
            self.env._(
                "The title links to nothing: Discord takes no address like %s. Enter "
                "one with a dot in it in Settings → Discord.",
                base,
            )
        ]

    def _field_problem(self, line):
        field = field_template(line)
        if is_blank(field.name) or is_blank(field.value):
            return self.env._("“%s”: write a field as Name = {field}.", line)
        if "{" in field.name or "}" in field.name:
            return self.env._("“%s”: placeholders stand behind the “=”.", line)
        if len(field.name) > EMBED_FIELD_NAME_MAX:
            return self.env._(
                "“%(name)s…”: a field's name has at most %(most)s letters.",
                name=field.name[:40],
                most=EMBED_FIELD_NAME_MAX,
            )
        return None
