"""After an incident, what was refused is offered anew: one button for each reason."""

from .test_overview import OverviewCase


class TestSendRefused(OverviewCase):
    def refused(self, *reasons, webhook=None):
        """Return a notification for each, which Discord refused because of it."""
        rows = self.queue(*reasons, webhook=webhook)
        for row, reason in zip(rows, reasons, strict=True):
            values = {"state": "error", "failure_type": "refused"}
            row.write({**values, "failure_reason": reason})
        return rows

    def delivered(self, *webhooks):
        """Let something arrive since."""
        for webhook in webhooks:
            values = {"webhook_id": webhook.id, "state": "delivered"}
            self.env["discord.delivery"].create(values)

    def offers(self, who="manager"):
        """Return {(webhook id, reason): item} of what may be sent again."""
        items = self.attention(who).values()
        found = [item for item in items if item["key"].startswith("refused_")]
        return {tuple(item["arguments"]): item for item in found}

    def test_each_reason_of_each_webhook_has_a_button_that_sends_only_its_own(self):
        links = self.refused("Harmful link", "Harmful link")
        words = self.refused("AutoMod")
        others = self.refused("AutoMod", webhook=self.other)
        self.assertEqual(self.offers(), {})  # nothing says that it has passed
        self.delivered(self.sender, self.other)
        offers = self.offers()
        mine, theirs = self.sender.id, self.other.id
        expected = {(mine, "Harmful link"), (mine, "AutoMod"), (theirs, "AutoMod")}
        self.assertEqual(set(offers), expected)
        button = offers[mine, "Harmful link"]
        self.assertEqual(
            button["button"], "Send the 2 that failed because of: Harmful link"
        )
        overview = self.env["discord.overview"].with_user(self.people["manager"])
        getattr(overview, button["method"])(*button["arguments"])
        self.assertEqual(links.mapped("state"), ["outgoing"] * 2)
        self.assertEqual((words | others).mapped("state"), ["error"] * 2)
        self.assertEqual(set(self.offers()), expected - {(mine, "Harmful link")})

    def test_who_may_not_send_is_offered_no_button(self):
        self.refused("AutoMod")
        self.delivered(self.sender)
        [item] = self.offers("reader").values()
        self.assertFalse(item["method"])
