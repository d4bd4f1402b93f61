"""A webhook's chatter and followers learn nothing of its URL."""

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .common import TOKEN, DiscordCase, webhook_url


@tagged("post_install", "-at_install")
class TestChatterKeepsSecrets(DiscordCase):
    def everything_written(self, webhook):
        """Return all that the chatter keeps of a webhook, as one text."""
        self.env.flush_all()
        self.env.cr.precommit.run()  # where Odoo writes what it has tracked
        messages = webhook.message_ids
        tracked = messages.sudo().tracking_value_ids
        return str([messages.sudo().read(), tracked.read()])

    def test_no_secret_is_tracked_by_any_model_that_has_a_chatter(self):
        threads = [
            model
            for name, model in self.env.items()
            if name.startswith("discord.") and "message_ids" in model._fields
        ]
        self.assertEqual([model._name for model in threads], ["discord.webhook"])
        fields = threads[0]._fields.values()
        tracked = {f.name for f in fields if getattr(f, "tracking", False)}
        self.assertFalse({name for name in tracked if "url" in name}, tracked)

    def test_a_new_url_leaves_no_trace_in_the_chatter(self):
        webhook = self.env["discord.webhook"].create({"name": "New"})
        webhook.url = webhook_url(7)
        webhook.write({"name": "Renamed", "url": webhook_url(8), "active": False})
        written = self.everything_written(webhook)
        self.assertIn("discord.webhook", written)  # there is something to look at
        for secret in (TOKEN[:12], webhook.sudo().url_secret, str(10**18 + 7)):
            self.assertNotIn(secret, written)

    def test_only_an_administrator_writes_in_it(self):
        manager = new_test_user(
            self.env, "chief", groups="odoo_discord_notify.group_discord_manager"
        )
        outsider = new_test_user(self.env, "stranger", groups="base.group_user")
        webhook = self.webhook("solde")
        for user in (manager, outsider):
            with self.subTest(user.login), self.assertRaises(AccessError):
                webhook.with_user(user).message_post(body="forged")
        webhook.with_user(outsider).message_subscribe([outsider.partner_id.id])
        self.assertNotIn(outsider.partner_id, webhook.message_partner_ids)
