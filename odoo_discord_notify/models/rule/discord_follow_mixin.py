"""A rule that follows what it told: its messages go on saying what is true."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...discord.striking import struck_message
from ..saying.deletion_line import deletion_line
from ..watching.following import usual_follow
from ..watching.rule_syntax import names_in
from ..watching.rule_watch import MESSAGE_FIELDS, follow_paths
from ..watching.watchable import field_problem, why_never_told


class DiscordFollowMixin(models.AbstractModel):
    _name = "discord.follow.mixin"
    _description = "What a Discord rule follows"

    follow = fields.Boolean(
        help="When the record changes later, or is deleted, the message that told its "
        "creation is edited. Nobody is notified of that, and no other message is sent."
    )
    follow_fields = fields.Char(
        string="Followed fields",
        compute="_compute_follow_fields",
        store=True,
        readonly=False,
        help="The fields whose changes edit the message: those that it shows and those "
        "of which the record's name is made, unless you choose others. Technical names "
        "with commas between them, for example: state",
    )

    @api.depends("follow", "model_name", *MESSAGE_FIELDS)
    def _compute_follow_fields(self):
        """Add what the message shows; what somebody added stays."""
        for rule in self:
            names = names_in(rule.follow_fields)
            model = self.env.get(rule.model_name or "")
            if rule.follow and model is not None:
                names += usual_follow(model, follow_paths(rule))
            rule.follow_fields = ", ".join(dict.fromkeys(names)) or False

    @api.constrains("follow_fields")
    def _check_follow_fields(self):
        for rule in self:
            for name in names_in(rule.follow_fields):
                if why_never_told(self.env, name):  # on any model, so on ours
                    raise ValidationError(field_problem(rule, name, "watched"))

    def _later(self, content, embed, mentions):
        """Return what a message becomes later: [{title, drawing}] of each stage.

        The line of its call stays.
        """
        if not self._followed_fields():
            return []
        line = deletion_line(self.env, self.lang, self.env.uid)
        struck = struck_message(content, embed, line)
        edited = {"edited_timestamp": fields.Datetime.now().isoformat()}
        stages = [
            (
                self.env._("After a change of: %s", self._followed_labels()),
                content,
                embed,
            ),
            (self.env._("After the record was deleted"), *struck),
        ]
        drawings = (self._drawn(*says, mentions)["drawing"] for _title, *says in stages)
        return [
            {"title": title, "drawing": {**drawing, **edited}}
            for (title, *_says), drawing in zip(stages, drawings, strict=True)
        ]

    def _followed_labels(self):
        model = self.env[self.model_name]
        names = names_in(self.follow_fields)
        known = [model._fields[name] for name in names if name in model._fields]
        return ", ".join(field._description_string(self.env) for field in known)

    def _followed_fields(self):
        """Return the list of what it follows, as text; empty if it follows nothing."""
        follows = self.follow and self.trigger == "on_create"
        return self.follow_fields if follows else ""
