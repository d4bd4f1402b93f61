"""What a rule would say, before it says it: drawn as one types, sent as a test."""

from contextlib import suppress

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...discord.calling import Call, calling, names
from ...discord.drawing import drawing
from ...discord.embeds import ending_with
from ...discord.limits import NODES_MAX
from ...discord.packing import A_TEST
from ..outbox.addressing import addressed_apart
from ..outbox.matching import matching, table_domain
from ..retrying import RETRIED_ERRORS
from ..saying.required_fields import NUMBERS
from ..toast import toast_of
from ..watching.old_values import value_of
from ..watching.record_changes import RecordChanges, company_in
from ..watching.rule_watch import RULE_FIELDS, rule_watch
from ..words import translated


class DiscordPreviewMixin(models.AbstractModel):
    _name = "discord.preview.mixin"
    _description = "What a Discord rule would say"

    preview_res_id = fields.Many2oneReference(
        string="Shown for",
        model_field="model_name",
        copy=False,
        help="The record that the preview shows. Empty: the latest that would be told.",
    )
    preview = fields.Json(compute="_compute_preview")

    @api.depends(
        *("preview_res_id", "webhook_id", "mention_ids", "route_ids.value"),
        *("route_ids.webhook_id", *RULE_FIELDS),
    )
    def _compute_preview(self):
        for rule in self:
            rule.preview = rule._preview()

    def _preview(self):
        """Return what the widget draws: a message, whom it is about, what is wrong."""
        model = self.env.get(self.model_name or "")
        if problems := self._message_problems(model):
            return {"problems": problems}
        try:
            with self.env.cr.savepoint(flush=False):
                return self._drawn_for(model)
        except RETRIED_ERRORS:
            raise
        except AccessError:
            return {"problems": [self._hidden_from_reader()]}
        except Exception as error:  # its text may hold what nobody is shown
            name = type(error).__name__
            return {"problems": [self.env._("The preview failed: %s", name)]}

    def _drawn_for(self, model):
        """Return the preview, of the user's own rights; see `_preview`."""
        record = self._preview_record() if model is not None else None
        if not record:  # the names of fields stand for their values
            names = self.env["discord.template"]._names(self._as_watch())
            return self._drawn(*names)
        saying = self._imagine(record)
        if saying.state == "error":
            return {"problems": [saying.failure_reason]}
        notes = [self._why_not_told(record), saying.failure_reason]
        notes += [*self._old_value_problems()]
        notes.append(self._why_nobody_is_called(saying, record))
        drawn = self._drawn(
            saying.content, saying.embed, saying.mentions, saying.webhook_id
        )
        notes += [drawn.pop("note"), *self._link_problems()]
        note = " · ".join(filter(None, notes))
        later = self._later(saying.content, saying.embed, saying.mentions)
        about = record.display_name
        return {**drawn, "about": about, "note": note, "later": later}

    def _why_nobody_is_called(self, saying, record):
        if saying.mentions or not self.mention_ids:
            return None
        return self._call_failure(record) or self.env._(
            "This record does not match “Call only for”: it calls nobody."
        )

    def _hidden_from_reader(self):
        return self.env._("It shows what %s has no right to read.", self.env.user.name)

    def _preview_record(self):
        """Return the chosen record or the latest, of those that the user may read.

        Preferably one that would be told: it matches, and has what is required.
        """
        model = self.env[self.model_name]
        if not model.has_access("read"):
            return model
        chosen = model.browse(self.preview_res_id or ()).exists()
        if chosen and chosen.has_access("read"):
            return chosen
        rule = self._as_watch()
        filled = [
            (name, "!=", False)
            for name in rule.required_fields
            if name in model._fields and model._fields[name].type not in NUMBERS
        ]
        for required in (filled, []):
            with suppress(Exception), self.env.cr.savepoint(flush=False):
                domain = [*required, *table_domain(rule, model)]  # or none yet
                if latest := model.search(domain, order="id desc", limit=1):
                    return latest
        return model.search([], order="id desc", limit=1)

    def _why_not_told(self, record):
        """Return why the rule is not about a record, as a sentence, or None."""
        rule = self._as_watch()
        changes = {record.id: RecordChanges.asked(self.env, None)}
        with suppress(Exception), self.env.cr.savepoint(flush=False):
            if matching(rule, record, changes):
                return None
            if matching(rule._replace(company_id=None), record, changes):
                return self.env._(
                    "This record is of another company: it would not be told."
                )
            return self.env._(
                "This record does not match “Only records matching”: it would not be "
                "told."
            )

    def _imagine(self, record):
        """Return the `Saying` of a record as the user may read it.

        By the code that writes real messages; but where those are written with the
        superuser's rights, here the user's own hold.
        """
        rule = self._as_watch()
        change = RecordChanges(
            self.env.uid,
            silenced=False,
            company_id=company_in(self.env),
            created=self.trigger == "on_create",
            written={*rule.watched_fields, rule.reason_field},
            unsilenced=frozenset(rule.watched_fields),
        )
        reading = self.env["discord.watch"]._reading
        record = reading(record, rule.lang, rule.company_id, as_user=True)
        for name in rule.watched_fields:
            change.remember(name, rule.lang, value_of(record, name))
        changes = {record.id: change}
        sayings = self.env["discord.template"]._say(rule, record, changes)
        return addressed_apart(rule, record, changes, sayings)[0]

    def _as_watch(self):
        """Return the `RuleWatch` of the rule as it stands in the form."""
        values = {name: self[name] for name in RULE_FIELDS}
        typed = self._is_being_changed()
        author_id = self._author_if_saved() if typed else self.author_id.id
        values |= {"id": self._origin.id, "company_id": self.company_id.id}
        values["author_id"] = author_id
        configured = self._webhooks()._configured().ids
        routes = [one for one in self.sudo()._routes() if one[1] in configured]
        values |= {"webhook_id": self.webhook_id.id, "mentions": self._calls()}
        values["routes"] = routes
        return rule_watch(self.env.get(self.model_name), values)

    def _drawn(self, content, embed, mentions=None, webhook_id=None):
        """Return a message, what is drawn of it, and a note if that is not all."""
        call = Call.of(mentions)
        says = {"embeds": [embed]} if embed else {}
        if text := calling(call, "" if embed else content):
            says["content"] = text
        webhook = self._own_webhook(webhook_id).sudo()
        name = webhook.username or (webhook != self.webhook_id and webhook.name)
        message = {**says, "username": name or ""}
        seen = drawing(message, names(mentions))
        note = seen["is_cut"] and self.env._(
            "Discord's apps stop here: they draw at most %s pieces of formatting of a "
            "text. It is sent shortened, with its end kept.",
            NODES_MAX,
        )
        return {"message": message, "drawing": seen, "note": note or ""}

    def _test(self, calls=False):
        """Send the preview to its webhook, and tell what came of it.

        :param calls: whether it calls whom the rule calls; then of any record
        """
        record = self.model_name in self.env and self._preview_record()
        if not record:
            raise UserError(
                self.env._("There is no record yet to test this with: create one.")
            )
        saying = self._imagine(record)
        webhook = self._own_webhook(saying.webhook_id)
        if not webhook.sudo()._configured():
            raise UserError(self.env._("Enter the webhook's URL first."))
        if saying.state == "error":
            raise UserError(saying.failure_reason)
        line = translated(self.lang, A_TEST)
        content, embed = ending_with(line, saying.content, saying.embed)
        values = {
            "rule_id": self.id,
            "webhook_id": webhook.id,
            "mentions": self.mention_ids._as_call() if calls else False,
            "silent": self.silent,
            "breaks_quiet": self.mention_breaks_quiet,
            "company_id": self.company_id.id,
            "res_model": record._name,
            "res_id": record.id,
            "event": "test",
            "user_id": self.env.uid,
            "content": content,
            "embed": embed,
            "values": saying.values,
        }
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        return toast_of(self.env, outcomes)
