"""The five attacks that once succeeded, as they were made, with their outcome now."""

import logging

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from ..discord.clip import VALUE_MAX
from ..discord.limits import CONTENT_MAX
from ..models.sending.claim_trouble import claim_somehow
from .test_author_rights import AuthorCase

PASSWORDS = ("Hunter2", "Other1", "H", "\\")
WITHOUT_IDS = ("create", "field_choices")
STARS = "*" * 13_000_000
OUTBOX = "odoo.addons.odoo_discord_notify.models.outbox.discord_outbox"


class _Kept(logging.Handler):
    def __init__(self):
        super().__init__(logging.DEBUG)
        self.lines = []

    def emit(self, record):
        self.lines.append(logging.Formatter().format(record))


@tagged("post_install", "-at_install")
class TestPasswordLetterByLetter(AuthorCase):
    """A manager without further rights, and the password of a mail server."""

    def setUp(self):
        super().setUp()
        self.server = self.env["fetchmail.server"].create(
            {"name": "Mail", "server_type": "imap", "password": "none"}
        )
        self.own = self.rule_of(self.manager)
        # Of what an administrator has saved, too, nobody else learns anything.
        self.system = self.new_rule("fetchmail.server", "{name}")

    def asked(self, records, method, *args):
        """Return what a manager is answered by RPC."""
        records = records.with_user(self.manager)
        args = args if method in WITHOUT_IDS else [records.ids, *args]
        try:
            with self.env.cr.savepoint():
                return str(call_kw(records, method, list(args), {}))
        except UserError as error:
            return f"{type(error).__name__}: {error}"

    def update_filter(self, text):
        """Have the administrator's rule spy: as saved before the value began so."""
        self.env.flush_all()
        query = "UPDATE discord_rule SET filter_domain = %s WHERE id = %s"
        self.env.cr.execute(SQL(query, text, self.system.id))

    def spied(self, pattern):
        """Return all that a manager is answered who spies by every way there is."""
        rules = self.env["discord.rule"]
        spied = {
            "name": "Spy",
            "model_name": "fetchmail.server",
            "template": "{id}",
            "filter_domain": str([("password", "=like", pattern)]),
            "trigger": "on_create",
            "webhook_id": self.webhook("solde").id,
        }
        spec = {"state": {}, "state_message": {}, "preview": {}}
        self.update_filter(spied["filter_domain"])
        self.env.flush_all()
        self.env.invalidate_all()
        return {
            "create": self.asked(rules, "create", [spied]),
            "write": self.asked(self.own, "write", spied),
            "web_save": self.asked(self.own, "web_save", spied, spec),
            "onchange": self.asked(rules, "onchange", spied, [*spied], spec),
            "onchange of one": self.asked(self.own, "onchange", spied, [*spied], spec),
            "field_choices": self.asked(rules, "field_choices", "fetchmail.server"),
            "preview": self.asked(self.system, "web_read", spec),
            "test": self.asked(self.system, "action_test"),
        }

    def test_each_way_answers_the_same_whatever_the_password_is(self):
        kept = _Kept()
        logging.getLogger().addHandler(kept)
        self.addCleanup(logging.getLogger().removeHandler, kept)
        for pattern in ("H\\", "Hunter2\\", "O\\", "H%"):
            answers = []
            for password in PASSWORDS:
                self.server.password = password
                answers.append(self.spied(pattern))
            for way, answer in answers[0].items():
                with self.subTest(way, pattern=pattern):
                    self.assertEqual({one[way] for one in answers}, {answer})
                    for word in ("Hunter2'", "escape character", "LIKE"):
                        self.assertNotIn(word, answer.replace(pattern, ""))
            for way in ("create", "write", "web_save"):
                self.assertIn("You may not read", answers[0][way])
        lines = "\n".join(kept.lines)
        for word in ("escape character", "Hunter2", "Other1"):
            self.assertNotIn(word, lines.replace("Hunter2\\", ""))


