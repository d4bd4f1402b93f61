"""A run of a synchronization at work: called by `discord.sync`, one commit each."""

from odoo import api, fields, models

from .sync_plan import SyncPlan

MAX_LINES = 1000  # of a log; the server's log has them all
READERS = "odoo_discord_notify.group_discord_user"


class DiscordRunMixin(models.AbstractModel):
    _name = "discord.run.mixin"
    _description = "A Discord synchronization at work"

    @api.model
    def _mark_interrupted(self):
        """Recognise runs whose process died: nobody else can be running now."""
        dead = self.search([("state", "=", "running")])
        if dead:
            dead.write({"state": "interrupted", "date_end": fields.Datetime.now()})
            hanging = self.env["discord.sync.state"].search([("is_syncing", "=", True)])
            hanging.is_syncing = False
            dead._tell_readers()

    @api.model
    def _in_turn(self):
        """Return the run to work on: the one at work, else the oldest request."""
        running = self.search([("state", "=", "running")], limit=1)
        return running or self.search([("state", "=", "queued")], order="id", limit=1)

    def _begin(self):
        """Begin, or go on after others had their turn."""
        self.state = "running"
        self.date_start = self.date_start or fields.Datetime.now()
        self._state_of(SyncPlan.from_json(self.plan).under_way)._begin()
        self._tell_readers()

    def _stop(self):
        """Stop; what is left to do is kept, for it can be continued."""
        self.write({"state": "stopped", "date_end": fields.Datetime.now()})
        self._tell_readers()

    @api.model
    def _wait_for_turn(self):
        """Leave what is unfinished to the next turn of the scheduled action."""
        self.search([("state", "=", "running")]).state = "queued"
        if self._in_turn():
            self._wake()

    def _state_of(self, model_name):
        """Return the state of a model's synchronization; none for a dry run.

        :param model_name: of a model at work, or None
        """
        states = self.env["discord.sync.state"]
        is_kept = model_name and not self.dry_run
        return states._of_model(model_name) if is_kept else states

    def _keep_plan(self, plan):
        self.plan = plan.to_json()
        self.progress = plan.progress
        self._tell_readers()

    def _count(self, sayings):
        states = [saying.state for saying in sayings]
        self.found_count += len(sayings)
        self.new_count += states.count("outgoing")
        self.skipped_count += states.count("canceled")
        self.error_count += states.count("error")

    def _add_lines(self, lines, plan):
        kept = (self.lines or "").splitlines()
        room = max(0, MAX_LINES - len(kept))
        if room and lines:
            self.lines = "\n".join([*kept, *lines[:room]])
        plan.hidden += len(lines[room:])

    def _finish(self, plan):
        """End the run; its state tells what happened."""
        if plan.hidden:
            reader = self.with_context(lang=self.user_id.lang)
            more = reader.env._("… and %s more", plan.hidden)
            self.lines = f"{self.lines}\n{more}"
        self.state = plan.outcome(self.error_count)
        self.date_end = fields.Datetime.now()
        self.plan = False
        self.progress = 100
        self._tell_readers()
        self._share_row()

    def _tell_readers(self):
        """Have open forms read themselves anew: the bus carries no content.

        Everybody in a group is subscribed to it, and nobody else can be.
        """
        if readers := self.env.ref(READERS, raise_if_not_found=False):
            for log in self:
                readers.sudo()._bus_send(self._name, {"id": log.id})

    def _share_row(self):
        """Let scheduled runs in a row that found nothing be one row."""
        before = self.search([("id", "<", self.id)], limit=1)
        is_same = self.lines == before.lines
        if is_same and self._is_empty() and before._is_empty():
            before.write({"run_count": before.run_count + 1, "date_end": self.date_end})
            self.unlink()

    def _is_empty(self):
        return self.scheduled and self.state == "success" and not self.found_count
