"""The three messages that the users were promised, to the letter."""

from datetime import date, datetime
from unittest.mock import patch

from odoo.tests import tagged

from .common import DiscordCase

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"  # between thousands, as Babel writes French


@tagged("post_install", "-at_install")
class TestSayingMessages(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The moment of creation is the database's; naive, and UTC.
        now = patch.object(cls.cr, "now", lambda: datetime(2025, 5, 2, 14, 30))
        cls.startClassPatcher(now)
        cls.env["ir.config_parameter"].set_param(
            "odoo_discord_notify.link_base", "https://asg.example/"
        )

    def test_a_top_up_is_told_as_the_plan_says(self):
        topup = self.new_topup(reference_no="ALM/2025/0042")
        self.assertEqual(
            self.told(topup).content,
            f"""\
💸 **Nouvelle alimentation détectée !**

> **Client** : `Dépôt Maârif`
> **Référence** : `ALM/2025/0042`
> **Date** : `02-05-2025 15:30`
> **Montant crédité** : **1{NARROW_SPACE}500,00 MAD**""",
        )

    def test_an_order_is_told_as_the_plan_says_with_its_link(self):
        orders = self.env["bldimagaz.bc"].with_user(self.agent)
        order = orders.create({"name": "BC/7", "depositaire": self.client.id})
        link = f"https://asg.example/mail/view?model=bldimagaz.bc&res_id={order.id}"
        self.assertEqual(
            self.told(order).content,
            f"""\
📄 **Nouvelle commande créée !**

> **Dépositaire** : `Dépôt Maârif`
> **Numéro BC** : `BC/7`
> **Date Création** : `02-05-2025 15:30`
> [🔗 Voir dans ASG]({link}) _(connexion ASG requise)_""",
        )

    def test_another_date_of_a_bl_is_told_with_both_dates_and_the_agent(self):
        order = self.new_order(bl_number="BL/9", date_ecriture=date(2025, 5, 2))
        order.date_ecriture = date(2025, 5, 10)
        self.assertEqual(
            self.told(order).content,
            """\
📅 **Date d'écriture d'un BL modifiée !**

> **BL** : `BL/9`
> **Client** : `Dépôt Maârif`
> **Ancienne date** : `02-05-2025`
> **Nouvelle date** : `10-05-2025`
> **Agent** : `Amina`""",
        )

    def test_the_reason_is_told_when_it_comes_with_the_new_date(self):
        order = self.new_order(date_ecriture=date(2025, 5, 2))
        order.write({"date_ecriture": date(2025, 5, 10), "comment": "Camion en panne"})
        self.assertTrue(
            self.told(order).content.endswith("\n> **Raison** : Camion en panne")
        )

    def test_the_reason_may_be_saved_after_the_date_in_the_same_transaction(self):
        order = self.new_order(date_ecriture=date(2025, 5, 2))
        order.date_ecriture = date(2025, 5, 10)
        self.assertNotIn("Raison", self.told(order).content)
        order.comment = "Camion en panne"
        self.assertIn("> **Raison** : Camion en panne", self.told(order).content)

    def test_the_reason_of_an_earlier_change_is_not_told_again(self):
        order = self.new_order(date_ecriture=date(2025, 5, 2), comment="Ancienne")
        order.date_ecriture = date(2025, 5, 10)
        self.assertNotIn("Raison", self.told(order).content)

    def test_a_reason_may_be_given_by_context(self):
        order = self.new_order(date_ecriture=date(2025, 5, 2), comment="Ancienne")
        given = order.with_context(discord_notify_reason="Client absent")
        given.date_ecriture = date(2025, 5, 10)
        said = "> **Raison** : Client absent (selon Amina)"
        self.assertIn(said, self.told(order).content)

    def test_a_first_date_is_told_without_an_old_one(self):
        order = self.new_order()
        order.date_ecriture = date(2025, 5, 10)
        content = self.told(order).content
        self.assertNotIn("Ancienne date", content)
        self.assertIn("> **Nouvelle date** : `10-05-2025`", content)

    def test_a_date_taken_away_is_told_without_a_new_one(self):
        order = self.new_order(date_ecriture=date(2025, 5, 2))
        order.date_ecriture = False
        content = self.told(order).content
        self.assertIn("> **Ancienne date** : `02-05-2025`", content)
        self.assertNotIn("Nouvelle date", content)

    def test_what_the_template_used_is_kept_with_the_notification(self):
        order = self.new_order(bl_number="BL/9", date_ecriture=date(2025, 5, 2))
        order.date_ecriture = date(2025, 5, 10)
        values = self.told(order).values
        self.assertEqual(values["old.date_ecriture"], "02-05-2025")
        self.assertEqual(values["new.date_ecriture"], "10-05-2025")
        self.assertEqual(values["agent"], "Amina")
