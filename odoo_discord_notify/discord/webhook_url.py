"""The address of a webhook: read from what a person pastes, rebuilt for every request.

The list of accepted hosts is also what keeps the server from being talked into
requests to somewhere else.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from .limits import API_VERSION
from .words import _lt

DEFAULT_API_BASE = "https://discord.com"
DISCORD_HOSTS = frozenset(
    f"{subdomain}{domain}"
    for domain in ("discord.com", "discordapp.com")
    for subdomain in ("", "www.", "ptb.", "canary.")
)

# The forms that discord.js and discord.py accept; real tokens have 68 characters.
_ID = re.compile(r"[0-9]{17,20}")
_TOKEN = re.compile(r"[A-Za-z0-9._-]{60,120}")
_PATH = re.compile(
    r"/api(?:/v[0-9]{1,2})?/webhooks/(?P<id>[^/]*)(?:/(?P<token>[^/]*))?"
    r"(?:/(?:slack|github))?/?"
)
_PRINTABLE_ASCII = re.compile(r"[!-\[\]-~]+")  # no space, no backslash
# What surrounds a URL that was copied with more than itself: quotes, as a file for
# `docker --env-file` keeps them, brackets, spaces of all kinds, a byte-order mark.
_AROUND = "\"'`<>()“”‘’«»‹›,; \t\r\n\f\v\u00a0\u200b\u200e\u202f\u2060\ufeff"
_MARKDOWN_LINK = re.compile(r"\[[^]]*\]\((?P<url>[^()\s]+)\)")

_WHERE = _lt(
    "In Discord: channel settings, Integrations, Webhooks, “Copy Webhook URL”."
)
PROBLEMS = {  # sentences
    "empty": (_lt("Enter the URL of a Discord webhook."), _WHERE),
    "characters": (
        _lt(
            "The URL has characters that no webhook URL has (spaces, accents, "
            "look-alike letters or backslashes). Copy it again."
        ),
        _WHERE,
    ),
    "scheme": (_lt("The URL must begin with https://."),),
    "user_info": (
        _lt("The URL must not have a user name or password before its host."),
    ),
    "port": (_lt("The URL must not name a port."),),
    "host": (_lt("This is not an address of Discord (https://discord.com/…)."), _WHERE),
    "path": (
        _lt("This is an address of Discord, but not that of a webhook."),
        _WHERE,
    ),
    "webhook_id": (
        _lt("The webhook's number is not one of Discord's. Copy the whole URL again."),
        _WHERE,
    ),
    "token": (
        _lt(
            "The last part of the URL is missing, cut short or altered. Copy the "
            "whole URL again."
        ),
        _WHERE,
    ),
    "thread_id": (
        _lt("The thread_id must be the number of a Discord thread (17 to 20 digits)."),
    ),
    "api_base": (
        _lt(
            "DISCORD_API_BASE must be http:// or https:// with a host and, if need be, "
            "a port, and nothing after it."
        ),
    ),
}


class InvalidWebhookUrl(ValueError):
    """The text is not a webhook's URL; says what to do and never repeats the text.

    :ivar problem: a key of :data:`PROBLEMS`, stable, for programs.
    :ivar sentences: what it says, to be translated one by one.
    """

    def __init__(self, problem: str):
        self.problem, self.sentences = problem, PROBLEMS[problem]
        super().__init__(" ".join(self.sentences))


@dataclass(frozen=True)
class WebhookAddress:
    """One Discord webhook. Its token is a password and is left out of ``repr``."""

    webhook_id: str
    token: str = field(repr=False)
    thread_id: str | None = None

    @property
    def masked(self) -> str:
        """What may be shown: enough to tell two webhooks apart, useless to post."""
        return f"discord.com/api/webhooks/…{self.webhook_id[-4:]}/••••"

    def execute_url(self, api_base: str = DEFAULT_API_BASE) -> str:
        """The URL that requests go to. Holds the token: never print it."""
        return f"{api_base}/api/v{API_VERSION}/webhooks/{self.webhook_id}/{self.token}"

    def message_url(self, api_base: str, message_id: str) -> str:
        """The URL of one of its messages. Holds the token: never print it."""
        return f"{self.execute_url(api_base)}/messages/{message_id}"


def parse(text: str, api_base: str = DEFAULT_API_BASE) -> WebhookAddress:
    """Read the URL of a webhook, with or without version, ``/slack`` or ``/github``.

    What is plainly meant is understood: see :func:`_bare`. Requests go to https in any
    case, so http is taken for it.

    :param api_base: a configured base address, accepted beside Discord's own hosts.
    :raise InvalidWebhookUrl: for anything that is not surely a webhook's URL.
    """
    text = _bare(text)
    if not text:
        raise InvalidWebhookUrl("empty")
    if not _PRINTABLE_ASCII.fullmatch(text):
        raise InvalidWebhookUrl("characters")
    url = _split(text, "host")
    if f"{url.scheme}://{url.netloc.lower()}" != api_base:
        _check_host(url)
    path = _PATH.fullmatch(url.path)
    if not path:
        raise InvalidWebhookUrl("path")
    if not _ID.fullmatch(path["id"]):
        raise InvalidWebhookUrl("webhook_id")
    if not _TOKEN.fullmatch(path["token"] or ""):
        raise InvalidWebhookUrl("token")
    thread_id = parse_qs(url.query).get("thread_id", [None])[-1]
    return WebhookAddress(path["id"], path["token"], check_thread_id(thread_id))


def check_thread_id(text: str | None) -> str | None:
    """The number of a thread, or None where there is none.

    :raise InvalidWebhookUrl: for anything else.
    """
    text = (text or "").strip()
    if text and not _ID.fullmatch(text):
        raise InvalidWebhookUrl("thread_id")
    return text or None


def check_api_base(text: str | None) -> str:
    """The base address as configured, normalized; Discord's where there is none.

    :raise InvalidWebhookUrl: unless it is just a scheme, a host and maybe a port.
    """
    text = _bare(text).rstrip("/") or DEFAULT_API_BASE
    if not _PRINTABLE_ASCII.fullmatch(text):
        raise InvalidWebhookUrl("api_base")
    url = _split(text, "api_base")
    base = f"{url.scheme}://{url.netloc}".lower()
    if url.scheme not in ("http", "https") or "@" in base or base != text.lower():
        raise InvalidWebhookUrl("api_base")
    return base


def _bare(text):
    """Return a URL without what surrounds it, and with its scheme if it is Discord's.

    >>> _bare('"discord.com/api"')
    'https://discord.com/api'
    """
    text = (text or "").strip(_AROUND)
    if link := _MARKDOWN_LINK.fullmatch(f"{text})"):  # its bracket went with the rest
        text = link["url"].strip(_AROUND)
    host = text.removeprefix("//").partition("/")[0].lower()
    if host in DISCORD_HOSTS:
        return f"https://{text.removeprefix('//')}"
    return text


def _split(text, problem):
    try:
        url = urlsplit(text)
        is_web = url.scheme in ("http", "https")
        if (is_web and not url.hostname) or url.port == 0:
            raise InvalidWebhookUrl(problem)
    except ValueError:  # also what urllib says of brackets and ports, with the value
        raise InvalidWebhookUrl(problem) from None
    return url


def _check_host(url):
    if url.scheme not in ("https", "http"):
        raise InvalidWebhookUrl("scheme")
    if "@" in url.netloc:
        raise InvalidWebhookUrl("user_info")
    if url.hostname not in DISCORD_HOSTS:
        raise InvalidWebhookUrl("host")
    if url.netloc.lower() != url.hostname:
        raise InvalidWebhookUrl("port")