@tagged("post_install", "-at_install")
class TestOthersAttacks(AuthorCase):
    def test_a_managers_rule_tells_no_private_record_of_an_administrator(self):
        """As a to-do is private: by a record rule of its model."""
        self.hide("bldimagaz.bc", "[('create_uid', '=', user.id)]")
        rule = self.rule_of(self.manager, "bldimagaz.bc", "{name} {comment}")
        values = {"comment": "Hunter2", "client": self.client.id}
        private = self.env["bldimagaz.bc"].with_user(self.admin).create(values)
        told = self.assertHidden(private, rule)
        read = told.with_user(self.manager).read()
        self.assertNotIn("Hunter2", str(read))
        own = self.env["bldimagaz.bc"].with_user(self.manager).create(values)
        self.assertIn("Hunter2", self.told(own, rule).content)

    def test_nor_a_contact_hidden_from_everybody_behind_a_relation(self):
        self.client.ref = "Hunter2"
        self.hide("res.partner", [("id", "!=", self.client.id)])
        rule = self.rule_of(self.manager, "alimenteur.solde", "{client.ref}")
        told = self.assertHidden(self.new_topup(), rule)
        self.assertNotIn("Hunter2", str(told.read()))

    def test_a_comment_of_13_million_stars_stops_nothing(self):
        orders = [self.new_order(date_ecriture="2025-05-02") for _each in range(2)]
        for order, comment in zip(orders, (STARS, "short"), strict=True):
            values = {"date_ecriture": "2025-05-03", "comment": comment}
            call_kw(order.with_user(self.agent), "write", [order.ids, values], {})
        huge, behind = map(self.told, orders)
        self.assertLessEqual(len(huge.values["reason"]), VALUE_MAX)
        payload = claim_somehow(self.webhook("bl")).payload
        self.assertLessEqual(len(payload["content"]), CONTENT_MAX)
        self.env.invalidate_all()
        huge._set_state("sent")
        self.env["discord.delivery"].search([]).unlink()
        if behind.state == "outgoing":  # else they shared a message
            self.assertIn("short", claim_somehow(self.webhook("bl")).payload["content"])

    @mute_logger("odoo.sql_db", OUTBOX)
    def test_a_filter_that_fails_in_the_database_takes_nothing_with_it(self):
        """One of an earlier release: such a filter is not saved any more."""
        bad, text = (
            self.new_rule("res.partner"),
            str([("child_ids.ref", "=like", "9\\")]),
        )
        with self.assertRaises(UserError):
            bad.filter_domain = text
        query = "UPDATE discord_rule SET filter_domain = %s WHERE id = %s"
        self.env.cr.execute(SQL(query, text, bad.id))
        bad.invalidate_recordset()
        self.env["discord.watch"]._changed()
        other = self.new_rule("res.partner", "{name}")
        values = {"name": "Child", "ref": "9999", "parent_id": self.client.id}
        self.env["res.partner"].with_context(discord_notify_disable=True).create(values)
        self.forget_transaction()
        overview = self.env["discord.overview"].with_user(self.manager).read_all()
        details = {item["key"]: item["detail"] for item in overview["attention"]}
        self.assertNotIn(f"rule_{other.id}", details)
        self.assertNotIn("9999", str(details))
        partner = self.env["res.partner"].create({"name": "New"})
        self.assertEqual(self.told(partner, other).content, "New")
        states = bad.with_user(self.manager).read(["state_message", "preview"])
        self.assertNotIn("9999", str(states))
        self.env.cr.execute("SELECT 1")

    def test_nobody_silences_his_own_alert_by_rpc(self):
        order = self.new_order(date_ecriture="2025-05-02")
        values = {"date_ecriture": "2025-05-03"}
        context = {"discord_notify_disable": True}
        order = order.with_user(self.agent)
        call_kw(order, "write", [order.ids, values], {"context": context})
        told = self.told(order)
        self.assertEqual(told.state, "outgoing")
        self.assertEqual(told.values["old.date_ecriture"], "02-05-2025")
        self.assertEqual(told.values["new.date_ecriture"], "03-05-2025")
