"""What our tests share: webhooks with a URL, an agent, and a look at the outbox."""

import os
from contextlib import contextmanager
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, TransactionCase, new_test_user
from odoo.tests.common import get_db_name

TOKEN = "t" * 68


def webhook_url(number=1):
    """Return what a person pastes: a URL that is Discord's in form, and nobody's."""
    return f"https://discord.com/api/webhooks/{10**18 + number}/{TOKEN}"


def own_environment(**variables):
    """Return a patcher: neither the URLs nor the key of whoever runs the tests."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("DISCORD_")}
    kept["DISCORD_NOTIFY_KEY"] = "the key of the tests"
    return patch.dict(os.environ, {**kept, **variables}, clear=True)


class DiscordCase(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(own_environment())
        # Nobody is sent a letter that invites.
        cls.env = cls.env(context={**cls.env.context, "no_reset_password": True})
        for number, key in enumerate(("solde", "bc", "bl")):
            cls.webhook(key).url = webhook_url(number)
        cls.agent = new_test_user(cls.env, "amina", name="Amina")
        cls.client = cls.env["res.partner"].create({"name": "Dépôt Maârif"})

    @classmethod
    def webhook(cls, key):
        """Return a shipped webhook: of "solde", "bc" or "bl"."""
        return cls.env.ref(f"odoo_discord_notify.webhook_{key}")

    @classmethod
    def rule(cls, key):
        """Return a shipped rule: "solde", "bc" or "bl"."""
        return cls.env.ref(f"odoo_discord_notify.rule_{key}")

    @classmethod
    def new_rule(cls, model_name, template="{display_name}", **values):
        """Return a new rule on a model; with `watched_fields`, of its changes."""
        return cls.env["discord.rule"].create(
            {
                "name": f"Test {model_name}",
                "model_name": model_name,
                "trigger": "on_write" if values.get("watched_fields") else "on_create",
                "template": template,
                "webhook_id": cls.webhook("solde").id,
                **values,
            }
        )

    def new_topup(self, **values):
        """Return a top-up that the agent entered."""
        topups = self.env["alimenteur.solde"].with_user(self.agent)
        return topups.create({"client": self.client.id, "solde": 1500, **values})

    def new_order(self, **values):
        """Return a BC that existed before: what follows is no part of its creation."""
        orders = self.env["bldimagaz.bc"].with_user(self.agent)
        order = orders.create({"client": self.client.id, **values})
        self.forget_transaction()
        return order

    def silent(self, records):
        """Return records of a program whose work is not to be told."""
        silent = {"discord_notify_disable": True}
        return records.with_user(SUPERUSER_ID).with_context(**silent)

    def forget_transaction(self):
        """Go on as if this transaction had been committed and another begun."""
        self.env.cr.flush()
        self.env.cr.postcommit.clear()
        self.env["discord.notification"].search([]).unlink()

    def run_action(self, name):
        """Run one of our scheduled actions as its button does; it must not fail.

        Odoo tells of a failure in its log alone, which is switched off in our tests.
        """
        with (
            self.enter_registry_test_mode(),
            self.assertNoLogs("odoo.addons.base.models.ir_cron", "ERROR"),
        ):
            self.env.ref(f"odoo_discord_notify.{name}").method_direct_trigger()

    def told(self, records, rule=None):
        """Return what is told of `records` once this transaction is flushed."""
        self.env.cr.flush()
        domain = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        if rule:
            domain.append(("rule_id", "=", rule.id))
        return self.env["discord.notification"].search(domain, order="id")


class CommittedCase(BaseCase):
    """For what only real transactions show: a rule on tags, removed at the end."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.enterContext(own_environment(DISCORD_WEBHOOK_SOLDE=webhook_url()))
        # A rule of which the server has seen nothing, and whose URL is not its own.
        self.registry.clear_cache("stable")
        self.addCleanup(self.registry.clear_cache, "stable")
        with self.transaction() as env:
            rule = env["discord.rule"].create(
                {
                    "name": "Test",
                    "model_name": "res.partner.category",
                    "template": "{name}",
                    "webhook_id": env.ref("odoo_discord_notify.webhook_solde").id,
                }
            )
        self.rule_id = rule.id
        self.addCleanup(self.remove_rule)

    def remove_rule(self):
        with self.transaction() as env:
            rule = env["discord.rule"].browse(self.rule_id)
            told = env["discord.notification"].search([("rule_id", "=", rule.id)])
            env["res.partner.category"].browse(told.mapped("res_id")).exists().unlink()
            told.unlink()
            rule.unlink()

    @contextmanager
    def transaction(self):
        """Give the environment of a new transaction, committed at the end."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def told(self):
        """Return the texts that are committed, in order."""
        with self.transaction() as env:
            told = env["discord.notification"].search(
                [("rule_id", "=", self.rule_id)], order="id"
            )
            return told.mapped("content")
