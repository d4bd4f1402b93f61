"""What is deleted is struck out in the message that told it, with who and when."""

from freezegun import freeze_time

from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .follow_common import FollowCase


@tagged("post_install", "-at_install")
class TestFollowDeletions(FollowCase):
    @freeze_time("2025-05-02 12:00")
    def test_a_deleted_record_is_struck_out_with_who_and_when(self):
        rule = self.following("> **Montant** : `{solde:.0f}`\n\n{state}", lang="fr_FR")
        topup, posted = self.told_and_posted(rule)
        topup.with_user(self.agent).unlink()
        edit = self.edits(topup)
        self.assertEqual((edit.event, edit.state), ("deleted", "outgoing"))
        self.assertEqual((edit.edit_of_id, edit.user_id), (posted, self.agent))
        self.assertEqual(
            edit.content,
            "> ~~**Montant** : `1500`~~\n\n~~Brouillon~~\n"
            "-# Supprimé par Amina, 02-05-2025 13:00",
        )

    def test_the_text_that_is_struck_out_is_the_one_that_discord_shows(self):
        topup, _posted = self.told_and_posted(self.following())
        topup.solde = 7
        self.next_transaction()
        topup.write({"solde": 8})
        topup.unlink()
        edits = self.edits(topup)
        self.assertEqual(edits.mapped("event"), ["edited", "deleted"])
        self.assertTrue(edits[-1].content.startswith("~~7 Brouillon~~\n"))

    def test_an_embed_is_struck_out_part_by_part(self):
        rule = self.following(
            "{state}",
            message_format="embed",
            embed_title="**{reference_no}**",
            embed_fields="Montant = {solde:.0f}",
            embed_link=True,
        )
        self.env["ir.config_parameter"].set_param("web.base.url", "https://asg.ma")
        topup, posted = self.told_and_posted(rule, reference_no="R1")
        self.assertTrue(posted.embed["url"])
        topup.unlink()
        embed = self.edits(topup).embed
        self.assertEqual(embed["title"], "~~**R1**~~")
        self.assertEqual(embed["description"], "~~Brouillon~~")
        self.assertEqual(embed["fields"], [{"name": "Montant", "value": "~~1500~~"}])
        self.assertIn("Deleted by", embed["footer"]["text"])
        self.assertNotIn("url", embed)

    def test_what_is_created_and_deleted_at_once_tells_nothing(self):
        rule = self.following()
        topup = self.new_topup()
        self.assertTrue(self.told(topup, rule))
        topup.unlink()
        self.assertFalse(self.told(topup))

    def test_what_goes_with_its_owner_is_struck_out(self):
        rule = self.following("{product}", model_name="bldimagaz.linbc")
        lines = [(0, 0, {"product": name}) for name in "AB"]
        order = self.env["bldimagaz.bc"].create({"line_ids": lines})
        found = order.line_ids
        self.posted(found, rule)
        order.unlink()
        texts = self.edits(found).mapped("content")
        self.assertEqual([one.split("\n")[0] for one in texts], ["~~A~~", "~~B~~"])

    def test_a_deletion_in_silence_is_kept_and_not_told(self):
        topup, _posted = self.told_and_posted(self.following())
        self.silent(topup).unlink()
        edit = self.edits(topup)
        self.assertEqual((edit.state, edit.failure_type), ("canceled", "silenced"))

    def test_a_message_in_doubt_is_struck_out_once_it_is_known(self):
        rule = self.following()
        topup = self.new_topup()
        self.posted(topup, rule, "in_doubt")
        topup.unlink()
        self.assertEqual(self.edits(topup).mapped("state"), ["resting"])

    def test_what_nobody_was_told_of_is_not_struck_out(self):
        rule = self.following()
        topup = self.new_topup()
        self.posted(topup, rule, "canceled")
        topup.unlink()
        self.assertFalse(self.edits(topup))

    def test_a_deletion_that_odoo_refuses_strikes_nothing_out(self):
        topup, _posted = self.told_and_posted(self.following())
        visitor = new_test_user(self.env, "visitor", groups="base.group_portal")
        with self.assertRaises(AccessError):
            topup.with_user(visitor).unlink()
        self.assertFalse(self.edits(topup))
        topup.solde = 7
        self.assertEqual(self.edits(topup).mapped("event"), ["edited"])
