"""The three rules of the user's plan: there at first, in its words, gone if deleted."""

from odoo.tests import tagged
from odoo.tools import convert_file, file_open

from .common import DiscordCase

TOP_UP = """💸 **Nouvelle alimentation détectée !**

> **Client** : `{display_name}`
> **Référence** : `{reference_no}`
> **Date** : `{create_date}`
> **Montant crédité** : **{solde} MAD**"""
ORDER = """📄 **Nouvelle commande créée !**

> **Dépositaire** : `{depositaire}`
> **Numéro BC** : `{name}`
> **Date Création** : `{create_date}`
> [🔗 Voir dans ASG]({record_url}) _(connexion ASG requise)_"""
DELIVERY_NOTE = """📅 **Date d'écriture d'un BL modifiée !**

> **BL** : `{bl_number}`
> **Client** : `{client}`
> **Ancienne date** : `{old.date_ecriture}`
> **Nouvelle date** : `{new.date_ecriture}`
> **Agent** : `{agent}`
> **Raison** : {reason}"""


@tagged("post_install", "-at_install")
class TestShippedPresets(DiscordCase):
    def upgrade(self):
        """Load our data as an upgrade of the addon does."""
        for name in ("discord_webhook", "discord_rule", "discord_recap"):
            convert_file(
                self.env,
                "odoo_discord_notify",
                f"data/{name}.xml",
                {},
                mode="update",
                noupdate=True,
            )

    def test_messages_are_those_of_the_plan(self):
        self.assertEqual(self.rule("solde").template, TOP_UP)
        self.assertEqual(self.rule("bc").template, ORDER)
        self.assertEqual(self.rule("bl").template, DELIVERY_NOTE)

    def test_each_rule_posts_to_its_own_webhook(self):
        for key in ("solde", "bc", "bl"):
            webhook = self.rule(key).webhook_id
            self.assertEqual(webhook, self.webhook(key))
            self.assertEqual(webhook.env_key, f"DISCORD_WEBHOOK_{key.upper()}")

    def test_deleted_preset_does_not_return_at_an_upgrade(self):
        self.env.ref("odoo_discord_notify.recap_bl").unlink()
        self.rule("bl").unlink()
        self.webhook("bl").unlink()
        self.upgrade()
        for kind in ("recap", "rule", "webhook"):
            xml_id = f"odoo_discord_notify.{kind}_bl"
            self.assertFalse(self.env.ref(xml_id, raise_if_not_found=False))

    def test_edited_preset_survives_an_upgrade(self):
        self.rule("solde").template = "{display_name}"
        self.upgrade()
        self.assertEqual(self.rule("solde").template, "{display_name}")

    def test_neutralized_copy_knows_no_url_and_has_nothing_to_send(self):
        values = {"webhook_id": self.webhook("solde").id, "event": "manual"}
        notifications = self.env["discord.notification"].create(
            [{**values, "state": state} for state in ("outgoing", "in_doubt", "sent")]
        )
        self.env.flush_all()
        with file_open("odoo_discord_notify/data/neutralize.sql") as file:
            self.env.cr.execute(file.read())
        self.env.invalidate_all()
        self.assertFalse(self.env["discord.webhook"].search([])._configured())
        self.assertEqual(
            notifications.mapped("state"), ["canceled", "canceled", "sent"]
        )
        self.assertTrue(notifications[0].failure_reason)
