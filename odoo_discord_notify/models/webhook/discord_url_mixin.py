"""A webhook's URL: where it comes from, and how it stays a secret."""

import re
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import SQL

from ...discord.webhook_url import InvalidWebhookUrl, parse
from ..discord_checks_mixin import ADMINISTRATOR
from ..words import translator
from . import encryption
from .url_sources import API_BASE, api_base, configured

KEY_PATIENCE = timedelta(minutes=2)  # in which another server would have sent
ENV_KEY = re.compile(r"DISCORD_[A-Z0-9_]+")
ENV_KEY_EXAMPLE = "DISCORD_WEBHOOK_SOLDE"
OTHER_SECRETS = {encryption.KEY, encryption.OLD_KEY, API_BASE}


class DiscordUrlMixin(models.AbstractModel):
    _name = "discord.url.mixin"
    _description = "Secret webhook URL"

    url = fields.Char(
        string="Webhook URL",
        store=False,
        inverse="_inverse_url",
        copy=False,
        groups=ADMINISTRATOR,
        help="Discord: Channel settings → Integrations → Webhooks → Copy Webhook URL. "
        "It is a password: it is stored encrypted and never shown again.",
    )
    url_secret = fields.Char(groups=fields.NO_ACCESS, copy=False)
    url_source = fields.Selection(
        [
            ("environment", "Environment variable"),
            ("odoo.conf", "odoo.conf"),
            ("database", "Odoo"),
        ],
        compute="_compute_address",
        compute_sudo=True,
        string="URL set by",
        help="Where the URL comes from. The environment goes before odoo.conf, and "
        "both before what is typed in Odoo.",
    )
    masked_url = fields.Char(
        string="Posts to",
        compute="_compute_address",
        compute_sudo=True,
        help="The URL without its secret part, which nobody is shown again.",
    )
    env_key = fields.Char(
        string="Environment variable",
        copy=False,
        help="Where this variable is set (environment, or odoo.conf in lower case), "
        "it overrides the URL. For example DISCORD_WEBHOOK_SOLDE",
    )

    def _inverse_url(self):
        for webhook in self.sudo():
            if webhook.url:
                webhook._keep_url(webhook.url)
        # Or web_save would echo the URL from the cache to the browser.
        self.invalidate_recordset(["url"], flush=False)

    def _keep_url(self, url):
        """Encrypt and keep a URL that a person has entered."""
        try:
            parse(url, api_base())
        except InvalidWebhookUrl as error:
            sentences = map(translator(self.env), error.sentences)
            raise ValidationError(" ".join(sentences)) from None
        self.url_secret = encryption.encrypt(url.strip())

    @api.depends("url_secret", "env_key")
    def _compute_address(self):
        for webhook in self:
            address = webhook._address()
            webhook.masked_url = address.masked if address else False
            webhook.url_source = webhook._url_and_source()[1]

    def _url_and_source(self):
        self.ensure_one()
        if self.env_key:
            url, source = configured(self.env_key)
            if url:
                return url, source
        secret = self.sudo().url_secret
        return (encryption.decrypt(secret), "database") if secret else (None, False)

    def _address(self):
        """Return the `WebhookAddress` to post to, or None. Never shown to anybody."""
        return self._read_url()[0]

    def _url_problem(self):
        """Return what is wrong with a URL that cannot be read, for people, or ""."""
        return " ".join(map(translator(self.env), self._read_url()[1]))

    def _read_url(self):
        """Return (`WebhookAddress` or None, sentences in English on what is wrong)."""
        url, _source = self._url_and_source()
        if not url:
            return None, ()
        try:
            return parse(url, api_base()), ()
        except InvalidWebhookUrl as error:
            return None, error.sentences

    def _target(self):
        """Return where its messages go now; never to be shown."""
        return self._address(), self.thread_id or None

    def _configured(self):
        """Return those of `self` that have a URL, even one that cannot be read.

        What happens is noted and waits: told when the URL can be read again.
        """
        return self.sudo().filtered(lambda webhook: webhook._url_and_source()[1])

    def _key_is_lost(self):
        url, source = self._url_and_source()
        return bool(source and not url)

    @api.model
    def _take_new_key(self):
        """Encrypt anew what only the old key can read (`DISCORD_NOTIFY_OLD_KEY`).

        By SQL: it is no new URL, so nothing that was learnt of it is forgotten.
        """
        webhooks = self.sudo().with_context(active_test=False)
        domain = [("url_secret", "!=", False)]
        for webhook in webhooks.search_fetch(domain, ["url_secret"]):
            if secret := encryption.encrypt_anew(webhook.url_secret):
                query = "UPDATE discord_webhook SET url_secret = %s WHERE id = %s"
                self.env.cr.execute(SQL(query, secret, webhook.id))
                webhook.invalidate_recordset(flush=False)

    def _is_left_to_another(self):
        """Whether another server, with another key, should send its queue by now."""
        if not (self._key_is_lost() and encryption.has_key()):
            return False
        now = fields.Datetime.now()
        return (self.oldest_waiting or now) >= now - KEY_PATIENCE

    @api.constrains("env_key")
    def _check_env_key(self):
        for webhook in self:
            name = webhook.env_key or ENV_KEY_EXAMPLE
            if not ENV_KEY.fullmatch(name) or name in OTHER_SECRETS:
                raise ValidationError(
                    self.env._(
                        "The variable's name must begin with DISCORD_ and be in "
                        "capitals. For example %s",
                        ENV_KEY_EXAMPLE,
                    )
                )
