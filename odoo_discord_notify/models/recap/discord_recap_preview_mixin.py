"""What a recap says of the time so far: drawn in its form, sent as a test, or told."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ...discord.calling import Call, calling, names
from ...discord.drawing import drawing
from ...discord.recap import A_TEST
from ..retrying import RETRIED_ERRORS
from ..saying.author_rights import hidden
from ..toast import toast_of
from ..words import translated
from .recap_fields import LETS_OUT


class DiscordRecapPreviewMixin(models.AbstractModel):
    _name = "discord.recap.preview.mixin"
    _description = "What a Discord recap would say"

    preview = fields.Json(
        compute="_compute_preview", help="The period under way, so far."
    )

    @api.depends(*LETS_OUT, "name", "hour", "tz", "mention_ids")
    def _compute_preview(self):
        for recap in self:
            recap.preview = recap._preview()

    def _preview(self):
        """Return what the widget draws: a message, of when, what is wrong."""
        if self.model_name not in self.env:
            return {"problems": []}
        try:
            with self.env.cr.savepoint(flush=False):
                if problems := self._problems():
                    return {"problems": problems}
                text, when = self._shown()
        except RETRIED_ERRORS:
            raise
        except AccessError:
            return {"problems": [self._hidden_from_reader()]}
        except Exception as error:  # its text may hold what nobody is shown
            name = type(error).__name__
            return {"problems": [self.env._("The preview failed: %s", name)]}
        mentions = self.mention_ids._as_call()
        message = {
            "content": calling(Call.of(mentions), text),
            "username": self.webhook_id.sudo().username or "",
        }
        seen = drawing(message, names(mentions))
        return {"message": message, "drawing": seen, "about": when}

    def _hidden_from_reader(self):
        return self.env._("It shows what %s has no right to read.", self.env.user.name)

    def _shown(self):
        """Return (text, period in words) of the period under way.

        As the user may read it: of what its author does, or the system.

        :raise AccessError: he may not read what it names
        """
        viewer = None
        if not self.env.su:
            viewer = self.env[self.model_name].browse()
            if any(hidden(viewer, path) for path in ((), *self._read_paths())):
                raise AccessError(self._hidden_from_reader())
        period = self._calendar().period_at(fields.Datetime.now())
        recap, when = self._said(period, is_whole=False, viewer=viewer)
        return recap.text(), when

    def _test(self):
        """Send the preview to its webhook, and tell what came of it."""
        self._check_can_tell()
        text, _when = self._shown()
        line = f"-# {translated(self.lang, A_TEST)}"
        values = {
            "recap_id": self.id,
            "webhook_id": self.webhook_id.id,
            "company_id": self.company_id.id,
            "res_model": self._name,
            "res_id": self.id,
            "event": "test",
            "user_id": self.env.uid,
            "silent": self.silent,
            "breaks_quiet": self.mention_breaks_quiet,
            "content": f"{text}\n{line}",
        }
        outcomes = self.env["discord.dispatcher"]._send_now(
            lambda env: env["discord.notification"].create(values)
        )
        return toast_of(self.env, outcomes)

    def _send_now(self):
        """Tell the period under way, so far; it is told once more when it is over."""
        self._check_can_tell()
        asking = self.env.uid

        def prepare(env):
            recap = self.with_env(env(user=asking, su=True))
            period = recap._calendar().period_at(fields.Datetime.now())
            ids = recap._tell(period, "manual")
            return env["discord.notification"].browse(ids)

        return toast_of(self.env, self.env["discord.dispatcher"]._send_now(prepare))

    def _check_can_tell(self):
        if self.model_name not in self.env:
            raise UserError(self.state_message)
        if problems := self._problems():
            raise UserError("\n".join(problems))
        if not self.webhook_id.sudo()._configured():
            raise UserError(self.env._("Enter the webhook's URL first."))
