"""One client per process and patience: its connections are kept from run to run."""

from functools import lru_cache

from odoo.modules.module import get_manifest

from ...discord.backoff import hurried
from ...discord.client import TIMEOUT, TOTAL, Client
from ..webhook.url_sources import api_base

BRIEF = 3  # seconds that a question may take which delays the next message


def shared_client():
    """Return the client for Discord's address as it is configured.

    :raise InvalidWebhookUrl: it points to something that is no address
    """
    return _client(api_base(), TIMEOUT, TOTAL)


def brief_client():
    """Return one for questions that can as well be asked later.

    :raise InvalidWebhookUrl: as above
    """
    return _client(api_base(), BRIEF, BRIEF)


@lru_cache(maxsize=2)
def _client(base, timeout, total):
    version = get_manifest("odoo_discord_notify")["version"]
    return Client(base, version, timeout=hurried(timeout), total=hurried(total))
