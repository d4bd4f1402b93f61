"""What we write into the database is read in each reader's own language."""

from odoo.tests import tagged

from ..models.field_labels import field_label
from ..models.settings import FALLBACK
from .sync_common import SyncCase

PARTNER = "res.partner"


@tagged("post_install", "-at_install")
class TestReadersLanguage(SyncCase):
    def menu(self, lang):
        """Return the names that we give to the Action menu of contacts."""
        found = self.env["ir.model.data"].search(
            [("module", "=", "odoo_discord_notify"), ("name", "like", "action_menu_")]
        )
        actions = [self.env[data.model].browse(data.res_id) for data in found]
        return {
            action.with_context(lang=lang).name
            for action in actions
            if action.binding_model_id.model == PARTNER
        }

    def load_french(self):
        """Load the language as its form and its wizard do it."""
        self.env["res.lang"]._activate_lang("fr_FR")
        ours = self.env.ref("base.module_odoo_discord_notify")
        ours._update_translations(["fr_FR"])

    def test_a_menu_that_is_there_is_translated_when_a_language_is_loaded(self):
        self.new_rule(PARTNER, in_action_menu=True)
        self.load_french()
        english, french = self.menu("en_US"), self.menu("fr_FR")
        self.assertEqual(english, {"Send to Discord now", "Discord messages"})
        self.assertEqual(french, {"Envoyer à Discord maintenant", "Messages Discord"})

    def test_a_menu_is_in_all_languages_whoever_makes_it(self):
        self.load_french()
        rules = self.env["discord.rule"].with_context(lang="fr_FR")
        rule = rules.create(
            {
                **rules._ready_made_values("contact"),
                "in_action_menu": True,
                "webhook_id": self.webhook("solde").id,
            }
        )
        rule.copy({"name": "Deuxième", "active": True})
        named = {
            "Send to Discord now: Nouveau contact",
            "Send to Discord now: Deuxième",
        }
        self.assertEqual(self.menu("en_US"), {*named, "Discord messages"})
        self.assertIn("Envoyer à Discord maintenant : Deuxième", self.menu("fr_FR"))

    def test_a_new_name_of_a_rule_reaches_the_menu_in_each_language(self):
        self.load_french()
        rule = self.new_rule(PARTNER, in_action_menu=True, name="Contact")
        self.new_rule(PARTNER, in_action_menu=True, name="Other")
        rule.with_context(lang="fr_FR").name = "Fiche"
        self.assertIn("Envoyer à Discord maintenant : Fiche", self.menu("fr_FR"))
        self.assertIn("Send to Discord now: Contact", self.menu("en_US"))

    def test_a_webhook_s_history_begins_in_the_reader_s_words(self):
        self.load_french()
        french = self.env["discord.webhook"].with_context(lang="fr_FR")
        for webhook in (french.create({"name": "A"}), self.webhook("solde")):
            subtypes = webhook.message_ids.subtype_id
            for lang, words in (
                ("en_US", "Discord webhook created"),
                ("fr_FR", "Webhook Discord créé"),
            ):
                with self.subTest(webhook.name, lang=lang):
                    told = subtypes.with_context(lang=lang).mapped("description")
                    self.assertIn(words, told)
        self.assertFalse(self.webhook("solde").message_ids.notification_ids)

    def test_labels_that_odoo_gives_to_each_model_are_translated_for_each(self):
        """A customer's module may have no translation of its own."""
        self.env["res.lang"]._activate_lang("fr_FR")
        labels = self.env["ir.model.fields"]
        created = labels._get(PARTNER, "create_date")
        created.update_field_translations("field_description", {"fr_FR": "Créé le"})
        topup = self.new_topup()
        french = self.env(context={"lang": "fr_FR"})
        field = topup._fields["create_date"]
        self.assertEqual(field._description_string(french), "Created on")
        self.assertEqual(field_label(french, field), "Créé le")
        self.assertEqual(field_label(self.env, field), "Created on")
        told = self.told(topup, self.rule("solde")).with_env(french)
        self.assertIn("Créé le", [fact["label"] for fact in told.facts])
        for choices in (
            french["discord.rule"].field_choices(topup._name),
            french["discord.recap"].field_choices(topup._name, "date"),
        ):
            self.assertIn("Créé le", [one["label"] for one in choices])

    def test_a_label_that_a_module_has_translated_is_kept(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        own = self.env["ir.model.fields"]._get("alimenteur.solde", "create_date")
        own.update_field_translations("field_description", {"fr_FR": "Saisie le"})
        french = self.env["alimenteur.solde"].with_context(lang="fr_FR")
        label = field_label(french.env, french._fields["create_date"])
        self.assertEqual(label, "Saisie le")

    def test_an_empty_field_is_named_in_the_language_of_the_rule(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        field = self.env["ir.model.fields"]._get("bldimagaz.bc", "client")
        field.update_field_translations("field_description", {"fr_FR": "Acheteur"})
        rule = self.new_rule("bldimagaz.bc", required_fields="client")
        order = self.env["bldimagaz.bc"].create({})
        reason = "Acheteur non renseigné"
        self.assertEqual(self.told(order, rule).failure_reason, reason)
        self.assertNotIn(reason, self.synchronize("sync_BcLinbc").lines or "")

    def test_what_a_run_found_agrees_in_number(self):
        self.load_french()
        log = self.request()
        for counts, dry, said in (
            ((5, 1, 0), False, "5 mises en file, 1 ignorée."),
            ((1, 2, 3), False, "1 mise en file, 2 ignorées, 3 en erreur."),
            ((0, 0, 0), False, "Rien trouvé jusqu’ici."),
            ((1, 0, 0), True, "1 à mettre en file. C’est une simulation"),
        ):
            names = ("new_count", "skipped_count", "error_count")
            log.write({**dict(zip(names, counts, strict=True)), "dry_run": dry})
            log.state = "running"
            with self.subTest(counts):
                self.assertIn(said, log.with_context(lang="fr_FR").summary)

    def test_why_a_webhook_is_stopped_is_said_in_the_reader_s_words(self):
        self.load_french()
        webhook = self.webhook("solde")
        french = webhook.with_context(lang="fr_FR")
        webhook.broken_reason = "Le webhook a été supprimé dans Discord (HTTP 404)."
        english = "The webhook was deleted in Discord (HTTP 404). Odoo looks again"
        self.assertIn(english, webhook.state_message)
        self.assertIn(f"{webhook.broken_reason} Odoo réessaie", french.state_message)
        webhook.broken_reason = "The webhook was deleted in Discord."
        self.assertIn("supprimé dans Discord. Odoo", french.state_message)
        webhook.broken_reason = "Somebody's own words (HTTP 404)."
        self.assertIn(f"{webhook.broken_reason} Odoo", french.state_message)

    def test_mails_of_trouble_are_in_the_language_of_who_reads_them(self):
        self.load_french()
        self.env["ir.config_parameter"].set_param(FALLBACK, "it@asg.example")
        self.agent.write({"email": "it@asg.example", "lang": "fr_FR"})
        webhook = self.webhook("solde")
        webhook.trouble = "The webhook was deleted in Discord (HTTP 404)."
        self.env["discord.alert"]._tell_administrators()
        mail = self.env["mail.mail"].search([], order="id desc", limit=1)
        self.assertIn("demandent votre attention", mail.subject)
        self.assertIn("Le webhook a été supprimé dans Discord", mail.body_html)
