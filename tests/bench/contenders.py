"""Who notices that a top-up was saved: this addon, core, and OCA's queue_job.

Each has a database of its own, where noticing can be switched off: the same records
saved in the same database without it are the plain ones that it is compared with.
"""

from automation import automation
from odoo_here import transaction
from topups import MODEL, clients


class Contender:
    """One way to notice.

    :cvar name: how the tables call it
    :cvar addons: what its database has installed
    """

    name: str
    addons: tuple

    def __init__(self, database):
        self.database = database
        with transaction(database) as env:
            self.client_ids = env["res.partner"].create(clients()).ids

    def switch(self, on):
        """Notice from now on, or do not."""
        raise NotImplementedError

    def create(self, env, values):
        """Save top-ups as an application does that wants them noticed."""
        return env[MODEL].create(values)


class OurRules(Contender):
    """The shipped rules. Nothing is sent: there is no cron worker in this process."""

    name = "this addon: its rules"
    addons = ("odoo_discord_notify", "asg_models")

    def switch(self, on):
        with transaction(self.database) as env:
            rules = env["discord.rule"].with_context(active_test=False).search([])
            rules.active = on


class CoreWebhook(Contender):
    """Core's automation rule with its action "Send Webhook Notification".

    It posts within the commit. What answers is the stand-in, without limits.
    """

    name = "core: automation + webhook"
    addons = ("base_automation", "asg_models")

    def __init__(self, database, url):
        super().__init__(database)
        with transaction(database) as env:
            model = env["ir.model"]._get(MODEL)
            rule = env["base.automation"].create(automation(model.id, url))
            self.rule_id = rule.id

    def switch(self, on):
        with transaction(self.database) as env:
            env["base.automation"].browse(self.rule_id).active = on


class QueueJob(Contender):
    """OCA's queue_job: one job per record. No job runner is started."""

    name = "OCA queue_job: 1 job each"
    addons = ("queue_job", "asg_models")
    _on = False

    def switch(self, on):
        self._on = on

    def create(self, env, values):
        records = super().create(env, values)
        if self._on:
            for record in records:
                record.with_delay().read(["display_name"])
        return records
