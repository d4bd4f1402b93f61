"""What a person reads of a request: its message, why it failed, where it is."""

from odoo import api, fields, models

from ...discord.calling import NOBODY, Call, names
from ...discord.channel_link import channel_link
from ...discord.drawing import drawing
from ...discord.packing import Item
from ..webhook.reworded import reworded
from .claimed_items import called_since
from .delivery_claim import packed


class DiscordDelivery(models.Model):
    # A matter of its own in a file of its own.
    # pylint: disable=consider-merging-classes-inherited
    _inherit = "discord.delivery"

    reason = fields.Char(
        compute="_compute_reason", help="What went wrong, in the reader's language."
    )
    answer = fields.Char(
        compute="_compute_reason",
        help="What came back. For example: HTTP 404, Discord 10015, Unknown Webhook",
    )
    discord_link = fields.Char(
        string="In Discord",
        compute="_compute_discord_link",
        help="Opens the message in Discord, or the channel where its number is not "
        "known.",
    )
    content = fields.Text(
        string="Message",
        compute="_compute_content",
        help="The texts that it carried, as far as they are kept.",
    )
    drawing = fields.Json(
        compute="_compute_drawing", help="What Discord's apps draw of the message."
    )

    @api.depends("error", "http_status")
    @api.depends_context("lang")
    def _compute_reason(self):
        for one in self:
            said, _bracket, facts = reworded(self.env, one.error or "").partition(" (")
            one.reason = f"{said}." if facts else said
            status = one.http_status and f"HTTP {one.http_status}"
            one.answer = facts.removesuffix(").") or status or ""

    @api.depends("guild_id", "channel_id", "discord_message_id")
    def _compute_discord_link(self):
        for one in self:
            message_id = one.discord_message_id
            one.discord_link = channel_link(one.guild_id, one.channel_id, message_id)

    # === ITS MESSAGE === #

    def action_ask_send_again(self):
        """Ask whether to tell once more what it told: one new notification for each."""
        self.ensure_one()
        told = self.with_context(active_test=False).notification_ids
        return self.env["discord.question"]._ask("send_again", told)

    def _carried(self):
        """Return what it carried and that still has a text, as it was packed."""
        carried = self.with_context(active_test=False).notification_ids
        return carried.filtered(lambda one: one.content or one.embed).sorted("id")

    @api.depends("notification_ids.content")
    def _compute_content(self):
        for delivery in self:
            texts = (one.content for one in delivery._carried())
            delivery.content = "\n".join(filter(None, texts))

    @api.depends(
        *("notification_ids.content", "notification_ids.embed", "form", "create_date")
    )
    def _compute_drawing(self):
        for delivery in self:
            carried = delivery._carried()
            since = called_since(delivery.create_date)
            items = (_item(one, since) for one in carried)
            how = delivery.form or None, delivery.repeat_of_id
            payload = packed(delivery.webhook_id, items, *how)[0] if carried else {}
            called = carried.filtered("mentions")[:1].mentions
            delivery.drawing = drawing(payload, names(called))


def _item(one, since):
    """Return a notification as it was sent: what was too late called nobody."""
    call = Call.of(one.mentions) if one.create_date >= since else NOBODY
    return Item(one.content or "", embed=one.embed, call=call)
