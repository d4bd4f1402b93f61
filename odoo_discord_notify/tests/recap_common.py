"""Recaps of records at known moments, and what they tell."""

from freezegun import freeze_time

from odoo import fields

from .common import DiscordCase


class RecapCase(DiscordCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Nobody's rules tell what is made here.
        cls.env["discord.rule"].search([]).active = False
        cls.other_client = cls.env["res.partner"].create({"name": "Dépôt Anfa"})

    @classmethod
    def new_recap(cls, model_name="alimenteur.solde", since="2026-11-01", **values):
        """Return a recap in UTC that ends at 18:00, telling for a while already."""
        values = {
            "name": "Alimentations",
            "model_name": model_name,
            "webhook_id": cls.webhook("solde").id,
            "tz": "UTC",
            **values,
        }
        recap = cls.env["discord.recap"].create(values)
        recap.since = since
        return recap

    def topup(self, when, amount=100, client=None, **values):
        """Return a top-up of a moment."""
        client = self.client if client is None else client
        topup = self.env["alimenteur.solde"].create(
            {"client": client.id, "solde": amount, **values}
        )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE alimenteur_solde SET create_date = %s WHERE id = %s",
            [when, topup.id],
        )
        topup.invalidate_recordset()
        return topup

    def run_at(self, moment):
        """Let the scheduled action run at a moment; return all that was ever told."""
        with freeze_time(moment):
            self.run_action("ir_cron_recap")
        return self.recapped()

    def recapped(self):
        told = self.env["discord.notification"].with_context(active_test=False)
        return told.search([("event", "=", "recap")], order="id")

    def text_of(self, recap, moment="2026-11-28 12:00:00"):
        """Return what a recap says of the last whole period before a moment."""
        calendar = recap._calendar()
        now = fields.Datetime.to_datetime(moment)
        period = calendar.before(calendar.period_at(now))
        return recap._said(period, is_whole=True)[0].text()
