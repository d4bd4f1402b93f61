"""Edits and the notification whose message they change: they share its fate."""

from odoo import models
from odoo.tools import SQL

# What becomes of a notification, and then of its edits: from which states to which.
FATES = {
    # Canceled while it was under way, it may have arrived all the same.
    "sent": (["resting", "outgoing", "canceled"], "outgoing"),
    "in_doubt": (["outgoing"], "resting"),
    "error": (["outgoing"], "resting"),
    "canceled": (["outgoing", "resting"], "canceled"),
    "outgoing": (["canceled"], "outgoing"),  # put back
}


class DiscordNotification(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.notification"

    def _set_state(self, state, **values):
        messages = self.filtered(lambda one: not one.edit_of_id)
        why = {one: one.failure_type for one in messages}  # it was canceled, maybe
        super()._set_state(state, **values)
        if state not in ("outgoing", "sent"):
            messages._take_edits_along(state, values.get("failure_type"))
            return
        for failure_type, same in messages.grouped(why.get).items():
            same._take_edits_along(state, failure_type)

    def _take_edits_along(self, state, failure_type):
        """Let the edits of messages that have just come to a state follow them.

        What is put back, or has arrived, brings those back that were canceled with it,
        but not those that a person has canceled. Rows that are to wait as they do are
        written, too: a sender that sees the message where it was before cannot let them
        rest then.

        :param failure_type: why they are, or were, canceled
        """
        if not self:
            return
        states, fate = FATES[state]
        reason = self.env._("Canceled with its message.") if state == "canceled" else ""
        notifications = self.env["discord.notification"]
        notifications.flush_model()
        self.env.cr.execute(
            SQL(
                """
                UPDATE discord_notification
                   SET state = %s, failure_type = %s, failure_reason = %s
                 WHERE edit_of_id = ANY(%s) AND state = ANY(%s)
                   AND (state != 'canceled'
                        OR failure_type = %s AND hands IS NULL)
                """,
                *(fate, failure_type if state == "canceled" else None, reason or None),
                *(self.ids, states, failure_type or None),
            ),
            log_exceptions=False,
        )
        if self.env.cr.rowcount:
            notifications.invalidate_model(flush=False)

    def _catch_up(self):
        """Let what was canceled, and is to be told after all, say what is true now.

        What changed meanwhile has edited nothing: it was not to be told.
        """
        created = self.sudo().filtered(lambda one: one.event == "created")
        for (rule, model_name), same in created.grouped(
            lambda one: (one.rule_id, one.res_model)
        ).items():
            res_ids = same.mapped("res_id")
            self.env["discord.outbox"]._follow_up(rule.id, model_name, res_ids)

    def _end_own_delays(self):
        """Let edits be tried at once, and what goes with them: a person would.

        But not where Discord has asked to wait.
        """
        messages = self.edit_of_id.mapped("discord_message_id")
        waiting = self.search(
            [
                ("webhook_id", "in", self.webhook_id.ids),
                ("state", "=", "outgoing"),
                ("next_attempt", "!=", False),
                ("edit_of_id.discord_message_id", "in", messages),
            ]
        )
        waiting.filtered(
            lambda edit: edit.delivery_ids.sorted("id")[-1:].state != "limited"
        ).next_attempt = False

    def _posting(self):
        """Return the delivery that has posted its message; none if nobody knows it."""
        return self.delivery_ids.filtered(
            lambda one: one.verb == "post"
            and one.discord_message_id
            and one.discord_message_id == self.discord_message_id
        ).sorted("id")[-1:]

    def _in_its_language(self):
        """Return it in the language of its rule, if there is one."""
        lang = self.env["res.lang"]._get_code(self[:1].rule_id.lang)
        return self.with_context(lang=lang) if lang else self
