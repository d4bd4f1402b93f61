"""What people read is in the shipped translations, what `discord/` says included."""

import re

import polib

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import file_path
from odoo.tools.translate import TranslationModuleReader, code_translations

from ..discord.policy import POLICY
from ..discord.webhook_url import PROBLEMS
from ..models.words import MODULE
from .common import webhook_url
from .dispatcher_common import DispatcherCase

# Names, units and examples.
SAME_IN_FRENCH = """\
#5865F2
<span>–</span>
Agent
Alertes BL
Alimentation de solde
Alimentations de solde
Alimentations du jour, par client
Avoir
Base
Bon de commande
Bons de commande
Client
Client = {client} |
Commandes du jour, par dépositaire
Configuration
Console
Date
Date d'écriture d'un BL
Dates de BL déplacées cette semaine, par agent
Description
Discord
HTTP
ID
Menu
Message
Messages
Module
Notification
Notifications
OK
Odoo
Plan
Question
Routes
Solde
Source
Total
Type
Webhook
Webhooks
https://discord.com/channels/…
minutes
ms
odoo.conf
ref={name}
💸 **{display_name}**
💸 {display_name}
""".splitlines()
# Odoo's own help of the kinds of server actions, which grows with other modules.
NOT_OURS = "Type of server action."
# One for each rule whose model is installed.
OF_A_RULE = "Send to Discord now: "


@tagged("post_install", "-at_install")
class TestTranslations(DispatcherCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.template = cls.shipped(f"{MODULE}.pot")
        cls.french = cls.shipped("fr.po")

    @classmethod
    def shipped(cls, name):
        """Return the entries of a shipped file by what they translate."""
        entries = polib.pofile(file_path(f"{MODULE}/i18n/{name}"))
        return {e.msgid: e for e in entries if not e.msgid.startswith(NOT_OURS)}

    def test_the_template_has_what_odoo_exports_and_no_more(self):
        rows = list(TranslationModuleReader(self.env.cr, modules=[MODULE]))
        exported = {row[4] for row in rows if not row[4].startswith(NOT_OURS)}
        # Fields that other modules give to every thread of messages, as sms does.
        theirs = {row[4] for row in rows if "__message_" in str(row[3])}
        theirs |= {text for text in exported if text.startswith(OF_A_RULE)}
        missing = exported - theirs - set(self.template)
        self.assertEqual(missing, set(), "not in the .pot: run tests/run translations")
        self.assertEqual(set(self.template) - exported, set(), "no longer said")

    def test_all_of_it_has_its_french(self):
        missing = set(self.template) - set(self.french) - set(SAME_IN_FRENCH)
        self.assertEqual(missing, set())
        unsure = [e.msgid for e in self.french.values() if e.fuzzy or not e.msgstr]
        self.assertEqual(unsure, [])
        self.assertEqual(set(self.french) - set(self.template), set())

    def test_the_french_has_the_apostrophes_of_books(self):
        straight = [
            entry.msgstr
            for entry in self.french.values()
            if re.search(r"[^\W\d_]'[^\W\d_]", entry.msgstr)
        ]
        self.assertEqual(straight, [])

    def test_every_reason_of_the_package_has_its_french(self):
        said = {policy.reason for policy in POLICY.values()}
        said.update(*PROBLEMS.values())
        french = code_translations.get_python_translations(MODULE, "fr_FR")
        self.assertEqual(said - set(french), set())

    def test_a_failure_is_told_in_the_language_of_its_rule(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        rule = self.new_rule("res.partner", lang="fr_FR")
        notification = self.queue("a")
        notification.rule_id = rule
        _payload, delivery = self.come_to("webhook_unknown", http_status=404)
        told = "Le webhook a été supprimé dans Discord (HTTP 404)."
        self.assertEqual(notification.failure_reason, told)
        self.assertEqual(self.sender.broken_reason, told)
        self.assertEqual(delivery.error, told)

    def test_a_wrong_url_is_refused_in_the_language_of_who_enters_it(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        sender = self.sender.with_context(lang="fr_FR")
        with self.assertRaisesRegex(ValidationError, "pas une adresse de Discord"):
            sender.url = webhook_url().replace("discord.com", "asg.example")
