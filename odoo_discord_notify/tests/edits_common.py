"""Messages that were posted, and what changes them, without a network."""

from odoo.tests import tagged

from ..discord.verdict import Verdict
from ..models.sending.edit_claim import claim_edit
from ..models.sending.edit_queue import due_edits
from .dispatcher_common import DispatcherCase


@tagged("post_install", "-at_install")
class EditsCase(DispatcherCase):
    def posted(self, *texts, message_id="17", webhook=None):
        """Return notifications that one message has brought."""
        notifications = self.queue(*texts, webhook=webhook)
        _payload, delivery = self.come_to("delivered", webhook, message_id=message_id)
        self.assertEqual(delivery.notification_ids, notifications)
        return notifications

    def edit(self, notification, text="", event="edited", **values):
        """Return an edit of a notification that waits."""
        return self.env["discord.notification"].create(
            {
                "webhook_id": notification.webhook_id.id,
                "event": event,
                "edit_of_id": notification.id,
                "content": text,
                **values,
            }
        )

    def assertCanceled(self, edit, failure_type):
        """Check that an edit was given up, and says why."""
        self.assertEqual((edit.state, edit.failure_type), ("canceled", failure_type))
        self.assertTrue(edit.failure_reason)

    def due_edits(self):
        """Return {webhook: when it may edit, None for now}."""
        self.env.flush_all()
        return due_edits(self.env)

    def claim_edit(self, webhook=None, asked=None):
        """Take the next change of a message: (its payload, its delivery)."""
        self.env.flush_all()
        taken = claim_edit(webhook or self.sender, asked)
        self.env.invalidate_all()
        if taken is None:
            return None, self.env["discord.delivery"]
        return taken.payload, self.env["discord.delivery"].browse(taken.delivery_id)

    def edit_comes_to(self, case, webhook=None, **facts):
        """Change the next message, with a known outcome; returns as `claim_edit`."""
        payload, delivery = self.claim_edit(webhook)
        delivery._settle(Verdict(case, **facts))
        self.env.flush_all()
        return payload, delivery
