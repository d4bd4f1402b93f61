"""Notifications that wait, claims, and verdicts without a network."""

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from ..discord.verdict import Verdict
from ..models.precise_time import utc_now
from ..models.sending.delivery_claim import claim
from ..models.sending.delivery_queue import due_webhooks
from .common import DiscordCase


@tagged("post_install", "-at_install")
class DispatcherCase(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sender = cls.webhook("solde")
        cls.other = cls.webhook("bc")

    def queue(self, *texts, webhook=None):
        """Put texts into a webhook's queue; returns the notifications."""
        webhook = webhook or self.sender
        values = {"webhook_id": webhook.id, "event": "manual"}
        return self.env["discord.notification"].create(
            [{**values, "content": text} for text in texts]
        )

    def due(self):
        """Return {webhook: when it may send, None for now} of all that have a queue."""
        self.env.flush_all()
        return due_webhooks(self.env)

    def claim(self, webhook=None, **how):
        """Take the next message of a webhook: (its payload, its delivery)."""
        self.env.flush_all()
        taken = claim(webhook or self.sender, **how)
        self.env.invalidate_all()
        if taken is None:
            return None, self.env["discord.delivery"]
        return taken.payload, self.env["discord.delivery"].browse(taken.delivery_id)

    def come_to(self, case, webhook=None, **facts):
        """Send the next message, with a known outcome; returns (payload, delivery)."""
        payload, delivery = self.claim(webhook)
        delivery._settle(Verdict(case, **facts))
        self.env.flush_all()
        return payload, delivery

    def let_time_pass(self):
        """End all holds."""
        over = utc_now() - timedelta(seconds=1)
        for name in ("held_until", "edits_held_until"):
            self.env["discord.webhook"].search([(name, ">", over)])[name] = over

    def seconds_held(self, webhook):
        """Return how long a webhook is held from now on."""
        return (webhook.held_until - utc_now()).total_seconds()

    def grow_old(self, delivery, seconds):
        """Make as if a request had been started so long ago."""
        past = fields.Datetime.now() - timedelta(seconds=seconds)
        delivery.write({"create_date": past})
