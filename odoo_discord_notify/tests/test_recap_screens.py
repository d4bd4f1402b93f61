"""The list of a period's records, and who may open it."""

from urllib.parse import parse_qs, urlsplit

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .recap_common import RecapCase

INSIDE = "2026-11-27 10:00:00"


@tagged("post_install", "-at_install")
class TestRecapScreens(RecapCase):
    def key_of(self, text):
        """Return what stands at the end of a message's link."""
        url = text.rpartition("](")[2].rstrip(")")
        self.assertEqual(urlsplit(url).path, "/odoo/discord-recap")
        return parse_qs(urlsplit(url).query)["active_id"][0]

    def opened(self, key, user=None):
        """Return the records of the list that a link leads to."""
        action = self.env.ref("odoo_discord_notify.discord_recap_open")
        action = action.with_user(user or self.agent).with_context(active_id=key)
        shown = action.run()
        model = self.env[shown["res_model"]].with_user(user or self.agent)
        return model.with_context(**shown["context"]).search(shown["domain"])

    def test_it_lists_what_was_counted(self):
        counted = self.topup(INSIDE, source="shop")
        self.topup(INSIDE)
        self.topup("2026-11-27 18:00:00", source="shop")
        recap = self.new_recap(filter_domain="[('source', '=', 'shop')]")
        self.assertEqual(self.opened(self.key_of(self.text_of(recap))), counted)

    def test_of_a_date_without_hour_it_lists_whole_days(self):
        orders = self.env["bldimagaz.bc"]
        counted = orders.create({"date_ecriture": "2026-11-27"})
        orders.create({"date_ecriture": "2026-11-28"})
        recap = self.new_recap("bldimagaz.bc", date_field="date_ecriture")
        text = self.text_of(recap, "2026-11-28 18:30:00")
        self.assertEqual(self.opened(self.key_of(text)), counted)

    def test_archived_ones_are_listed_as_they_are_counted(self):
        values = {"name": "Old", "active": False}
        partner = self.env["res.partner"].create(values)
        domain = f"[('id', '=', {partner.id})]"
        recap = self.new_recap("res.partner", filter_domain=domain)
        period = recap._calendar().period_at(partner.create_date)
        text = recap._said(period, is_whole=True)[0].text()
        self.assertRegex(text, r"Total +1\n")
        self.assertEqual(self.opened(self.key_of(text)), partner)

    def test_nobody_guesses_the_link_of_another_recap(self):
        recap = self.new_recap()
        key = self.key_of(self.text_of(recap))
        number, *rest = key.split("-")
        for wrong in (
            "-".join([str(int(number) + 1), *rest]),
            key[:-1] + ("0" if key[-1] != "0" else "1"),
            *("", "1", "a-b-c-d", None, False, 7, f"{recap.id}-0-0-"),
        ):
            with self.subTest(wrong), self.assertRaises(AccessError):
                self.opened(wrong)
        portal = new_test_user(self.env, "client", groups="base.group_portal")
        with self.assertRaises(AccessError):
            self.opened(key, portal)

    def test_who_may_not_read_the_records_sees_none(self):
        self.topup(INSIDE)
        key = self.key_of(self.text_of(self.new_recap()))
        access = [("model_id.model", "=", "alimenteur.solde")]
        self.env["ir.model.access"].search(access).unlink()
        with self.assertRaises(AccessError):
            self.opened(key)

    def test_the_notification_opens_the_same_list(self):
        self.topup("2026-11-28 10:00:00")
        recap = self.new_recap(since="2026-11-27 18:00:00")
        told = self.run_at("2026-11-28 18:00:00")
        action = told.action_open_record()
        self.assertEqual(action["res_model"], "alimenteur.solde")
        self.assertEqual(len(self.env["alimenteur.solde"].search(action["domain"])), 1)
        recap.model_name = "no.such.model"
        with self.assertRaises(UserError):
            told.action_open_record()

    def test_without_an_address_of_the_server_there_is_no_link(self):
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("web.base.url", "")
        self.assertNotIn("](", self.text_of(self.new_recap()))

    def test_the_overviews_graph_counts_it(self):
        self.new_recap(since="2026-11-27 18:00:00")
        self.run_at("2026-11-28 18:00:00")
        history = self.env["discord.overview"]._history()
        self.assertIn("Recaps and tests", {row["rule"] for row in history})
